/** Accounts: who may sign in, with which role and where. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database, Role } from '../database/schema.ts';
import { foldMailAddress } from '../text/check-mail-address.ts';
import { isId } from '../text/ids.ts';
import { notFound } from '../text/refusal.ts';

export interface Account {
  id: string;
  email: string;
  name: string;
  role: Role;
  municipality: { id: string; code: string; name: string } | undefined;
  networks: { id: string; name: string }[];
  language: Language;
  hasPassword: boolean;
  hasSecondStep: boolean;
  /** Signed in by a link or by the OpenID provider, or chose a password. */
  hasEntered: boolean;
  revision: number;
  createdAt: Date;
  disabledAt: Date | null;
  /** Closed because the provider gave no role any more. */
  closedByProvider: boolean;
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
  return (
    db
      .selectFrom('account')
      .select(['id', 'email', 'name', 'language', 'passwordHash'])
      .select(sql<boolean>`disabled_at IS NULL`.as('isOpen'))
      .where('emailFolded', '=', foldMailAddress(email.trim()))
      // Beside one that is open there can be closed ones of before.
      .orderBy(sql`disabled_at IS NOT NULL`)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  );
}

function selectAccounts(db: Database) {
  return db
    .selectFrom('account')
    .leftJoin('municipality', 'municipality.id', 'account.municipalityId')
    .select(['account.id', 'account.email', 'account.name', 'account.role', 'account.language'])
    .select(['account.revision', 'account.createdAt', 'account.disabledAt', 'account.closedByProvider'])
    .select(['account.municipalityId', 'municipality.code', 'municipality.name as owner'])
    .select([
      sql<boolean>`account.password_hash IS NOT NULL`.as('hasPassword'),
      sql<boolean>`EXISTS (SELECT FROM second_factor WHERE account_id = account.id)`.as('hasSecondStep'),
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
