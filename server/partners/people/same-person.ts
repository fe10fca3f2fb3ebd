/**
 * One person in several networks of a municipality: with the same address, or without one with the same name at a partner
 * of the same name. What is corrected in one network can be corrected in the others.
 */
import { sql } from 'kysely';
import type { NetworkReader } from '../../access/access.ts';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { foldName, isSameName } from '../../text/fold-name.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { changePerson } from './change-person.ts';
import { findPerson, type Person } from './people.ts';
import { checkKnownAddress, type TypedPerson, tidyPerson } from './person-fields.ts';

export interface SamePerson {
  id: string;
  name: string;
  partner: string;
  network: { id: string; name: string };
}

/** This person in the other networks that this reader may change, by name of the network. */
export async function findSamePeople(
  db: Database,
  person: Pick<Person, 'name' | 'email'> & { partner: { name: string }; network: { id: string } },
  reader: NetworkReader,
): Promise<SamePerson[]> {
  const { rows } = await sql<SamePerson & { email: string | null; networkId: string; networkName: string }>`
    SELECT person.id, person.name, person.email, partner.name AS partner,
      network.id AS "networkId", network.name AS "networkName"
    FROM person JOIN partner ON partner.id = person.partner_id JOIN network ON network.id = partner.network_id
    WHERE network.id <> ${person.network.id}::bigint
      AND network.municipality_id = (SELECT municipality_id FROM network WHERE id = ${person.network.id}::bigint)
      AND (${reader.role === 'operator'} OR network.id = ANY(${reader.networkIds}::bigint[]))
      AND person.archived_at IS NULL AND person.erased_at IS NULL AND partner.archived_at IS NULL
      AND (lower(person.email) = lower(${person.email}::text) OR ${person.email}::text IS NULL AND person.email IS NULL)
    ORDER BY network.name, person.id`.execute(db);
  return rows
    .filter((row) => isSamePerson(row, { ...person, partner: person.partner.name }))
    .map(({ id, name, partner, networkId, networkName }) => ({
      id,
      name,
      partner,
      network: { id: networkId, name: networkName },
    }));
}

/** A person as it stands in one network, at a partner of this name. */
export type Described = Pick<Person, 'name' | 'email'> & { partner: string };

/** Two people may share an address: where both have a name, it is the same as well. */
export function isSamePerson(one: Described, other: Described): boolean {
  if (one.email === null || other.email === null)
    return (
      one.email === other.email &&
      isSameName(one.name, other.name) &&
      foldName(one.partner) === foldName(other.partner)
    );
  return (
    foldMailAddress(one.email) === foldMailAddress(other.email) &&
    (one.name === '' || other.name === '' || isSameName(one.name, other.name))
  );
}

/**
 * Changes a person, and its name and address in the other networks that were ticked: everywhere or nowhere. Refuses what
 * `changePerson` refuses, and a tick for somebody who is not, or no more, the same.
 */
export function changePersonElsewhere(
  acting: Acting,
  personId: string,
  typed: TypedPerson & { revision: number },
  { reader, ticked }: { reader: NetworkReader; ticked: readonly string[] },
): Promise<void> {
  return act(acting, async (change) => {
    const same = await findSamePeople(change.db, await findPerson(change.db, personId), reader);
    const others = same.filter(({ id }) => ticked.includes(id));
    if (others.length !== new Set(ticked).size) throw new Refusal(409, 'changedMeanwhile');
    await holdNetworks(change.db, [personId, ...others.map(({ id }) => id)]);
    await changePerson(change, personId, typed);
    const { name, email } = tidyPerson(typed);
    for (const { id, network } of others) {
      const { revision, language, email: stored } = await findPerson(change.db, id);
      const isSame = foldMailAddress(stored ?? '') === foldMailAddress(email);
      const found = isSame
        ? []
        : await checkKnownAddress(change.db, { email, networkId: network.id, personId: id });
      if (found.length > 0) {
        throw refuseProblems(
          found.map(({ values }) => ({
            where: 'elsewhere',
            code: 'knownElsewhere',
            values: { ...values, network: network.name },
          })),
        );
      }
      await changePerson(change, id, { name, email, language, revision });
    }
  });
}

/** All of them before the first change, and always in the same order, so that two changes do not wait for each other. */
async function holdNetworks(transaction: Database, personIds: readonly string[]): Promise<void> {
  await sql`
    SELECT FROM network WHERE id IN (
      SELECT network_id FROM partner JOIN person ON person.partner_id = partner.id
      WHERE person.id = ANY(${personIds}::bigint[])
    ) ORDER BY id FOR UPDATE`.execute(transaction);
}
