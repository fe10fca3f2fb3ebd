/** A new personal link instead of one that was lost or that others got hold of. */
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { makeInvitationLink } from '../letters/letter-code.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { findInvitation, type NewInvitation } from './invitations.ts';

/**
 * Gives an invitation a new token; the link it had stops working, and mails and letters carry the new one from now on.
 * Refuses a withdrawn one and a closed round; with `refusesAnswered` also one whose answers were sent, because the person
 * has no use for another link.
 */
export function renewLink(
  acting: Acting,
  id: string,
  { refusesAnswered = false } = {},
): Promise<NewInvitation> {
  return act(acting, async ({ db, linkKey, log }) => {
    const { roundId } = await findInvitation(db, id);
    await lockRunningRound(db, roundId);
    // Only now: answers that were being sent are there, and none come before the new link.
    const { code, name, person, submittedAt } = await findInvitation(db, id);
    if (refusesAnswered && submittedAt) throw new Refusal(409, 'answeredLink');
    const { token, seed, hash: tokenHash, codeHash } = makeInvitationLink(linkKey);
    const { numUpdatedRows } = await db
      .updateTable('invitation')
      .set({ tokenHash, codeHash, seed })
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    // Who has answered gets no other mail: the link in the one that is there goes on opening the answers.
    if (!submittedAt) await renewMailedLinks(db, linkKey, id);
    if (numUpdatedRows === 0n) throw new Refusal(409, 'invitationRevoked');
    await log({ action: 'rounds.linkRenewed', roundId, thingId: id });
    return { id, partner: code, name, person, token };
  });
}

/** The links that were mailed stop as well: one of them may be what got into other hands. The next mail has a new one. */
async function renewMailedLinks(db: Database, linkKey: string, invitationId: string): Promise<void> {
  const mailed = await db
    .selectFrom('holder')
    .select('id')
    .where('invitationId', '=', invitationId)
    .where('address', 'is not', null)
    .execute();
  for (const { id } of mailed) {
    const { seed, hash } = makeSeededToken(linkKey);
    await db.updateTable('holder').set({ seed, tokenHash: hash }).where('id', '=', id).execute();
  }
}
