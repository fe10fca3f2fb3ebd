/**
 * How the rounds of a network go: who asks, for how long, when it reminds. A network that was made from another one
 * starts its first round as that one did.
 */
import { sql } from 'kysely';
import type { Database, RoundPlan } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';

export interface NetworkPlan {
  /** Of the texts of the network; empty when it has none. */
  sender: string;
  /** Undefined as long as there is no round here, nor one to start from. */
  plan: RoundPlan | undefined;
}

/** As the latest round of the network went, or else as one of the network that this one was made from. */
export async function findNetworkPlan(db: Database, networkId: string): Promise<NetworkPlan> {
  const network = await db
    .selectFrom('network')
    .select(['sender', 'plan'])
    .where('id', '=', networkId)
    .executeTakeFirst();
  if (!network) throw notFound();
  const day = (moment: string) => sql<string>`(${sql.raw(moment)} AT TIME ZONE 'Europe/Amsterdam')::date`;
  const round = await db
    .selectFrom('round')
    .select(['sender', 'language', 'message', 'repeats'])
    .select([
      sql<number>`greatest(1, ${day('closes_at')} - ${day('coalesce(opened_at, opens_at)')})`.as('days'),
      sql<number[]>`ARRAY(
        SELECT send_on - ${day('coalesce(opened_at, opens_at)')} FROM reminder
        WHERE round_id = round.id ORDER BY send_on
      )`.as('reminders'),
    ])
    .where('networkId', '=', networkId)
    .orderBy('opensAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return { sender: network.sender, plan: round ?? network.plan ?? undefined };
}

/** Gives a network without rounds the plan of another one, when that has one. */
export async function copyPlan(transaction: Database, fromId: string, toId: string): Promise<void> {
  const { plan } = await findNetworkPlan(transaction, fromId);
  if (!plan) return;
  await transaction
    .updateTable('network')
    .set({ plan: JSON.stringify(plan) })
    .where('id', '=', toId)
    .execute();
}
