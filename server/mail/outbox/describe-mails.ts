/** The outbox and its mails as their pages show them: states and reasons in words. */
import type { Language } from '../../../survey/texts.ts';
import { formatShortMoment } from '../../text/format-date.ts';
import { type Mail, type MailCounts, type MailFilter, type MailState, mailStates } from '../mails.ts';
import type { RenderedMail } from '../render-mail.ts';
import { describeReturn } from '../returns/describe-return.ts';
import { secretKinds } from '../secret-kinds.ts';
import { outboxTexts } from './texts.ts';

const badges = { waiting: 'busy', sent: 'ok', failed: 'wrong', skipped: 'none' } as const;

/** Why the words of a mail are not shown. */
const hiddenWords: Partial<Record<Mail['kind'], 'hiddenMirror' | 'hiddenResult'>> = {
  mirror: 'hiddenMirror',
  result: 'hiddenResult',
};

interface Outbox {
  network: string;
  mails: readonly Mail[];
  more: boolean;
  page: number;
  rounds: readonly MailCounts[];
  filter: MailFilter;
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'mail/outbox/mails': ReturnType<typeof describeMails> & {
      done: string | undefined;
      withoutServer: boolean;
    };
    'mail/outbox/mail': ReturnType<typeof describeMail>;
  }
}

/** What the outbox of a network lists. */
export function describeMails({ network, mails, more, page, rounds, filter }: Outbox, language: Language) {
  const t = outboxTexts(language);
  const address = (changed: Partial<Record<'state' | 'round' | 'page', string>>) => {
    const query = new URLSearchParams({
      ...(filter.state && { state: filter.state }),
      ...(filter.roundId && { round: filter.roundId }),
      ...changed,
    });
    return `/desk/networks/${network}/mails?${query}`;
  };
  return {
    isEmpty: rounds.length === 0,
    emptyHref: `/desk/networks/${network}/rounds`,
    rounds: rounds.map((counts) => describeCounts(network, counts, language)),
    roundChoices: [
      { value: '', label: t('outbox.mails.allRounds') },
      ...rounds.flatMap(({ roundId, round }) =>
        roundId === null ? [] : [{ value: roundId, label: round ?? '' }],
      ),
    ],
    stateChoices: [
      { value: '', label: t('outbox.mails.allStates') },
      ...mailStates.map((state) => ({ value: state, label: t(`outbox.states.${state}`) })),
    ],
    chosen: { state: filter.state ?? '', round: filter.roundId ?? '' },
    mails: mails.map((mail) => ({
      kind: t(`outbox.kinds.${mail.kind}`),
      to: mail.recipient ?? t('outbox.mails.erased'),
      person: mail.person,
      partner: mail.partner,
      round: mail.round ?? '',
      at: formatShortMoment(mail.sentAt ?? mail.createdAt, language),
      status: describeState(mail, language),
      href: `/desk/mails/${mail.id}`,
    })),
    previous: page > 1 ? address({ page: String(page - 1) }) : undefined,
    next: more ? address({ page: String(page + 1) }) : undefined,
  };
}

/** How far the mails of a round are. */
export function describeCounts(network: string, counts: MailCounts, language: Language) {
  const t = outboxTexts(language);
  const { roundId, round, total, sent } = counts;
  const link = (state: MailState) =>
    `/desk/networks/${network}/mails?${new URLSearchParams({ ...(roundId && { round: roundId }), state })}`;
  return {
    name: round ?? t('outbox.mails.noRound'),
    total,
    count: sent,
    sent: t('outbox.mails.sentOf', { sent, total }),
    rest: (['waiting', 'failed', 'skipped'] as const)
      .filter((state) => counts[state] > 0)
      .map((state) => ({ href: link(state), label: t(`outbox.counts.${state}`, { count: counts[state] }) })),
  };
}

/** Our mail server brought it: its links are for the receiver alone. */
export function wasMailed({ state, reason }: Mail): boolean {
  return state === 'sent' && reason !== 'byHand';
}

/** One mail, with its words when they may be shown. */
export function describeMail(
  mail: Mail,
  composed: RenderedMail | undefined,
  language: Language,
  hasServer: boolean,
) {
  const t = outboxTexts(language);
  const isOpen = mail.state !== 'sent';
  const isSecret = secretKinds.has(mail.kind);
  const base = `/desk/mails/${mail.id}`;
  return {
    withoutServer: !hasServer,
    mail,
    kind: t(`outbox.kinds.${mail.kind}`),
    to: mail.recipient ?? t('outbox.mails.erased'),
    status: describeState(mail, language),
    composed,
    wordsText: t(wasMailed(mail) ? 'outbox.mail.sentText' : 'outbox.mail.wordsText'),
    mailto:
      composed && mail.recipient && !wasMailed(mail) ? writeMailto(mail.recipient, composed) : undefined,
    hidden: isSecret ? t(`outbox.mail.${hiddenWords[mail.kind] ?? 'hidden'}`) : undefined,
    lost: !composed && !isSecret,
    actions: {
      sending: isOpen && hasServer && mail.networkId !== null ? `${base}/sending` : undefined,
      byHand: isOpen && mail.networkId !== null && !isSecret ? `${base}/sent-by-hand` : undefined,
      bounce: mail.personId !== null && mail.recipient !== null ? `${base}/bounce` : undefined,
    },
  };
}

function describeState(mail: Mail, language: Language) {
  const { state, reason, reply } = mail;
  const t = outboxTexts(language);
  return {
    kind: badges[state],
    label: t(`outbox.states.${state}`),
    reason: reason === null ? undefined : t.find(`outbox.reasons.${reason}`),
    reply:
      describeReturn(mail, language) ?? (reply === null ? undefined : t('outbox.mails.reply', { reply })),
  };
}

/** Opens the reader's own mail program with the mail in it. */
function writeMailto(recipient: string, { subject, text }: RenderedMail): string {
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(/\n/g, '\r\n'))}`;
  return `mailto:${encodeURIComponent(recipient).replace('%40', '@')}?${query}`;
}
