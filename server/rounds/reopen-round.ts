/** Opening a round again that was closed by mistake: everything is as it was before, and people can answer. */
import { type Expression, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { removePlannedRound } from './remove-planned-round.ts';
import { closedByHand, findFollowing, selectPlanned, undoableUntil } from './reopening.ts';
import { roundState } from './round-state.ts';

/** The end of today in the Netherlands. */
const endOfToday: Expression<Date> = sql`(
  ((now() AT TIME ZONE 'Europe/Amsterdam')::date + time '23:59:59') AT TIME ZONE 'Europe/Amsterdam'
)`;

/**
 * Undoes the closing, in one transaction that holds the round: what was stored with it goes, prints too, and the next
 * round that was planned by itself, unless somebody changed that one. A last day that passed meanwhile becomes today.
 * On a round that is open it changes nothing. Refuses one that the clock closed, that closed more than 24 hours ago, of
 * which somebody saw the result, or that a later round is compared with.
 */
export function reopenRound(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const round = await db
      .selectFrom('round')
      .select(['networkId', 'openedAt', 'closedAt', 'seenAt'])
      .select([roundState.as('state'), closedByHand.as('byHand')])
      .select(sql<boolean>`${undoableUntil} > now()`.as('inTime'))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (round.state === 'planned') throw new Refusal(409, 'roundNotOpen');
    if (round.state !== 'closed') return change.unchanged();
    if (!round.closedAt || !round.byHand) throw new Refusal(409, 'closedByClock');
    if (!round.inTime) throw new Refusal(409, 'closedTooLong');
    if (round.seenAt) throw new Refusal(409, 'resultSeen');
    // Rounds before their network, as whoever opens or changes one does it.
    const planned = await selectPlanned(db, id).select('id').forUpdate().execute();
    await lockNetwork(db, round.networkId);
    const following = await findFollowing(db, id);
    if (following) throw new Refusal(409, 'roundFollowed', { name: following.name });
    for (const next of planned) await removePlannedRound(change, next.id);
    await db.deleteFrom('printedDocument').where('roundId', '=', id).execute();
    await db.deleteFrom('researchBundle').where('networkId', '=', round.networkId).execute();
    await db
      .updateTable('round')
      .set({
        closedAt: null,
        closesAt: sql<Date>`greatest(closes_at, ${endOfToday})`,
        scores: null,
        nonresponse: null,
        agreements: null,
        mailedAnswers: null,
        // Nobody has read the result yet, nor the comments.
        commentsEnded: false,
        cleanedComments: '{}',
        revision: sql<number>`revision + 1`,
      })
      .where('id', '=', id)
      .execute();
    await untickWithdrawn(db, id);
    await change.log({ action: 'rounds.reopened', roundId: id });
  });
}

/** What was taken back while the round was closed is unticked now, so that it can be given anew. */
async function untickWithdrawn(db: Database, roundId: string): Promise<void> {
  await sql`
    UPDATE answer_page
    SET content = '{"scores": false, "research": false}', revision = answer_page.revision + 1,
      view = 'withdrawal.0', saved_at = now()
    FROM invitation
    WHERE answer_page.holder_id = invitation.sent_by AND answer_page.page = 'consents'
      AND invitation.round_id = ${roundId} AND invitation.consents_withdrawn_at IS NOT NULL`.execute(db);
  await db
    .updateTable('invitation')
    .set({ consentsWithdrawnAt: null })
    .where('roundId', '=', roundId)
    .where('consentsWithdrawnAt', 'is not', null)
    .execute();
}
