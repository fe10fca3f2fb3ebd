/** What every statement that saves something behind a personal link begins with: is its round still open? */
import type { Database } from '../../database/schema.ts';
import { roundState } from '../round-state.ts';

/**
 * $1 invitation. The round is locked, so that closing it waits for what is being saved, and a save that
 * waited finds it closed.
 */
export const lockAnswerableRound = `
  SELECT invitation.id
  FROM invitation JOIN round ON round.id = invitation.round_id
  WHERE invitation.id = $1 AND invitation.revoked_at IS NULL
    AND round_state(round) = 'open'
  FOR SHARE OF round`;

/** Why a round that is not open is not: it goes on later, or it does not. */
export async function findClosedReason(db: Database, invitationId: string): Promise<'paused' | 'closed'> {
  const paused = await db
    .selectFrom('invitation')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .select('round.id')
    .where('invitation.id', '=', invitationId)
    .where('invitation.revokedAt', 'is', null)
    .where(roundState, '=', 'paused')
    .executeTakeFirst();
  return paused ? 'paused' : 'closed';
}
