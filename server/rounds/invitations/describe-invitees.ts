/** The people of a round in words: what became of the mail, how far it is, what it needs, and what can be done. */
import type { Language } from '../../../survey/texts.ts';
import { isRefused } from '../../mail/is-refused.ts';
import { describeReturn } from '../../mail/returns/describe-return.ts';
import { formatDay } from '../../text/format-date.ts';
import type { ButtonKind } from '../../web/parts/parts.ts';
import { nameProposed } from '../proposals/proposals.ts';
import type { Invitee } from '../responses.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { findNeed, type Need } from './find-need.ts';
import type { Uninvited } from './invitees.ts';
import { isSettled } from './is-settled.ts';

const mailBadges = { waiting: 'busy', sent: 'ok', failed: 'wrong', skipped: 'warning' } as const;

/** A button of a row: one that posts, or a link to a page with a question. */
interface RowAction {
  label: string;
  kind: ButtonKind;
  /** One of these. */
  posts: string | undefined;
  /** What it sends along: who was seen to be proposed, for it may be somebody else by then. */
  fields: { seen: string } | undefined;
  href: string | undefined;
}
type ActionName =
  | 'accept'
  | 'putAside'
  | 'remind'
  | 'sendAgain'
  | 'address'
  | 'contact'
  | 'link'
  | 'letter'
  | 'showMail'
  | 'revoke';

/** Which of its buttons helps with what it needs. */
const helps: Partial<Record<Need, ActionName>> = {
  proposed: 'accept',
  refused: 'address',
  retry: 'sendAgain',
  paper: 'letter',
  copy: 'showMail',
  remind: 'remind',
};

/** A row of the board. */
export function describeInvitee(
  invitee: Invitee,
  round: Round,
  language: Language,
  { hasMailServer, now }: { hasMailServer: boolean; now: Date },
) {
  const t = roundTexts(language);
  const name = invitee.person || t('rounds.invitations.noName');
  const need = findNeed(invitee, round, { hasMailServer, now });
  const actions = listActions(invitee, round, { hasMailServer }).map(
    (action): RowAction => ({
      label: t(`rounds.invitations.${action}`),
      kind: action === findHelp(need, invitee) ? 'primary' : 'subtle',
      posts: postedActions.has(action) ? actionHref(action, invitee) : undefined,
      fields: action === 'accept' && invitee.proposal ? { seen: nameProposed(invitee.proposal) } : undefined,
      href: postedActions.has(action) ? undefined : actionHref(action, invitee),
    }),
  );
  return {
    id: invitee.id,
    name,
    partner: invitee.partner,
    email: invitee.email,
    about: `${name}, ${invitee.partner}`,
    need,
    needText: describeNeed(need, invitee, language),
    mailState: describeMail(invitee, language),
    mailedOn: invitee.mailedAt
      ? t('rounds.invitations.mailedOn', { day: formatDay(invitee.mailedAt, language) })
      : t('rounds.invitations.invitedOn', { day: formatDay(invitee.invitedAt, language) }),
    progress: describeProgress(invitee, round.status, language),
    // What helps comes first.
    actions: actions.sort((one, other) => Number(other.kind === 'primary') - Number(one.kind === 'primary')),
  };
}

/** Whom to ask instead is known, or is to be thought of. */
function findHelp(need: Need, { proposal }: Invitee): ActionName | undefined {
  return need === 'proposed' && !proposal?.email ? 'contact' : helps[need];
}

function describeNeed(need: Need, { proposal }: Invitee, language: Language): string | undefined {
  const t = roundTexts(language);
  if (need === 'proposed') {
    return proposal?.email
      ? t('rounds.invitations.needs.proposed', proposal)
      : t('rounds.invitations.needs.wrongPerson');
  }
  return hasHelp(need) ? t(`rounds.invitations.needs.${need}`) : undefined;
}

function hasHelp(need: Need): need is 'refused' | 'retry' | 'paper' | 'copy' | 'remind' {
  return need in helps;
}

const postedActions: ReadonlySet<ActionName> = new Set(['accept', 'putAside', 'remind', 'sendAgain']);

function listActions(
  invitee: Invitee,
  { status }: Round,
  { hasMailServer }: { hasMailServer: boolean },
): ActionName[] {
  const { revoked, answered, mailable, unsubscribed, personId, mail, mailedAt, proposal } = invitee;
  if (revoked || status === 'closed') return [];
  const canSend = status === 'open' && mailable && !isSettled(invitee, { hasMailServer });
  // Who got the mail is reminded; who did not gets it.
  const hasArrived = mailedAt !== null && mail?.state === 'sent' && !mail.elsewhere;
  const list: ActionName[] = [];
  if (proposal && !answered) list.push(...(proposal.email ? (['accept'] as const) : []), 'putAside');
  if (canSend) list.push(hasArrived && !answered ? 'remind' : 'sendAgain');
  if (!answered) {
    if (status === 'open' && personId !== null && !unsubscribed) list.push('address');
    list.push('contact', 'link', 'letter');
  }
  if (mail) list.push('showMail');
  return [...list, 'revoke'];
}

function actionHref(action: ActionName, { id, mail }: Pick<Invitee, 'id' | 'mail'>): string {
  if (action === 'showMail') return `/desk/mails/${mail!.id}`;
  const places = {
    accept: 'proposal',
    putAside: 'proposal-removal',
    remind: 'reminder',
    sendAgain: 'sending',
    address: 'address',
    contact: 'contact',
    link: 'link',
    letter: 'letter',
    revoke: 'revocation',
  };
  return `/desk/invitations/${id}/${places[action]}`;
}

function describeMail({ mail, mailable, unsubscribed, addressFails }: Invitee, language: Language) {
  const t = roundTexts(language);
  const reason = unsubscribed ? 'unsubscribed' : addressFails ? 'addressFails' : 'noAddress';
  const why = mailable ? '' : t(`rounds.invitations.reasons.${reason}`);
  if (!mail) return { kind: 'none' as const, label: t('rounds.invitations.mails.none'), why };
  const state = mail.state as keyof typeof mailBadges;
  const isLate = state === 'sent' && mail.reason === 'delayed';
  const refused = mail.reason === 'returned' ? 'returned' : 'refused';
  const label = isLate ? 'delayed' : isRefused(mail) ? refused : state;
  return {
    kind: isLate ? ('warning' as const) : mailBadges[state],
    label: t(`rounds.invitations.mails.${label}`),
    why: [describeReturn(mail, language), why].filter(Boolean).join(' '),
  };
}

/** Opened and begun only while it matters: whom to remind. */
function describeProgress(
  { answered, revoked, opened, begun }: Invitee,
  status: Round['status'],
  language: Language,
) {
  const t = roundTexts(language);
  if (answered) return { kind: 'ok' as const, label: t('rounds.invitations.steps.sent') };
  if (revoked) return { kind: 'wrong' as const, label: t('rounds.invitations.revoked') };
  if (status === 'closed') return { kind: 'none' as const, label: t('rounds.invitations.steps.never') };
  if (begun) return { kind: 'busy' as const, label: t('rounds.invitations.steps.begun') };
  if (opened) return { kind: 'busy' as const, label: t('rounds.invitations.steps.opened') };
  return { kind: 'none' as const, label: t('rounds.invitations.steps.none') };
}

/** A row of somebody who was not invited: added while the round ran, or withdrawn. */
export function describeNewcomer(
  { personId, name, email, partner, mailable }: Uninvited,
  language: Language,
) {
  const t = roundTexts(language);
  const shown = name || t('rounds.invitations.noName');
  return {
    name: shown,
    partner,
    email,
    about: `${shown}, ${partner}`,
    state: t('rounds.invitations.notInvited'),
    why: mailable ? '' : t('rounds.invitations.personPaper'),
    fields: { people: personId },
  };
}

/** The people who can still be invited, as ticks. */
export function describeUninvited(people: readonly Uninvited[], language: Language) {
  const t = roundTexts(language);
  return people.map(({ personId, name, email, partner, mailable }) => ({
    value: personId,
    label: t('rounds.invitations.personAt', {
      name: name || email || t('rounds.invitations.noName'),
      partner,
    }),
    hint: mailable ? undefined : t('rounds.invitations.personPaper'),
  }));
}
