/**
 * What somebody typed about a person: how it is stored, and what is wrong with it. An address is in a network once, so
 * that nobody is asked twice.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { checkMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import type { Problem } from '../../text/problems.ts';

/** A person as somebody typed it; one of name and address may be empty. */
export interface TypedPerson {
  name: string;
  email: string;
  language: Language;
}

/** Name and address as they are stored. */
export function tidyPerson({ name, email, language }: TypedPerson): TypedPerson {
  return { name: tidyText(name), email: tidyMailAddress(email), language };
}

/** What is wrong with a person's own fields; a person has a name, an address, or both. */
export function checkPersonFields({ name, email }: TypedPerson): Problem[] {
  return [
    ...(name === '' && email === '' ? [{ where: 'person', code: 'nameOrAddress' } as const] : []),
    ...checkText('person', name, { optional: true }),
    ...(email === '' ? [] : checkMailAddress('email', email)),
  ];
}

/** The problem that somebody else in the network has this address. `personId`: the person that may have it. */
export async function checkKnownAddress(
  db: Database,
  { networkId, email, personId = '0' }: { networkId: string; email: string; personId?: string },
): Promise<Problem[]> {
  if (email === '') return [];
  const other = await db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select('partner.name')
    .where('partner.networkId', '=', networkId)
    .where('partner.archivedAt', 'is', null)
    .where('person.archivedAt', 'is', null)
    .where('person.id', '<>', personId)
    .where(sql<boolean>`lower(person.email) = lower(${email})`)
    .executeTakeFirst();
  return other ? [{ where: 'email', code: 'knownAddress', values: { email, partner: other.name } }] : [];
}
