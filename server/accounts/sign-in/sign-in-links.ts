/**
 * Links that sign somebody in, once: the first operator of an installation, somebody who is invited, or somebody
 * who asked for a link by mail. Looking at one changes nothing; using it does, and only one user gets it.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { deriveToken, makeSeededToken } from '../../web/link-key.ts';
import { hashToken } from '../../web/token.ts';

export type LinkPurpose = 'first' | 'invite' | 'sign-in';

export interface SignInLink {
  id: string;
  purpose: LinkPurpose;
  accountId: string | null;
}

const validity: Record<LinkPurpose, string> = {
  first: '24 hours',
  invite: '7 days',
  'sign-in': '15 minutes',
};

/**
 * The token of the link with which the first operator makes an account; undefined when there is an account.
 * While an earlier link holds it is given again, so that of two that start at once both print the same.
 */
export function makeFirstLink(acting: Acting): Promise<string | undefined> {
  return act(acting, async ({ db, linkKey, log, unchanged }) => {
    await sql`LOCK TABLE account, sign_in_link IN SHARE ROW EXCLUSIVE MODE`.execute(db);
    if (await hasAccount(db)) {
      unchanged();
      return undefined;
    }
    const earlier = await selectValid(db).where('purpose', '=', 'first').executeTakeFirst();
    const earlierToken = earlier && deriveToken(linkKey, earlier.seed);
    if (earlierToken !== undefined && hashToken(earlierToken).equals(earlier!.tokenHash)) {
      unchanged();
      return earlierToken;
    }
    await db.deleteFrom('signInLink').where('purpose', '=', 'first').execute();
    const { token } = await insertLink(db, linkKey, null, 'first');
    await log({ action: 'accounts.firstLinkMade' });
    return token;
  });
}

/** Makes a link for an account; of an invitation the earlier links stop. */
export async function addSignInLink(
  db: Database,
  linkKey: string,
  accountId: string,
  purpose: 'invite' | 'sign-in',
): Promise<{ id: string; token: string }> {
  if (purpose === 'invite') {
    await db
      .updateTable('signInLink')
      .set({ expiresAt: sql<Date>`now()` })
      .where('accountId', '=', accountId)
      .where('purpose', '=', 'invite')
      .where('expiresAt', '>', sql<Date>`now()`)
      .execute();
  }
  return insertLink(db, linkKey, accountId, purpose);
}

/**
 * Ends all links of an account that were not used. Who also ends its sessions does this first: somebody who is using
 * a link at this moment holds it, and the session that comes of it is then there to be ended.
 */
export async function endSignInLinks(transaction: Database, accountId: string): Promise<void> {
  await transaction
    .updateTable('signInLink')
    .set({ expiresAt: sql<Date>`now()` })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .execute();
}

/** What a link would do; undefined when it was used, has ended or never was. */
export async function findSignInLink(db: Database, token: string): Promise<SignInLink | undefined> {
  const row = await selectValid(db).where('tokenHash', '=', hashToken(token)).executeTakeFirst();
  if (!row) return undefined;
  if (row.purpose === 'first' && (await hasAccount(db))) return undefined;
  return { id: row.id, purpose: row.purpose, accountId: row.accountId };
}

/** Uses a link up: of several at once one gets true. In the transaction of what it is used for. */
export async function useSignInLink(transaction: Database, link: SignInLink): Promise<boolean> {
  if (link.purpose === 'first') {
    await sql`LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
    if (await hasAccount(transaction)) return false;
  }
  const taken = await transaction
    .updateTable('signInLink')
    .set({ usedAt: sql<Date>`now()` })
    .where('id', '=', link.id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** The invitation of an account that still can be used. `token`: undefined when the installation's key changed. */
export async function findInvitationLink(
  db: Database,
  linkKey: string,
  accountId: string,
): Promise<{ token: string | undefined; expiresAt: Date } | undefined> {
  const row = await selectValid(db)
    .where('signInLink.accountId', '=', accountId)
    .where('purpose', '=', 'invite')
    .orderBy('signInLink.id', 'desc')
    .executeTakeFirst();
  if (!row) return undefined;
  const token = deriveToken(linkKey, row.seed);
  return {
    token: hashToken(token).equals(row.tokenHash) ? token : undefined,
    expiresAt: row.expiresAt,
  };
}

function selectValid(db: Database) {
  return db
    .selectFrom('signInLink')
    .leftJoin('account', 'account.id', 'signInLink.accountId')
    .selectAll('signInLink')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .where('account.disabledAt', 'is', null);
}

async function hasAccount(db: Database): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function insertLink(db: Database, linkKey: string, accountId: string | null, purpose: LinkPurpose) {
  const { seed, token, hash } = makeSeededToken(linkKey);
  const { id } = await db
    .insertInto('signInLink')
    .values({
      accountId,
      purpose,
      seed,
      tokenHash: hash,
      expiresAt: sql<Date>`now() + ${validity[purpose]}::interval`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token };
}
