/**
 * Accounts: who may sign in, with which role and where. What changes the reach of somebody ends that person's
 * sessions, and one operator always remains.
 */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import { inTransaction } from '../database/in-transaction.ts';
import type { Database } from '../database/schema.ts';
import { isId } from '../text/ids.ts';
import { refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { Role } from './access.ts';
import type { CheckedAccount } from './check-account.ts';
import { endSessions } from './sessions.ts';

export interface Account {
  id: string;
  email: string;
  name: string;
  role: Role;
  municipality: { id: string; code: string; name: string } | undefined;
  networks: { id: string; name: string }[];
  language: Language;
  hasPassword: boolean;
  /** Signed in by a link or by the OpenID provider, or chose a password. */
  hasEntered: boolean;
  revision: number;
  createdAt: Date;
  disabledAt: Date | null;
}

/** All accounts by name. */
export async function listAccounts(db: Database): Promise<Account[]> {
  const rows = await selectAccounts(db).orderBy(sql`lower(account.name)`).orderBy('account.id').execute();
  return rows.map(toAccount);
}

/** One account; refuses one that does not exist. */
export async function findAccount(db: Database, id: string): Promise<Account> {
  const row = isId(id) && (await selectAccounts(db).where('account.id', '=', id).executeTakeFirst());
  if (!row) throw notFound();
  return toAccount(row);
}

/** Whom a mail address belongs to, disabled or not, with what is needed to sign in. */
export async function findAccountByEmail(db: Database, email: string) {
  return db
    .selectFrom('account')
    .select(['id', 'email', 'name', 'language', 'passwordHash'])
    .select(sql<boolean>`disabled_at IS NULL`.as('isOpen'))
    .where(sql`lower(email)`, '=', email.trim().toLowerCase())
    .executeTakeFirst();
}

/** Makes an account that nobody can sign in to yet. Refuses a mail address that has one. */
export async function addAccount(db: Database, account: CheckedAccount): Promise<string> {
  return inTransaction(db, async (transaction) => {
    const municipalityId = await placeMunicipality(transaction, account);
    const row = await transaction
      .insertInto('account')
      .values({
        email: account.email,
        name: account.name,
        role: account.role,
        municipalityId,
        language: account.language,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw refuseProblems([{ where: 'email', code: 'doubleAccount' }]);
    await setNetworks(transaction, row.id, account.networkIds);
    return row.id;
  });
}

/** Changes an account; its sessions end. Refuses when somebody else changed it after this revision. */
export async function editAccount(
  db: Database,
  id: string,
  account: CheckedAccount,
  revision: number,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    if (account.role !== 'operator') await keepAnOperator(transaction, id);
    const municipalityId = await placeMunicipality(transaction, account);
    const row = await transaction
      .updateTable('account')
      .set({
        name: account.name,
        role: account.role,
        municipalityId,
        revision: revision + 1,
      })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal(409, 'changedMeanwhile');
    await transaction.deleteFrom('accountNetwork').where('accountId', '=', id).execute();
    await setNetworks(transaction, id, account.networkIds);
    await endSessions(transaction, id);
  });
}

/** Shuts an account or opens it again. Its sessions end, and so do links that were not used. */
export async function setDisabled(db: Database, id: string, isDisabled: boolean): Promise<void> {
  await inTransaction(db, async (transaction) => {
    if (isDisabled) await keepAnOperator(transaction, id);
    await transaction
      .updateTable('account')
      .set((update) => ({
        disabledAt: isDisabled ? sql<Date>`coalesce(disabled_at, now())` : null,
        revision: update('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await transaction
      .updateTable('signInLink')
      .set({ expiresAt: sql<Date>`least(expires_at, now())` })
      .where('accountId', '=', id)
      .execute();
    await endSessions(transaction, id);
  });
}

/** The password from now on. All sessions end; whoever changed it signs in anew. */
export async function setPassword(db: Database, id: string, passwordHash: string): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction.updateTable('account').set({ passwordHash }).where('id', '=', id).execute();
    await endSessions(transaction, id);
  });
}

/** What somebody changes of the own account. */
export async function editOwnAccount(
  db: Database,
  id: string,
  { name, language }: { name: string; language: Language },
): Promise<void> {
  await db
    .updateTable('account')
    .set((update) => ({ name, language, revision: update('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Refuses when no other operator can sign in. Holds all operators, so that two do not shut out each other. */
export async function keepAnOperator(transaction: Database, id: string): Promise<void> {
  const operators = await transaction
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'operator')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const isLast = operators.length === 1 && operators[0]!.id === id;
  if (isLast) throw new Refusal(409, 'lastOperator');
}

/** The municipality of an account; one that is new is made. */
async function placeMunicipality(
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

async function setNetworks(transaction: Database, id: string, networkIds: readonly string[]): Promise<void> {
  if (networkIds.length === 0) return;
  await transaction
    .insertInto('accountNetwork')
    .values(networkIds.map((networkId) => ({ accountId: id, networkId })))
    .execute();
}

function selectAccounts(db: Database) {
  return db
    .selectFrom('account')
    .leftJoin('municipality', 'municipality.id', 'account.municipalityId')
    .select(['account.id', 'account.email', 'account.name', 'account.role', 'account.language'])
    .select(['account.revision', 'account.createdAt', 'account.disabledAt'])
    .select(['account.municipalityId', 'municipality.code', 'municipality.name as owner'])
    .select([
      sql<boolean>`account.password_hash IS NOT NULL`.as('hasPassword'),
      sql<boolean>`account.password_hash IS NOT NULL OR account.oidc_subject IS NOT NULL OR EXISTS (
        SELECT FROM sign_in_link WHERE account_id = account.id AND used_at IS NOT NULL)`.as('hasEntered'),
      sql<{ id: string; name: string }[]>`coalesce((
        SELECT json_agg(json_build_object('id', network.id::text, 'name', network.name) ORDER BY network.name)
        FROM account_network JOIN network ON network.id = network_id WHERE account_id = account.id), '[]')`.as(
        'networks',
      ),
    ]);
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof selectAccounts>['execute']>>[number];

function toAccount({ municipalityId, code, owner, ...account }: AccountRow): Account {
  const municipality =
    municipalityId === null ? undefined : { id: municipalityId, code: code!, name: owner! };
  return { ...account, municipality };
}
