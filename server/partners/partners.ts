/**
 * The partners of a network, as the coordinator's latest list has them. An archived partner is in no new round;
 * rounds that were opened keep the partners of that day.
 */
import type { Database } from '../database/schema.ts';
import { findNetwork } from '../networks/networks.ts';
import { notFound } from '../text/refusal.ts';
import type { PartnerKind } from './partner-kinds.ts';

export interface Partner {
  id: string;
  name: string;
  kind: PartnerKind | null;
  size: number | null;
  revision: number;
  archived: boolean;
  /** The partner that this one turned out to be. */
  mergedInto: { id: string; name: string } | undefined;
  network: { id: string; name: string };
}

/** The partners of a network that are not archived, by name. Refuses a network that does not exist. */
export async function listPartners(db: Database, networkId: string) {
  await findNetwork(db, networkId);
  return db
    .selectFrom('partner')
    .select(['code', 'name', 'kind', 'size'])
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .orderBy('name')
    .orderBy('code')
    .execute();
}

/** One partner; refuses one that does not exist. */
export async function findPartner(db: Database, id: string): Promise<Partner> {
  const row = await db
    .selectFrom('partner')
    .innerJoin('network', 'network.id', 'partner.networkId')
    .leftJoin('partner as other', 'other.id', 'partner.mergedInto')
    .select(['partner.id', 'partner.name', 'partner.kind', 'partner.size', 'partner.revision'])
    .select(['partner.archivedAt', 'partner.networkId', 'network.name as network'])
    .select(['other.id as otherId', 'other.name as otherName'])
    .where('partner.id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as PartnerKind | null,
    size: row.size,
    revision: row.revision,
    archived: row.archivedAt !== null,
    mergedInto: row.otherId === null ? undefined : { id: row.otherId, name: row.otherName! },
    network: { id: row.networkId, name: row.network },
  };
}
