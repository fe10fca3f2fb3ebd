/** The words of the mails about an account: the invitation, which says who invites and what this is, and the link to sign in. Pure. */
import type { Language } from '../../survey/texts.ts';
import type { Role } from '../database/schema.ts';
import { deskTexts } from '../desk/texts.ts';
import { formatMoment } from '../text/format-date.ts';
import type { Invited } from './find-invited.ts';
import { type Block, defuse, type MailWords, offerButton, sayText } from './mail-words.ts';
import { defuseLinks, keepOnOneLine } from './plain-words.ts';
import { mailTexts } from './texts.ts';

export interface AccountWords {
  language: Language;
  name: string;
  role: Role;
  expiresAt: Date;
  link: string;
  /** Undefined: nothing is known of it, or it is no invitation. */
  invited: Invited | undefined;
}

/** So many networks are named; a researcher may have hundreds. */
const maxNamed = 3;

/** The mail that signs somebody in, or that invites somebody to an account. */
export function writeAccount(kind: 'sign-in' | 'account', values: AccountWords): MailWords {
  const { language, link, expiresAt, invited } = values;
  const t = mailTexts(language);
  const { name } = defuse(values, ['name']);
  const inviter = invited?.inviter && keepOnOneLine(invited.inviter.name);
  return {
    language,
    subject:
      kind === 'account' && inviter
        ? keepOnOneLine(t('account.subjectFrom', { inviter }))
        : t(`${kind}.subject`),
    greeting: t('greeting.person', { name }),
    blocks: [
      ...(kind === 'account' ? describeInvitation(values) : [sayText(t('sign-in.text'))]),
      offerButton(t(`${kind}.button`), link),
      sayText(t(`${kind}.valid`, { moment: formatMoment(expiresAt, language) })),
      sayText(t(`${kind}.ignore`)),
    ],
    stop: undefined,
    replyTo: invited?.inviter?.email,
  };
}

/** Who invites, what this is, and what the receiver does here. */
function describeInvitation({ language, role, invited }: AccountWords): Block[] {
  const t = mailTexts(language);
  const inviter = invited?.inviter && defuseLinks(keepOnOneLine(invited.inviter.name));
  return [
    sayText(inviter ? t('account.from', { inviter }) : t('account.text')),
    sayText(t('account.what')),
    sayText(
      t('account.role', {
        role: deskTexts(language)(`desk.roleNames.${role}`),
        place: describePlace(language, invited),
        does: t(`account.does.${role}`),
      }),
    ),
  ];
}

/** ' of the network X, municipality Y'; empty when the account has no place. */
function describePlace(language: Language, invited: Invited | undefined): string {
  const t = mailTexts(language);
  const clean = (text: string) => defuseLinks(keepOnOneLine(text));
  const named = (invited?.networks ?? []).slice(0, maxNamed).map((name) => `‘${clean(name)}’`);
  const more = (invited?.networks.length ?? 0) - named.length;
  const all = more > 0 ? [...named, t('account.more', { count: more })] : named;
  const networks =
    all.length > 0
      ? t('account.networks', {
          count: invited!.networks.length,
          list: new Intl.ListFormat(language, { type: 'conjunction' }).format(all),
        })
      : '';
  const municipality = invited?.municipality
    ? t('account.municipality', { name: clean(invited.municipality) })
    : '';
  return networks + municipality;
}
