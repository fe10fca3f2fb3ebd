/** What a new network can take over from this one, and what of it stays. Nothing here comes from an answer. */
import { sql } from 'kysely';
import type { Database, NetworkTexts, RoundPlan } from '../database/schema.ts';
import { mayBeCopied } from '../partners/copy-partners.ts';
import { findTexts } from '../privacy/privacy.ts';
import { findNetworkPlan } from '../rounds/network-plan.ts';

export interface CopySource {
  partners: { id: string; name: string; people: string[]; isOwner: boolean }[];
  /** People who wanted no mail any more, or whom another network erased: they stay. */
  unwanted: number;
  /** In the archive; they stay. */
  archivedPartners: number;
  texts: NetworkTexts;
  /** The texts are its own, and not those of the municipality. */
  ownTexts: boolean;
  plan: RoundPlan | undefined;
}

/** Reads it; refuses a network that does not exist. */
export async function findCopySource(db: Database, networkId: string): Promise<CopySource> {
  const { revision: _, municipalityId: __, ownTexts, ...texts } = await findTexts(db, networkId);
  const { plan } = await findNetworkPlan(db, networkId);
  const { rows: partners } = await sql<CopySource['partners'][number]>`
    SELECT partner.id, partner.name,
      ARRAY(
        SELECT coalesce(nullif(person.name, ''), email) FROM person
        WHERE person.partner_id = partner.id AND ${mayBeCopied} ORDER BY person.id
      ) AS people,
      EXISTS (
        SELECT FROM agreement JOIN partner AS owner ON owner.id = agreement.owner_id
        WHERE coalesce(owner.merged_into, owner.id) = partner.id AND agreement.done_at IS NULL
      ) AS "isOwner"
    FROM partner WHERE network_id = ${networkId} AND archived_at IS NULL`.execute(db);
  const { rows } = await sql<Pick<CopySource, 'unwanted' | 'archivedPartners'>>`
    SELECT (
      SELECT count(*)::int FROM person JOIN partner ON partner.id = person.partner_id
      WHERE network_id = ${networkId} AND partner.archived_at IS NULL AND person.archived_at IS NULL
        AND person.erased_at IS NULL AND NOT ${mayBeCopied}
    ) AS unwanted, (
      SELECT count(*)::int FROM partner
      WHERE network_id = ${networkId} AND archived_at IS NOT NULL
    ) AS "archivedPartners"`.execute(db);
  const alphabet = new Intl.Collator('nl');
  return {
    partners: partners.sort((a, b) => alphabet.compare(a.name, b.name)),
    ...rows[0]!,
    texts,
    ownTexts,
    plan,
  };
}
