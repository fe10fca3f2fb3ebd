/** What is stored about a person, in words. Of answers only whether there are any, and no time finer than a day. */
import type { Language } from '../../../survey/texts.ts';
import { formatDay } from '../../text/format-date.ts';
import { privacyTexts } from '../texts.ts';
import type { PersonRegister } from './person-data.ts';

const moments = ['createdAt', 'unsubscribedAt', 'addressFailsAt', 'archivedAt'] as const;

/** The values of `desk/privacy-person.hbs`, and of the same part on the person's own page. */
export function describeRegister(person: PersonRegister, language: Language) {
  const t = privacyTexts(language);
  const { id, name, email, erasedAt } = person;
  const none = t('privacy.person.none');
  return {
    id,
    title: erasedAt
      ? t('privacy.person.erasedTitle')
      : name
        ? t('privacy.person.title', { name })
        : t('privacy.person.nobody'),
    isErased: erasedAt !== null,
    erased: erasedAt && t('privacy.person.erased', { day: formatDay(erasedAt, language) }),
    facts: [
      { label: t('privacy.person.name'), text: name || none },
      { label: t('privacy.person.email'), text: email ?? none },
      { label: t('privacy.person.language'), text: t(`privacy.person.languages.${person.language}`) },
      { label: t('privacy.person.partner'), text: person.partner.name },
      { label: t('privacy.person.network'), text: person.network.name },
      ...moments.flatMap((moment) => {
        const at = person[moment];
        return at ? [{ label: t(`privacy.person.${moment}`), text: formatDay(at, language) }] : [];
      }),
    ],
    invitations: person.invitations.map((invitation) => ({
      round: invitation.round,
      invitedOn: formatDay(invitation.createdAt, language),
      answered: invitation.submittedAt
        ? t('privacy.person.yes')
        : t(invitation.revokedAt ? 'privacy.person.revoked' : 'privacy.person.no'),
      consents: describeConsents(invitation, language),
    })),
    mails: person.mails.map(({ kind, recipient, sentAt }) => ({
      kind: t(`privacy.person.kinds.${kind}`),
      recipient: recipient ?? none,
      sentOn: sentAt ? formatDay(sentAt, language) : t('privacy.person.notSent'),
    })),
  };
}

function describeConsents(
  { hasConsent, consentsWithdrawnAt }: PersonRegister['invitations'][number],
  language: Language,
): string {
  const t = privacyTexts(language);
  if (consentsWithdrawnAt) {
    return t('privacy.person.withdrawnOn', { day: formatDay(consentsWithdrawnAt, language) });
  }
  return t(hasConsent ? 'privacy.person.given' : 'privacy.person.notGiven');
}
