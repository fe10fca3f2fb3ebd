/** Networks, each owned by a municipality. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';

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
    return insertNetwork(transaction, municipality.id, name, wish.madeUp);
  });
}

/** Makes a network in a municipality that is there; it is this coordinator's own from then on. Gives its id. */
export async function addNetworkIn(
  db: Database,
  municipalityId: string,
  wish: { name: string; coordinatorId?: string | undefined },
): Promise<string> {
  const name = tidyText(wish.name);
  const problems = checkText('name', name);
  if (problems.length > 0) throw refuseProblems(problems);
  return db.transaction().execute(async (transaction) => {
    const id = await insertNetwork(transaction, municipalityId, name);
    if (wish.coordinatorId !== undefined) {
      await transaction
        .insertInto('accountNetwork')
        .values({ accountId: wish.coordinatorId, networkId: id })
        .execute();
    }
    return id;
  });
}

/** Gives a network another name. Refuses when somebody else changed the network after this revision. */
export async function renameNetwork(
  db: Database,
  id: string,
  wish: { name: string; revision: number },
): Promise<void> {
  const name = tidyText(wish.name);
  const problems: Problem[] = checkText('name', name);
  await db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, id);
    const other = await transaction
      .selectFrom('network')
      .innerJoin('network as same', 'same.municipalityId', 'network.municipalityId')
      .select('same.id')
      .where('network.id', '=', id)
      .where('same.id', '<>', id)
      .where('same.name', '=', name)
      .executeTakeFirst();
    if (other) problems.push({ where: 'name', code: 'doubleNetwork', values: { name } });
    if (problems.length > 0) throw refuseProblems(problems);
    const changed = await transaction
      .updateTable('network')
      .set({ name, revision: wish.revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', wish.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
  });
}

async function insertNetwork(db: Database, municipalityId: string, name: string, madeUp = false) {
  const network = await db
    .insertInto('network')
    .values({ municipalityId, name, madeUp })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!network) throw refuseProblems([{ where: 'name', code: 'doubleNetwork', values: { name } }]);
  return network.id;
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
