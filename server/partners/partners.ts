/**
 * The partners of a network, as the coordinator's latest list has them. An archived partner stands in no new round;
 * rounds that were opened keep the partners of that day.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { findNetwork, lockNetwork } from '../networks/networks.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
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

export interface PartnerRow {
  /** The id that the coordinator gave it in the spreadsheet. */
  code: string;
  name: string;
  /** Left out: what is stored stays. */
  kind?: PartnerKind | null;
  /** Staff or volunteers, any positive number; left out: what is stored stays. */
  size?: number | null;
}

/** The partners of a network that are not archived, by name. Refuses a network that does not exist. */
export async function listPartners(db: Database, networkId: string) {
  await findNetwork(db, networkId);
  return db
    .selectFrom('partner')
    .select(['code as id', 'name', 'kind', 'size'])
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

/**
 * Adds the partners that are new and changes the others, by id; partners that are not in the list stay, and an
 * archived one that is in it comes back. All or nothing. Refuses an id that is stored already in other capitals.
 */
export async function importPartners(
  db: Database,
  networkId: string,
  rows: readonly PartnerRow[],
): Promise<{ added: number; changed: number }> {
  return db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, networkId);
    const stored = await transaction
      .selectFrom('partner')
      .select('code')
      .where('networkId', '=', networkId)
      .execute();
    const problems = findOtherSpellings(rows, stored);
    if (problems.length > 0) throw refuseProblems(problems);

    const written = await writePartners(transaction, networkId, rows);
    const added = written.filter((row) => row.added).length;
    return { added, changed: written.length - added };
  });
}

/** Writes checked partners, within a transaction that holds the network. Gives their ids by code. */
export async function writePartners(
  transaction: Database,
  networkId: string,
  rows: readonly PartnerRow[],
): Promise<{ id: string; code: string; added: boolean }[]> {
  const has = (column: 'kind' | 'size') => rows.some((row) => column in row);
  const { rows: written } = await sql<{ id: string; code: string; added: boolean }>`
    INSERT INTO partner (network_id, code, name, kind, size)
    SELECT ${networkId}, code, name, kind, size
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS list (code text, name text, kind text, size float8)
    ON CONFLICT (network_id, code) DO UPDATE SET
      name = excluded.name,
      kind = CASE WHEN ${has('kind')} THEN excluded.kind ELSE partner.kind END,
      size = CASE WHEN ${has('size')} THEN excluded.size ELSE partner.size END,
      archived_at = NULL,
      merged_into = NULL,
      -- A form that somebody has open is only out of date when something is other than it was.
      revision = partner.revision + CASE
        WHEN partner.archived_at IS NULL AND partner.name = excluded.name
          AND (NOT ${has('kind')} OR partner.kind IS NOT DISTINCT FROM excluded.kind)
          AND (NOT ${has('size')} OR partner.size IS NOT DISTINCT FROM excluded.size) THEN 0
        ELSE 1 END
    RETURNING id, code, xmax = 0 AS added`.execute(transaction);
  return written;
}

function findOtherSpellings(rows: readonly PartnerRow[], stored: readonly { code: string }[]): Problem[] {
  const spelling = new Map(stored.map(({ code }) => [code.toLowerCase(), code]));
  return rows.flatMap(({ code }): Problem[] => {
    const other = spelling.get(code.toLowerCase());
    if (other === undefined || other === code) return [];
    return [{ where: '', code: 'otherSpelling', values: { id: code, stored: other } }];
  });
}
