/**
 * Two partners that turn out to be one: the people and the profile of the second go to the first, and the second is
 * archived. Rounds that were opened keep both, so nothing that was answered or published changes. What it did is kept, so
 * that it can be undone (`separate-partners.ts`).
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { Refusal } from '../../text/refusal.ts';
import type { Partner } from '../partners.ts';
import { mergePeople } from './merge-people.ts';
import { findPartnerPair, type PartnerPair } from './partner-pair.ts';
import { storeMerge } from './stored-merges.ts';

/** What a merge does with profiles. They are of the social map, which knows partners; so it hands this in. */
export interface ProfileMerge {
  /** In the transaction of the merge. Gives what undoing it needs, as JSON. */
  merge(transaction: Database, pair: PartnerPair<Partner>): Promise<unknown>;
  /** In the transaction that undoes it, with what `merge` gave. */
  separate(transaction: Database, keep: Partner, merged: unknown): Promise<void>;
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
    const people = await mergePeople(db, pair);
    await storeMerge(db, drop.id, { people, profile: await profiles.merge(db, pair) });
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
