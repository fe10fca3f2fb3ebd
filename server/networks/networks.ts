/** Networks, each owned by a municipality. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';

export interface Network {
  id: string;
  name: string;
  municipality: { code: string; name: string };
  /** Example data: every page and every PDF says so. */
  madeUp: boolean;
  /** How many partners it has now; archived ones are not counted. */
  partners: number;
  revision: number;
}

/** All networks, by municipality and name. */
export async function listNetworks(db: Database): Promise<Network[]> {
  const rows = await selectNetworks(db).orderBy('municipality.name').orderBy('network.name').execute();
  return rows.map(toNetwork);
}

/** One network; refuses one that does not exist. */
export async function findNetwork(db: Database, id: string): Promise<Network> {
  const row = await selectNetworks(db).where('network.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toNetwork(row);
}

/** Holds a network until the transaction ends, so that imports and openings of it wait for each other. */
export async function lockNetwork(transaction: Database, id: string): Promise<void> {
  const row = await transaction
    .selectFrom('network')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
}

function selectNetworks(db: Database) {
  return db
    .selectFrom('network')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select([
      'network.id',
      'network.name',
      'network.madeUp',
      'network.revision',
      'municipality.code',
      'municipality.name as owner',
    ])
    .select(
      sql<number>`(SELECT count(*)::int FROM partner WHERE partner.network_id = network.id AND archived_at IS NULL)`.as(
        'partners',
      ),
    );
}

type NetworkRow = Awaited<ReturnType<ReturnType<typeof selectNetworks>['execute']>>[number];

function toNetwork({ id, name, madeUp, code, owner, partners, revision }: NetworkRow): Network {
  return { id, name, municipality: { code, name: owner }, madeUp, partners, revision };
}
