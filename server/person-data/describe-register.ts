/** What is stored about a person, in words. Of answers only whether there are any, and no time finer than a day. */
import type { Language } from '../../survey/texts.ts';
import { formatDay } from '../text/format-date.ts';
import type { PersonRegister } from './person-data.ts';
import { personDataTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'person-data/register': ReturnType<typeof describeRegister> & {
      done: string | undefined;
      actions: { dataLink: string; withdrawal: string; erasure: string };
    };
  }
}

const moments = ['createdAt', 'unsubscribedAt', 'addressFailsAt', 'archivedAt'] as const;

/** The values of `register.hbs`, and of the same part on the person's own page. */
export function describeRegister(person: PersonRegister, language: Language) {
  const t = personDataTexts(language);
  const { name, email, erasedAt } = person;
  const none = t('personData.person.none');
  return {
    title: erasedAt
      ? t('personData.person.erasedTitle')
      : name
        ? t('personData.person.title', { name })
        : t('personData.person.nobody'),
    isErased: erasedAt !== null,
    erased:
      erasedAt === null ? undefined : t('personData.person.erased', { day: formatDay(erasedAt, language) }),
    facts: [
      { label: t('personData.person.name'), text: name || none },
      { label: t('personData.person.email'), text: email ?? none },
      { label: t('personData.person.language'), text: t(`personData.person.languages.${person.language}`) },
      { label: t('personData.person.partner'), text: person.partner.name },
      { label: t('personData.person.network'), text: person.network.name },
      ...moments.flatMap((moment) => {
        const at = person[moment];
        return at ? [{ label: t(`personData.person.${moment}`), text: formatDay(at, language) }] : [];
      }),
    ],
    invitations: person.invitations.map((invitation) => ({
      round: invitation.round,
      invitedOn: formatDay(invitation.createdAt, language),
      answered: invitation.submittedAt
        ? t('personData.person.yes')
        : t(invitation.revokedAt ? 'personData.person.revoked' : 'personData.person.no'),
      consents: describeConsents(invitation, language),
    })),
    mails: person.mails.map(({ kind, recipient, sentAt }) => ({
      kind: t(`personData.person.kinds.${kind}`),
      recipient: recipient ?? none,
      sentOn: sentAt ? formatDay(sentAt, language) : t('personData.person.notSent'),
    })),
  };
}

function describeConsents(
  { hasConsent, consentsWithdrawnAt }: PersonRegister['invitations'][number],
  language: Language,
): string {
  const t = personDataTexts(language);
  if (consentsWithdrawnAt) {
    return t('personData.person.withdrawnOn', { day: formatDay(consentsWithdrawnAt, language) });
  }
  return t(hasConsent ? 'personData.person.given' : 'personData.person.notGiven');
}
