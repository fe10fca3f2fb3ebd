/** What somebody who was invited needs of the coordinator, from what she may know: mails, and whether it was opened or sent. */
import { isRefused } from '../../mail/is-refused.ts';
import type { Invitee } from '../responses.ts';
import type { Round } from '../rounds.ts';
import { isSettled } from './is-settled.ts';

/** In the order in which they stand on the board. */
export const needs = [
  'proposed',
  'refused',
  'retry',
  'paper',
  'copy',
  'remind',
  'wait',
  'done',
  'over',
] as const;
export type Need = (typeof needs)[number];

/** So many days after the last mail somebody is worth a reminder of her own. */
const patience = 5;
const dayLong = 24 * 3600_000;

/**
 * proposed: somebody behind the link said not to be the right person. refused: the address does not take mail. retry: the mail did not go, or to another address. paper: no mail can reach
 * this person. copy: this server sends no mail itself. remind: mailed days ago. wait: nothing to do now. over: withdrawn,
 * or never answered.
 */
export function findNeed(
  invitee: Omit<Invitee, 'id' | 'partner' | 'person'>,
  { status }: Pick<Round, 'status'>,
  { hasMailServer, now }: { hasMailServer: boolean; now: Date },
): Need {
  const { answered, revoked, mailable, unsubscribed, addressFails, opened, begun, mail, mailedAt } = invitee;
  if (answered && (revoked || status === 'closed' || isSettled(invitee, { hasMailServer }))) return 'done';
  if (revoked || status === 'closed') return answered ? 'done' : 'over';
  if (invitee.proposal && !answered) return 'proposed';
  // The link reached this person some other way, or the answers did.
  const isUnderway = opened || begun || answered;
  if (!mailable) return isUnderway ? 'wait' : addressFails && !unsubscribed ? 'refused' : 'paper';
  if (answered) return 'done';
  if (mail?.state === 'waiting') return hasMailServer ? 'wait' : 'copy';
  if (mail?.elsewhere) return 'retry';
  if (mail?.state === 'failed') return isRefused(mail) ? 'refused' : 'retry';
  if (!mail || mail.state === 'skipped') return isUnderway ? 'wait' : 'retry';
  const isLongAgo = mailedAt === null || now.getTime() - mailedAt.getTime() >= patience * dayLong;
  return status === 'open' && isLongAgo ? 'remind' : 'wait';
}
