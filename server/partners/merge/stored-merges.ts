/** What merges did, kept so that they can be undone. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/** One person at both partners: which row stayed, what it got from the other, and how both were. */
export interface JoinedPerson {
  kept: string;
  dropped: string;
  /** Of the row that stayed, right after the merge. */
  revision: number;
  tookName: boolean;
  tookEmail: boolean;
  /** Of the row that stayed, before the merge. */
  before: Record<'unsubscribedAt' | 'addressFailsAt' | 'archivedAt', string | null>;
  droppedArchivedAt: string | null;
  /** What pointed to the other row, and points to the one that stayed: ids. */
  invitations: string[];
  mails: string[];
  dataLinks: string[];
  merged: string[];
}

export interface MergedPeople {
  /** Who went along to the other partner: ids. */
  moved: string[];
  joined: JoinedPerson[];
}

export interface StoredMerge {
  mergedAt: Date;
  people: MergedPeople;
  /** Of the social map, which alone reads it. */
  profile: unknown;
}

/** In the transaction of the merge. */
export async function storeMerge(
  db: Database,
  partnerId: string,
  { people, profile }: Pick<StoredMerge, 'people' | 'profile'>,
): Promise<void> {
  await sql`
    INSERT INTO partner_merge (partner_id, people, profile)
    VALUES (${partnerId}, ${JSON.stringify(people)}::jsonb, ${JSON.stringify(profile)}::jsonb)
    ON CONFLICT (partner_id) DO UPDATE
    SET merged_at = now(), people = excluded.people, profile = excluded.profile`.execute(db);
}

/** What the merge of this partner into another did; undefined when it was not merged, or long ago. */
export async function findMerge(db: Database, partnerId: string): Promise<StoredMerge | undefined> {
  const { rows } = await sql<StoredMerge>`
    SELECT merged_at AS "mergedAt", people, profile
    FROM partner_merge JOIN partner ON partner.id = partner_id
    WHERE partner_id = ${partnerId} AND partner.merged_into IS NOT NULL`.execute(db);
  return rows[0];
}

/** The partners that went into this one, and can come out again. */
export async function listMergedPartners(
  db: Database,
  partnerId: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('partner')
    .innerJoin('partnerMerge', 'partnerMerge.partnerId', 'partner.id')
    .select(['partner.id', 'partner.name'])
    .where('partner.mergedInto', '=', partnerId)
    .orderBy('partner.id')
    .execute();
}

/**
 * For partners that are no part of another any more, because that was undone or they came back by themselves: who went
 * along stays where it is now, and who was joined stands on its own again.
 */
export async function forgetMerges(db: Database, partnerIds: readonly string[]): Promise<void> {
  await sql`DELETE FROM partner_merge WHERE partner_id = ANY(${partnerIds}::bigint[])`.execute(db);
  await sql`
    UPDATE person SET merged_into = NULL
    WHERE partner_id = ANY(${partnerIds}::bigint[]) AND merged_into IS NOT NULL`.execute(db);
}
