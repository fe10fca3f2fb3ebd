/** What inviting somebody and changing an account both store: where the account belongs. Parts of those use cases. */
import type { Database } from '../database/schema.ts';
import { foldMailAddress } from '../text/check-mail-address.ts';
import { refuseProblems } from '../text/problems.ts';
import type { Refusal } from '../text/refusal.ts';
import { findAccountByEmail } from './accounts.ts';
import type { CheckedAccount } from './check-account.ts';

/** The id of the municipality of an account; one that is new is made. */
export async function findOrAddMunicipality(
  transaction: Database,
  { municipality }: CheckedAccount,
): Promise<string | null> {
  if (municipality === undefined) return null;
  if ('id' in municipality) return municipality.id;
  await transaction
    .insertInto('municipality')
    .values(municipality)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
  const { id, name } = await transaction
    .selectFrom('municipality')
    .select(['id', 'name'])
    .where('code', '=', municipality.code)
    .executeTakeFirstOrThrow();
  if (name !== municipality.name) {
    const values = { code: municipality.code, name };
    throw refuseProblems([{ where: 'municipalityName', code: 'otherMunicipality', values }]);
  }
  return id;
}

/** Stores an account that nobody can sign in to yet, and gives its id. Refuses a mail address that has one. */
export async function insertAccount(transaction: Database, account: CheckedAccount): Promise<string> {
  const municipalityId = await findOrAddMunicipality(transaction, account);
  if (await findAccountByEmail(transaction, account.email)) throw refuseDouble();
  const row = await transaction
    .insertInto('account')
    .values({
      email: account.email,
      emailFolded: foldMailAddress(account.email),
      name: account.name,
      role: account.role,
      municipalityId,
      language: account.language,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody else made it at this moment.
  if (!row) throw refuseDouble();
  await setNetworks(transaction, row.id, account.networkIds);
  return row.id;
}

function refuseDouble(): Refusal {
  return refuseProblems([{ where: 'email', code: 'doubleAccount' }]);
}

/** Is there an open account with this mail address? */
export async function hasOpenAccount(db: Database, email: string): Promise<boolean> {
  return (await findAccountByEmail(db, email))?.isOpen ?? false;
}

/** The networks of an account from now on. */
export async function setNetworks(
  transaction: Database,
  id: string,
  networkIds: readonly string[],
): Promise<void> {
  await transaction.deleteFrom('accountNetwork').where('accountId', '=', id).execute();
  if (networkIds.length === 0) return;
  await transaction
    .insertInto('accountNetwork')
    .values(networkIds.map((networkId) => ({ accountId: id, networkId })))
    .execute();
}
