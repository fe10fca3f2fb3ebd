/** The closed rounds of which somebody may read the result: whose municipality it is, or to whom it was released. */
import type { SelectQueryBuilder } from 'kysely';
import type { SignedIn } from '../access/access.ts';
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
export async function listResults(db: Database, reader: SignedIn): Promise<ReadableRound[]> {
  const rows = await limitToReader(selectClosed(db), reader).execute();
  return rows.map(
    ({ id, name, closedAt, releasedAt, networkId, network, madeUp, municipality, municipalityId }) => ({
      id,
      name,
      closedAt: closedAt!,
      released: releasedAt !== null,
      network: { id: networkId, name: network, madeUp },
      municipality,
      municipalityId,
    }),
  );
}

/** Whether a closed round was released to researchers. */
export async function isReleased(db: Database, roundId: string): Promise<boolean> {
  const row = await db
    .selectFrom('round')
    .select('releasedAt')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return row.releasedAt !== null;
}

function selectClosed(db: Database) {
  return db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'round.networkId')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select(['round.id', 'round.name', 'round.closedAt', 'round.releasedAt', 'round.networkId'])
    .select(['network.name as network', 'network.madeUp', 'municipality.name as municipality'])
    .select('network.municipalityId')
    .where('round.closedAt', 'is not', null)
    .orderBy('municipality.name')
    .orderBy('network.name')
    .orderBy('network.id')
    .orderBy('round.closedAt', 'desc')
    .orderBy('round.id', 'desc');
}

/** The same rule as `access.ts`, for a list. */
function limitToReader<Row>(
  rounds: SelectQueryBuilder<Schema, 'round' | 'network' | 'municipality', Row>,
  { role, municipalityId, networkIds }: SignedIn,
) {
  const own = ['0', ...networkIds];
  switch (role) {
    case 'operator':
      return rounds;
    case 'municipality':
      return rounds.where('network.municipalityId', '=', municipalityId);
    case 'coordinator':
      return rounds.where('network.id', 'in', own);
    case 'researcher':
      return rounds.where('network.id', 'in', own).where('round.releasedAt', 'is not', null);
  }
}
