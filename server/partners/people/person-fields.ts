/**
 * What somebody typed about a person: how it is stored, and what is wrong with it. Who types an address that somebody in
 * the network has already is asked whether they share it, so that nobody gets two mails by mistake.
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
  /** Somebody said that the address is also that of another person or partner. */
  shares?: boolean;
}

/** Name and address as they are stored. */
export function tidyPerson({ name, email, ...person }: TypedPerson): TypedPerson {
  return { ...person, name: tidyText(name), email: tidyMailAddress(email) };
}

/** What is wrong with a person's own fields; a person has a name, an address, or both. */
export function checkPersonFields({ name, email }: TypedPerson): Problem[] {
  return [
    ...(name === '' && email === '' ? [{ where: 'person', code: 'nameOrAddress' } as const] : []),
    ...checkText('person', name, { optional: true }),
    ...(email === '' ? [] : checkMailAddress('email', email)),
  ];
}

/** The problem that somebody else in the network has this address, unless they share it. `personId`: whose it may be. */
export async function checkKnownAddress(
  db: Database,
  {
    networkId,
    email,
    shares = false,
    personId = '0',
  }: Pick<TypedPerson, 'email' | 'shares'> & { networkId: string; personId?: string },
): Promise<Problem[]> {
  if (email === '' || shares) return [];
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
  return other ? [{ where: 'shares', code: 'knownAddress', values: { email, partner: other.name } }] : [];
}
