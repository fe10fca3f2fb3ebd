/**
 * How many mails one receiver gets from a button that can be pressed again. What goes to many at once (an opening, a
 * reminder) has its own rule: once for each round, or once a day.
 */
import { type Counter, countAttempt, countAttempts, type Limit } from '../database/attempts.ts';
import { Refusal } from '../text/refusal.ts';

const day = 24 * 3600;
/** Enough for a typing error, a full mailbox and a second try; a fourth the same day helps nobody. */
const limits = {
  'invitation-again': { kind: 'mail-invitation-again', max: 3, seconds: day },
  'data-link': { kind: 'mail-data-link', max: 3, seconds: day },
  mirror: { kind: 'mail-mirror', max: 3, seconds: day },
  result: { kind: 'mail-result', max: 3, seconds: day },
  // One partner can own several agreements of one afternoon.
  agreement: { kind: 'mail-agreement', max: 10, seconds: day },
  'account-invitation': { kind: 'mail-account-invitation', max: 5, seconds: day },
  // The operator tries settings: more often, but no flood.
  test: { kind: 'mail-test', max: 10, seconds: 3600 },
  // The same mail once more, after a fault of the mail server.
  retry: { kind: 'mail-retry', max: 10, seconds: 3600 },
} satisfies Record<string, Limit>;

export type LimitedMail = keyof typeof limits;

/** Counts a mail to this receiver (an id); refuses one too many, and says from when it can be done again. */
export async function limitMail(counter: Counter, mail: LimitedMail, receiver: string): Promise<void> {
  const limit = limits[mail];
  try {
    await countAttempt(counter, limit, receiver);
  } catch (error) {
    if (!(error instanceof Refusal) || error.statusCode !== 429) throw error;
    const seconds = Number(error.values.seconds);
    throw new Refusal(429, 'mailedOften', { max: limit.max, seconds, again: Date.now() + seconds * 1000 });
  }
}

/** Counts a mail to each receiver; gives those that may get one. */
export function limitMails(
  counter: Counter,
  mail: LimitedMail,
  receivers: readonly string[],
): Promise<Set<string>> {
  return countAttempts(counter, limits[mail], receivers);
}
