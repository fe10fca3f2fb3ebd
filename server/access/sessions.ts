/**
 * Sessions of people who signed in: a token in a cookie, its hash here. A session ends twelve hours after signing in,
 * and two hours after its last request: a desk that somebody walked away from does not stay open.
 */
import { Tokens } from '@fastify/csrf';
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { hashToken, makeToken } from '../web/token.ts';
import type { SignedIn } from './access.ts';

export interface Session extends SignedIn {
  name: string;
  email: string;
  language: Language;
  csrfSecret: string;
}

const tokens = new Tokens({ userInfo: false });

/** It is in time, and was used lately. */
export const isSessionAlive = sql<boolean>`
  session.expires_at > now() AND session.used_at > now() - interval '2 hours'`;

/** Signs an account in and gives the token of its new session. */
export async function addSession(db: Database, accountId: string): Promise<string> {
  const token = makeToken();
  await db
    .insertInto('session')
    .values({
      tokenHash: hashToken(token),
      accountId,
      csrfSecret: tokens.secretSync(),
      expiresAt: sql<Date>`now() + interval '12 hours'`,
    })
    .execute();
  return token;
}

/**
 * Who this token belongs to; undefined when it has ended, or the account may not sign in any more. Notes that it is
 * used, once a minute.
 */
export async function findSession(db: Database, token: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'account.id',
      'account.role',
      'account.name',
      'account.email',
      'account.language',
      'account.municipalityId',
      'session.csrfSecret',
    ])
    .select(sql<boolean>`session.used_at < now() - interval '1 minute'`.as('isNoteDue'))
    .select(
      sql<string[]>`ARRAY(SELECT network_id::text FROM account_network WHERE account_id = account.id)`.as(
        'networks',
      ),
    )
    .where('session.tokenHash', '=', hashToken(token))
    .where(isSessionAlive)
    .where('account.disabledAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.isNoteDue) await noteUse(db, token);
  const { id, role, name, email, language, municipalityId, networks, csrfSecret } = row;
  return {
    accountId: id,
    role,
    name,
    email,
    language,
    municipalityId,
    networkIds: networks,
    csrfSecret,
  };
}

async function noteUse(db: Database, token: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ usedAt: sql<Date>`now()` })
    .where('tokenHash', '=', hashToken(token))
    .execute();
}

/** Ends one session; was there one? */
export async function endSession(db: Database, token: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('tokenHash', '=', hashToken(token))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends all sessions of an account: its password, role or reach changed. Were there any? */
export async function endSessions(db: Database, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A token for a form of this session. */
export function makeCsrfToken({ csrfSecret }: Pick<Session, 'csrfSecret'>): string {
  return tokens.create(csrfSecret);
}

/** Did this form come from a page of this session? */
export function isCsrfToken({ csrfSecret }: Pick<Session, 'csrfSecret'>, token: unknown): boolean {
  return typeof token === 'string' && tokens.verify(csrfSecret, token);
}
