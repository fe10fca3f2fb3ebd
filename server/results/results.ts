/** The closed rounds of which somebody may read the result: whose municipality it is, or to whom it was released. */
import type { SelectQueryBuilder } from 'kysely';
import type { Reader } from '../accounts/access.ts';
import type { Database, Schema } from '../database/schema.ts';

export interface ReadableRound {
  id: string;
  name: string;
  closedAt: Date;
  released: boolean;
  network: { id: string; name: string; madeUp: boolean };
  municipality: string;
  municipalityId: string;
}

/** By municipality and network, the latest round first. */
export async function listResults(db: Database, reader: Reader): Promise<ReadableRound[]> {
  const rows = await narrow(selectClosed(db), reader).execute();
  return rows.map(
    ({ id, name, closed_at, released_at, network_id, network, made_up, municipality, municipality_id }) => ({
      id,
      name,
      closedAt: closed_at!,
      released: released_at !== null,
      network: { id: network_id, name: network, madeUp: made_up },
      municipality,
      municipalityId: municipality_id,
    }),
  );
}

/** Whether a closed round was released to researchers. */
export async function isReleased(db: Database, roundId: string): Promise<boolean> {
  const row = await db
    .selectFrom('round')
    .select('released_at')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return row.released_at !== null;
}

function selectClosed(db: Database) {
  return db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'round.network_id')
    .innerJoin('municipality', 'municipality.id', 'network.municipality_id')
    .select(['round.id', 'round.name', 'round.closed_at', 'round.released_at', 'round.network_id'])
    .select(['network.name as network', 'network.made_up', 'municipality.name as municipality'])
    .select('network.municipality_id')
    .where('round.closed_at', 'is not', null)
    .orderBy('municipality.name')
    .orderBy('network.name')
    .orderBy('network.id')
    .orderBy('round.closed_at', 'desc')
    .orderBy('round.id', 'desc');
}

/** The same rule as `access.ts`, for a list. */
function narrow<Row>(
  rounds: SelectQueryBuilder<Schema, 'round' | 'network' | 'municipality', Row>,
  { role, municipalityId, networkIds }: Reader,
) {
  const own = ['0', ...networkIds];
  switch (role) {
    case 'operator':
      return rounds;
    case 'municipality':
      return rounds.where('network.municipality_id', '=', municipalityId);
    case 'coordinator':
      return rounds.where('network.id', 'in', own);
    case 'researcher':
      return rounds.where('network.id', 'in', own).where('round.released_at', 'is not', null);
  }
}
