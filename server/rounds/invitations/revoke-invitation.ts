/**
 * Withdrawing an invitation: its link stops working. Answers that were sent before stay and count. After the closing the
 * link stays: behind it somebody takes back what may be read.
 */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { findRound } from '../rounds.ts';
import { findInvitation } from './invitations.ts';

export function revokeInvitation(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { roundId } = await findInvitation(change.db, id);
    if ((await findRound(change.db, roundId)).status === 'closed') throw new Refusal(409, 'roundClosed');
    const { numUpdatedRows } = await change.db
      .updateTable('invitation')
      .set({ revokedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    // Another contact person was found, or none is needed.
    await change.db.deleteFrom('contactProposal').where('invitationId', '=', id).execute();
    if (numUpdatedRows === 0n) change.unchanged();
    else await change.log({ action: 'rounds.revoked', roundId, thingId: id });
  });
}
