/** Networks, each owned by a municipality. */
import { sql } from 'kysely';
import { checkText, tidyText } from '../check-text.ts';
import type { Database } from '../database/schema.ts';
import { type Problem, refuseProblems } from '../problems.ts';
import { notFound } from '../refusal.ts';

export interface Network {
  id: string;
  name: string;
  municipality: { code: string; name: string };
  /** Example data: every page and every PDF says so. */
  madeUp: boolean;
  /** How many partners it has now. */
  partners: number;
}

export interface NewNetwork {
  municipality: { code: string; name: string };
  name: string;
  madeUp?: boolean;
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

/** Makes a network, and its municipality when that is new. Gives its id. Refuses a name that is there already. */
export async function addNetwork(db: Database, wish: NewNetwork): Promise<string> {
  const code = wish.municipality.code.trim().toUpperCase();
  const municipalityName = tidyText(wish.municipality.name);
  const name = tidyText(wish.name);
  const problems: Problem[] = [
    ...(/^GM\d{4}$/.test(code) ? [] : [{ where: 'municipality/code', code: 'municipalityCode' } as const]),
    ...checkText('municipality/name', municipalityName),
    ...checkText('name', name),
  ];
  if (problems.length > 0) throw refuseProblems(problems);

  return db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('municipality')
      .values({ code, name: municipalityName })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .execute();
    const municipality = await transaction
      .selectFrom('municipality')
      .select(['id', 'name'])
      .where('code', '=', code)
      .executeTakeFirstOrThrow();
    if (municipality.name !== municipalityName) {
      throw refuseProblems([
        { where: 'municipality/name', code: 'otherMunicipality', values: { code, name: municipality.name } },
      ]);
    }
    const network = await transaction
      .insertInto('network')
      .values({ municipality_id: municipality.id, name, made_up: wish.madeUp ?? false })
      .onConflict((conflict) => conflict.columns(['municipality_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!network) throw refuseProblems([{ where: 'name', code: 'doubleNetwork', values: { name } }]);
    return network.id;
  });
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
    .innerJoin('municipality', 'municipality.id', 'network.municipality_id')
    .select([
      'network.id',
      'network.name',
      'network.made_up',
      'municipality.code',
      'municipality.name as owner',
    ])
    .select(
      sql<number>`(SELECT count(*)::int FROM partner WHERE partner.network_id = network.id)`.as('partners'),
    );
}

type NetworkRow = Awaited<ReturnType<ReturnType<typeof selectNetworks>['execute']>>[number];

function toNetwork({ id, name, made_up, code, owner, partners }: NetworkRow): Network {
  return { id, name, municipality: { code, name: owner }, madeUp: made_up, partners };
}
