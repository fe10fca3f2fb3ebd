/**
 * What the desk changes at one partner: add, change, archive, bring back. Two partners of a network never have the
 * same name. Each waits for imports and openings of the network.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { lockNetwork } from '../networks/networks.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { foldName } from '../text/fold-name.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { makeCode } from './make-code.ts';
import { type PartnerKind, partnerKinds } from './partner-kinds.ts';
import { findPartner } from './partners.ts';
import {
  checkPersonFields,
  findDouble,
  insertPerson,
  type NewPerson,
  tidyPerson,
} from './people/person-changes.ts';
import { readSize } from './read-size.ts';

/** A partner as somebody typed it. */
export interface NewPartner {
  name: string;
  /** Empty: not known. */
  kind: string;
  /** Staff or volunteers; empty: not known. */
  size: string;
}

/** Adds a partner, with one person when that is filled in, and gives its id. */
export async function addPartner(
  db: Database,
  networkId: string,
  wish: NewPartner,
  somebody: NewPerson = { name: '', email: '', language: 'nl' },
): Promise<string> {
  const { values, problems } = checkFields(wish);
  const person = tidyPerson(somebody);
  const hasPerson = person.name !== '' || person.email !== '';
  if (hasPerson) problems.push(...checkPersonFields(person));
  return db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, networkId);
    problems.push(...(await findSameName(transaction, networkId, values.name)));
    const double = person.email && (await findDouble(transaction, networkId, person.email));
    if (double) problems.push(double);
    if (problems.length > 0) throw refuseProblems(problems);
    const stored = await transaction
      .selectFrom('partner')
      .select('code')
      .where('networkId', '=', networkId)
      .execute();
    const code = makeCode(values.name, new Set(stored.map((partner) => partner.code.toLowerCase())));
    const { id } = await transaction
      .insertInto('partner')
      .values({ networkId, code, ...values })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (hasPerson) await insertPerson(transaction, id, person);
    return id;
  });
}

/** Changes a partner. Refuses when somebody else changed it after this revision. */
export async function changePartner(
  db: Database,
  id: string,
  wish: NewPartner & { revision: number },
): Promise<void> {
  const { values, problems } = checkFields(wish);
  const { network } = await findPartner(db, id);
  await db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, network.id);
    problems.push(...(await findSameName(transaction, network.id, values.name, id)));
    if (problems.length > 0) throw refuseProblems(problems);
    const changed = await transaction
      .updateTable('partner')
      .set({ ...values, revision: wish.revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', wish.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
  });
}

/** Archives a partner; doing it twice is the same as once. */
export async function archivePartner(db: Database, id: string): Promise<void> {
  await db
    .updateTable('partner')
    .set({ archivedAt: sql`now()`, revision: sql`revision + 1` })
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .execute();
}

/** Brings an archived partner back. Refuses when its name or the address of its people came into use meanwhile. */
export async function returnPartner(db: Database, id: string): Promise<void> {
  const partner = await findPartner(db, id);
  await db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, partner.network.id);
    const problems = await findSameName(transaction, partner.network.id, partner.name, id);
    const people = await transaction
      .selectFrom('person')
      .select(['id', 'email'])
      .where('partnerId', '=', id)
      .where('archivedAt', 'is', null)
      .where('email', 'is not', null)
      .execute();
    for (const person of people) {
      const double = await findDouble(transaction, partner.network.id, person.email!, person.id);
      if (double) problems.push(double);
    }
    if (problems.length > 0) throw refuseProblems(problems);
    await transaction
      .updateTable('partner')
      .set({ archivedAt: null, mergedInto: null, revision: sql`revision + 1` })
      .where('id', '=', id)
      .where('archivedAt', 'is not', null)
      .execute();
  });
}

function checkFields({ name: typedName, kind, size: typedSize }: NewPartner) {
  const name = tidyText(typedName);
  const { size, problem } = readSize('size', tidyText(typedSize));
  const isKind = kind === '' || partnerKinds.includes(kind as PartnerKind);
  const problems: Problem[] = [
    ...checkText('name', name),
    ...(isKind ? [] : [{ where: 'kind', code: 'chooseKind' } as const]),
    ...(problem ? [problem] : []),
  ];
  return { values: { name, kind: kind === '' ? null : kind, size }, problems };
}

/** Two partners with the same name are one to everybody who reads it. */
async function findSameName(
  transaction: Database,
  networkId: string,
  name: string,
  id = '0',
): Promise<Problem[]> {
  const others = await transaction
    .selectFrom('partner')
    .select('name')
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .where('id', '<>', id)
    .execute();
  const same = others.find((other) => foldName(other.name) === foldName(name));
  return same ? [{ where: 'name', code: 'doublePartner', values: { name: same.name } }] : [];
}
