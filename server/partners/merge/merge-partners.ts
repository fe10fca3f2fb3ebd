/**
 * Two partners that turn out to be one: the people and the profile of the second go to the first, and the second is
 * archived. Rounds that were opened keep both, so nothing that was answered or published changes.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { Refusal } from '../../text/refusal.ts';
import type { Partner } from '../partners.ts';
import { findPartnerPair, type PartnerPair } from './partner-pair.ts';

/** What a merge does with profiles. They are of the social map, which knows partners; so it hands this in. */
export interface ProfileMerge {
  /** In the transaction of the merge. */
  merge(transaction: Database, pair: PartnerPair<Partner>): Promise<void>;
  /** The sentence that says it beforehand; undefined when nothing happens. */
  describe(db: Database, pair: PartnerPair<Partner>, language: Language): Promise<string | undefined>;
}

/** Merges; refuses when one of both was changed after the page that showed them. */
export function mergePartners(
  acting: Acting,
  networkId: string,
  asked: PartnerPair<string> & { keepRevision: number; dropRevision: number },
  profiles: Pick<ProfileMerge, 'merge'>,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    await lockNetwork(db, networkId);
    const pair = await findPartnerPair(db, networkId, asked);
    const { keep, drop } = pair;
    if (keep.revision !== asked.keepRevision || drop.revision !== asked.dropRevision) {
      throw new Refusal(409, 'changedMeanwhile');
    }
    await movePeople(db, pair);
    await profiles.merge(db, pair);
    await db
      .updateTable('partner')
      .set({ archivedAt: sql`now()`, mergedInto: keep.id, revision: sql`revision + 1` })
      .where('id', '=', drop.id)
      .execute();
    await db.updateTable('partner').set({ revision: sql`revision + 1` }).where('id', '=', keep.id).execute();
    const note = `${drop.name} → ${keep.name}`;
    await log({ action: 'partners.merged', networkId, thingId: keep.id, note });
  });
}

async function movePeople(db: Database, { keep, drop }: PartnerPair<Partner>): Promise<void> {
  // A person of both (archived at one of them) stays one person; that it wants no mail is not lost.
  await sql`
    UPDATE person SET
      archived_at = CASE WHEN other.archived_at IS NULL THEN NULL ELSE person.archived_at END,
      unsubscribed_at = coalesce(person.unsubscribed_at, other.unsubscribed_at),
      revision = person.revision + 1
    FROM person AS other
    WHERE person.partner_id = ${keep.id} AND other.partner_id = ${drop.id}
      AND lower(other.email) = lower(person.email)`.execute(db);
  await sql`
    UPDATE person SET partner_id = ${keep.id}, revision = revision + 1
    WHERE partner_id = ${drop.id} AND erased_at IS NULL
      AND NOT EXISTS (SELECT FROM person AS other
        WHERE other.partner_id = ${keep.id} AND lower(other.email) = lower(person.email))`.execute(db);
  await db
    .updateTable('person')
    .set({ archivedAt: sql`coalesce(archived_at, now())`, revision: sql`revision + 1` })
    .where('partnerId', '=', drop.id)
    .execute();
}
