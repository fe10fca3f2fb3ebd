/** The partners of a network, as the coordinator's latest list has them. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { PartnerKind } from '../partner-kinds.ts';
import { type Problem, refuseProblems } from '../problems.ts';
import { findNetwork, lockNetwork } from './networks.ts';

export interface PartnerRow {
  /** The id that the coordinator gave it in the spreadsheet. */
  code: string;
  name: string;
  /** Left out: what is stored stays. */
  kind?: PartnerKind | null;
  /** Staff or volunteers, any positive number; left out: what is stored stays. */
  size?: number | null;
}

/** The partners of a network, by name. Refuses a network that does not exist. */
export async function listPartners(db: Database, networkId: string) {
  await findNetwork(db, networkId);
  return db
    .selectFrom('partner')
    .select(['code as id', 'name', 'kind', 'size'])
    .where('network_id', '=', networkId)
    .orderBy('name')
    .orderBy('code')
    .execute();
}

/**
 * Adds the partners that are new and changes the others, by id; partners that are not in the list stay. All or
 * nothing. Refuses an id that is stored already in other capitals.
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
      .where('network_id', '=', networkId)
      .execute();
    const problems = findOtherSpellings(rows, stored);
    if (problems.length > 0) throw refuseProblems(problems);

    const has = (column: 'kind' | 'size') => rows.some((row) => column in row);
    const written = await sql<{ added: boolean }>`
      INSERT INTO partner (network_id, code, name, kind, size)
      SELECT ${networkId}, code, name, kind, size
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS list (code text, name text, kind text, size float8)
      ON CONFLICT (network_id, code) DO UPDATE SET
        name = excluded.name,
        kind = CASE WHEN ${has('kind')} THEN excluded.kind ELSE partner.kind END,
        size = CASE WHEN ${has('size')} THEN excluded.size ELSE partner.size END
      RETURNING xmax = 0 AS added`.execute(transaction);
    const added = written.rows.filter((row) => row.added).length;
    return { added, changed: written.rows.length - added };
  });
}

function findOtherSpellings(rows: readonly PartnerRow[], stored: readonly { code: string }[]): Problem[] {
  const spelling = new Map(stored.map(({ code }) => [code.toLowerCase(), code]));
  return rows.flatMap(({ code }): Problem[] => {
    const other = spelling.get(code.toLowerCase());
    if (other === undefined || other === code) return [];
    return [{ where: '', code: 'otherSpelling', values: { id: code, stored: other } }];
  });
}
