/** Keeps what somebody chose, in place of what that person chose before. That somebody voted is not in the log. */
import { sql } from 'kysely';
import { type ChoosableFacet, maxChoices } from '../../../scoring/disclose-votes.ts';
import type { Database } from '../../database/schema.ts';
import { Refusal } from '../../text/refusal.ts';

/** Refuses none, too many, points that are not there, and a choosing that is not open; then the old choice stands. */
export function castVotes(db: Database, ballotId: string, chosen: readonly string[]): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    // The ballot, so that of two presses one comes after the other; the choosing, so that its closing waits.
    const { rows } = await sql<{ facets: ChoosableFacet[] }>`
      SELECT choosing.facets
      FROM ballot
        JOIN invitation ON invitation.id = ballot.invitation_id
        JOIN choosing ON choosing.round_id = invitation.round_id
      WHERE ballot.id = ${ballotId}::bigint AND invitation.revoked_at IS NULL
        AND choosing.closed_at IS NULL AND choosing.ends_at > now()
      FOR UPDATE OF ballot FOR SHARE OF choosing`.execute(transaction);
    if (!rows[0]) throw new Refusal(409, 'choosingEnded');
    const known = new Set(rows[0].facets.map(({ id }) => id));
    const facets = [...new Set(chosen)];
    if (facets.length === 0) throw new Refusal(422, 'chooseSomePoints', { max: maxChoices });
    if (facets.length > maxChoices)
      throw new Refusal(422, 'choseTooMany', { max: maxChoices, count: facets.length });
    if (facets.some((facet) => !known.has(facet))) throw new Refusal(422, 'choseUnknown');
    await transaction.deleteFrom('vote').where('ballotId', '=', ballotId).execute();
    await transaction
      .insertInto('vote')
      .values(facets.map((facet) => ({ ballotId, facet })))
      .execute();
  });
}
