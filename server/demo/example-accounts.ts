/** The made-up people of the example who can sign in, one for each role; the door of the example lets anybody be one of them. */
import { findAccountByEmail } from '../accounts/accounts.ts';
import { inviteAccount } from '../accounts/invite-account.ts';
import type { Role } from '../database/schema.ts';
import type { Acting } from '../log/act.ts';

interface ExampleAccount {
  email: string;
  name: string;
}

/** In the order in which the door shows them. */
export const exampleRoles: readonly Role[] = ['coordinator', 'municipality', 'researcher', 'operator'];

export const exampleAccounts: Readonly<Record<Role, ExampleAccount>> = {
  coordinator: { email: 'coordinator@voorbeeld.example', name: 'Coördinator van het voorbeeld' },
  municipality: { email: 'gemeente@voorbeeld.example', name: 'Wethouder van het voorbeeld' },
  researcher: { email: 'onderzoeker@voorbeeld.example', name: 'Onderzoeker van het voorbeeld' },
  operator: { email: 'beheerder@voorbeeld.example', name: 'Beheerder van het voorbeeld' },
};

/** Makes the accounts that are not there yet, for the municipality and the network of this round. */
export async function addExampleAccounts(acting: Acting, roundId: string): Promise<void> {
  const network = await acting.db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'networkId')
    .select(['network.id', 'network.municipalityId'])
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  for (const role of exampleRoles) {
    const account = exampleAccounts[role];
    if (await findAccountByEmail(acting.db, account.email)) continue;
    const place = { municipality: network.municipalityId, networks: [network.id] };
    await inviteAccount(acting, { ...account, role, ...place }, 'nl');
  }
}
