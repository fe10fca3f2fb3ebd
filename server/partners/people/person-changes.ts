/**
 * What the desk changes at one person. One address stands once in a network, so that nobody is asked twice. Only the
 * person itself stops the mails; the desk can lift that after asking.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { checkMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import { findPerson } from './people.ts';

export interface NewPerson {
  name: string;
  email: string;
  language: Language;
}

/** Adds a person to a partner and gives its id. An archived person with the same address there comes back. */
export async function addPerson(db: Database, partnerId: string, wish: NewPerson): Promise<string> {
  const person = tidyPerson(wish);
  return db.transaction().execute(async (transaction) => {
    const problems = await checkPerson(transaction, { partnerId, ...person });
    if (problems.length > 0) throw refuseProblems(problems);
    return insertPerson(transaction, partnerId, person);
  });
}

/** Writes a person that was checked, within a transaction that holds the network. */
export async function insertPerson(
  transaction: Database,
  partnerId: string,
  { name, email, language }: NewPerson,
): Promise<string> {
  const { id } = await transaction
    .insertInto('person')
    .values({ partnerId, name, email: email === '' ? null : email, language })
    .onConflict((conflict) =>
      conflict
        .expression(sql`partner_id, lower(email)`)
        .doUpdateSet({ name, language, archivedAt: null, revision: sql`person.revision + 1` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a person. With another address it is no longer known to fail. */
export async function changePerson(
  db: Database,
  id: string,
  wish: NewPerson & { revision: number },
): Promise<void> {
  const person = tidyPerson(wish);
  const { partner } = await findPerson(db, id);
  await db.transaction().execute(async (transaction) => {
    const problems = await checkPerson(transaction, { partnerId: partner.id, personId: id, ...person });
    if (problems.length > 0) throw refuseProblems(problems);
    const email = person.email === '' ? null : person.email;
    const changed = await transaction
      .updateTable('person')
      .set({
        name: person.name,
        email,
        language: person.language,
        revision: wish.revision + 1,
        addressFailsAt: sql`CASE WHEN email = ${email} THEN address_fails_at END`,
      })
      .where('id', '=', id)
      .where('revision', '=', wish.revision)
      .where('erasedAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
  });
}

/** What the desk marks at a person with one button. */
export type PersonMark = 'archive' | 'return' | 'address-fails' | 'address-works' | 'mail-wanted';

const marks = {
  archive: { archivedAt: sql<Date>`coalesce(archived_at, now())` },
  return: { archivedAt: null },
  'address-fails': { addressFailsAt: sql<Date>`coalesce(address_fails_at, now())` },
  'address-works': { addressFailsAt: null },
  'mail-wanted': { unsubscribedAt: null },
};

/** Marks a person; doing it twice is the same as once. */
export async function markPerson(db: Database, id: string, mark: PersonMark): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const person = await findPerson(transaction, id);
    await lockNetwork(transaction, person.network.id);
    if (mark === 'return' && person.email !== null) {
      const double = await findDouble(transaction, person.network.id, person.email, id);
      if (double) throw refuseProblems([double]);
    }
    await transaction
      .updateTable('person')
      .set({ ...marks[mark], revision: sql`revision + 1` })
      .where('id', '=', id)
      .execute();
  });
}

/** Name and address as they are stored. */
export function tidyPerson({ name, email, language }: NewPerson): NewPerson {
  return { name: tidyText(name), email: tidyMailAddress(email), language };
}

/** What is wrong with a person's own fields; a person has a name, an address, or both. */
export function checkPersonFields({ name, email }: NewPerson): Problem[] {
  return [
    ...(name === '' && email === '' ? [{ where: 'person', code: 'nameOrAddress' } as const] : []),
    ...checkText('person', name, { optional: true }),
    ...(email === '' ? [] : checkMailAddress('email', email)),
  ];
}

async function checkPerson(
  transaction: Database,
  { partnerId, personId = '0', ...person }: NewPerson & { partnerId: string; personId?: string },
): Promise<Problem[]> {
  const { networkId } = await transaction
    .selectFrom('partner')
    .select('networkId')
    .where('id', '=', partnerId)
    .executeTakeFirstOrThrow(notFound);
  await lockNetwork(transaction, networkId);
  const problems = checkPersonFields(person);
  const double =
    person.email === '' ? undefined : await findDouble(transaction, networkId, person.email, personId);
  if (double) problems.push(double);
  const archived = await transaction
    .selectFrom('person')
    .select('id')
    .where('partnerId', '=', partnerId)
    .where('id', '<>', personId)
    .where('archivedAt', 'is not', null)
    .where(sql<boolean>`lower(email) = lower(${person.email})`)
    .executeTakeFirst();
  if (personId !== '0' && archived) problems.push({ where: 'email', code: 'archivedAddress' });
  return problems;
}

/** The problem that somebody else in the network has this address. */
export async function findDouble(
  transaction: Database,
  networkId: string,
  email: string,
  personId = '0',
): Promise<Problem | undefined> {
  const other = await transaction
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select('partner.name')
    .where('partner.networkId', '=', networkId)
    .where('partner.archivedAt', 'is', null)
    .where('person.archivedAt', 'is', null)
    .where('person.id', '<>', personId)
    .where(sql<boolean>`lower(person.email) = lower(${email})`)
    .executeTakeFirst();
  return other && { where: 'email', code: 'knownAddress', values: { email, partner: other.name } };
}
