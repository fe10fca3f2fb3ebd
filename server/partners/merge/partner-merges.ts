/**
 * Two partners that turn out to be one: the people of the second go to the first, and the second is archived. Rounds
 * that were opened keep both, so nothing that was answered or published changes.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { inheritProfile } from '../../social-map/profiles.ts';
import { foldOrganisation } from '../../text/fold-name.ts';
import { isId } from '../../text/ids.ts';
import { refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import { findPartner, type Partner } from '../partners.ts';

/** What merging means for rounds that have begun. */
export interface BegunRound {
  name: string;
  open: boolean;
}

/** Groups of partners that are likely one: the same name but for capitals, accents and words like 'stichting'. */
export async function listLikelyDoubles(
  db: Database,
  networkId: string,
): Promise<{ id: string; name: string }[][]> {
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'name'])
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .orderBy('id')
    .execute();
  return [...Map.groupBy(partners, ({ name }) => foldOrganisation(name)).values()].filter(
    (group) => group.length > 1,
  );
}

/** The rounds that were opened with this partner, and stay as they are. */
export async function listBegunRounds(db: Database, partnerId: string): Promise<BegunRound[]> {
  return db
    .selectFrom('roundPartner')
    .innerJoin('round', 'round.id', 'roundPartner.roundId')
    .select('round.name')
    .select(sql<boolean>`round_state(round) <> 'closed'`.as('open'))
    .where('partnerId', '=', partnerId)
    .where('openedAt', 'is not', null)
    .orderBy('openedAt', 'desc')
    .execute();
}

/** Both partners of a merge; refuses the same twice, one of another network, and one that is archived. */
export async function findPair(
  db: Database,
  networkId: string,
  { keep, drop }: { keep: string; drop: string },
): Promise<{ keep: Partner; drop: Partner }> {
  const unknown = Object.entries({ keep, drop }).filter(([, id]) => !isId(id));
  if (unknown.length > 0) throw refuseProblems(unknown.map(([where]) => ({ where, code: 'choosePartner' })));
  if (keep === drop) throw refuseProblems([{ where: 'drop', code: 'samePartner' }]);
  const [kept, dropped] = [await findPartner(db, keep), await findPartner(db, drop)];
  if (kept.network.id !== networkId || dropped.network.id !== networkId) throw notFound();
  const archived = [kept, dropped].find((partner) => partner.archived);
  if (archived) {
    throw refuseProblems([{ where: 'drop', code: 'archivedPartner', values: { name: archived.name } }]);
  }
  return { keep: kept, drop: dropped };
}

/** Merges; refuses when one of both was changed after the page that showed them. */
export async function mergePartners(
  db: Database,
  networkId: string,
  pair: { keep: string; drop: string; keepRevision: number; dropRevision: number },
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, networkId);
    const { keep, drop } = await findPair(transaction, networkId, pair);
    if (keep.revision !== pair.keepRevision || drop.revision !== pair.dropRevision) {
      throw new Refusal(409, 'changedMeanwhile');
    }
    // Who stands at both already (one of them archived) stays one person; that it wants no mail is not lost.
    await sql`
      UPDATE person SET
        archived_at = CASE WHEN other.archived_at IS NULL THEN NULL ELSE person.archived_at END,
        unsubscribed_at = coalesce(person.unsubscribed_at, other.unsubscribed_at),
        revision = person.revision + 1
      FROM person AS other
      WHERE person.partner_id = ${keep.id} AND other.partner_id = ${drop.id}
        AND lower(other.email) = lower(person.email)`.execute(transaction);
    await sql`
      UPDATE person SET partner_id = ${keep.id}, revision = revision + 1
      WHERE partner_id = ${drop.id} AND erased_at IS NULL
        AND NOT EXISTS (SELECT FROM person AS other
          WHERE other.partner_id = ${keep.id} AND lower(other.email) = lower(person.email))`.execute(
      transaction,
    );
    await inheritProfile(transaction, keep.id, drop.id);
    await transaction
      .updateTable('person')
      .set({ archivedAt: sql`coalesce(archived_at, now())`, revision: sql`revision + 1` })
      .where('partnerId', '=', drop.id)
      .execute();
    await transaction
      .updateTable('partner')
      .set({ archivedAt: sql`now()`, mergedInto: keep.id, revision: sql`revision + 1` })
      .where('id', '=', drop.id)
      .execute();
    await transaction
      .updateTable('partner')
      .set({ revision: sql`revision + 1` })
      .where('id', '=', keep.id)
      .execute();
  });
}
