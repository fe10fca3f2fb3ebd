/** Closing the choosing, by the coordinator or by the clock: the votes are added up once, and that stands. */
import { sql } from 'kysely';
import { discloseVotes } from '../../../scoring/disclose-votes.ts';
import type { Database } from '../../database/schema.ts';
import { doDue } from '../../jobs/do-due.ts';
import { type Acting, act } from '../../log/act.ts';
import { notFound } from '../../text/refusal.ts';

/** Closing again changes nothing. */
export function closeChoosing(acting: Acting, roundId: string): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    // Who votes holds it too, so no vote comes between the adding up and the closing.
    const choosing = await db
      .selectFrom('choosing')
      .select(['facets', 'closedAt'])
      .where('roundId', '=', roundId)
      .forUpdate()
      .executeTakeFirst();
    if (!choosing) throw notFound();
    if (choosing.closedAt) return change.unchanged();
    const outcome = discloseVotes(
      await listBallots(db, roundId),
      choosing.facets.map(({ id }) => id),
    );
    await db
      .updateTable('choosing')
      .set({ closedAt: sql<Date>`least(now(), ends_at)`, outcome: JSON.stringify(outcome) })
      .where('roundId', '=', roundId)
      .execute();
    await change.log({ action: 'choosing.closed', roundId });
  });
}

/** Closes every choosing whose last day has passed. */
export function closeDueChoosing(acting: Acting): Promise<void> {
  return doDue(acting.db, findDue, (db, { id }) => closeChoosing({ ...acting, db }, id));
}

function findDue(db: Database, after: string) {
  return db
    .selectFrom('choosing')
    .select('roundId as id')
    .where('roundId', '>', after)
    .where('closedAt', 'is', null)
    .where(sql<boolean>`ends_at <= now()`)
    .orderBy('roundId')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function listBallots(db: Database, roundId: string) {
  const { rows } = await sql<{ partner: string; facets: string[] }>`
    SELECT invitation.partner_id::text AS partner, array_agg(vote.facet) AS facets
    FROM vote
      JOIN ballot ON ballot.id = vote.ballot_id
      JOIN invitation ON invitation.id = ballot.invitation_id
    WHERE invitation.round_id = ${roundId}::bigint
    GROUP BY ballot.id, invitation.partner_id`.execute(db);
  return rows;
}
