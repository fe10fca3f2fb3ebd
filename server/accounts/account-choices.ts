/** Where an account can belong: the municipalities and networks that an operator chooses from. */
import type { Database } from '../database/schema.ts';

export type AccountChoices = Awaited<ReturnType<typeof listAccountChoices>>;

/** All municipalities by name, and all networks by municipality and name. */
export async function listAccountChoices(db: Database) {
  const municipalities = await db
    .selectFrom('municipality')
    .select(['id', 'code', 'name'])
    .orderBy('name')
    .execute();
  const networks = await db
    .selectFrom('network')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select(['network.id', 'network.name', 'municipality.name as municipality'])
    .orderBy('municipality.name')
    .orderBy('network.name')
    .execute();
  return { municipalities, networks };
}
