/** What partners of the example chose to work on after a round: everybody who answered votes, and the choosing closes. */
import { sql } from 'kysely';
import type { Acting } from '../log/act.ts';
import { castVotes } from '../results/choosing/cast-votes.ts';
import { closeChoosing } from '../results/choosing/close-choosing.ts';
import { openChoosing } from '../results/choosing/open-choosing.ts';
import { addDays, dutchDay } from '../text/days.ts';
import { makeSeededToken } from '../web/link-key.ts';

/** By whom each point is chosen: the first of them by everybody, the others by who comes first. */
export async function addChoosing(
  acting: Acting,
  roundId: string,
  { facets, closed }: { facets: readonly string[]; closed: number },
): Promise<void> {
  const { db, linkKey } = acting;
  await openChoosing(acting, roundId, addDays(dutchDay(new Date()), 7));
  const answered = await db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', roundId)
    .where('submittedAt', 'is not', null)
    .orderBy('id')
    .execute();
  for (const [index, { id }] of answered.entries()) {
    const { seed, hash } = makeSeededToken(linkKey);
    const ballot = await db
      .insertInto('ballot')
      .values({ invitationId: id, seed, tokenHash: hash })
      .returning('id')
      .executeTakeFirstOrThrow();
    await castVotes(
      db,
      ballot.id,
      facets.filter((_facet, place) => index < answered.length - place),
    );
  }
  await closeChoosing(acting, roundId);
  const before = (days: number) => sql<Date>`now() - make_interval(days => ${days})`;
  await db
    .updateTable('choosing')
    .set({ openedAt: before(closed + 14), endsAt: before(closed), closedAt: before(closed) })
    .where('roundId', '=', roundId)
    .execute();
}
