/**
 * Sessions of people who signed in: a token in a cookie, its hash here. A session ends twelve hours after signing in,
 * and two hours after its last request: a desk that somebody walked away from does not stay open. One that waits for the
 * second step lasts a quarter of an hour and opens nothing but that step.
 */
import { Tokens } from '@fastify/csrf';
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database, SecondStepWait } from '../database/schema.ts';
import { hashToken, makeToken } from '../web/token.ts';
import type { SignedIn } from './access.ts';

export interface Session extends SignedIn {
  id: string;
  name: string;
  email: string;
  language: Language;
  csrfSecret: string;
  /** Its owner proved lately who it is, and may change how that is proved. */
  isConfirmed: boolean;
}

/** Where somebody signs in: what is seen of the browser, and the token of the session that it had. */
export interface Browser {
  /** The visitor's address. */
  address: string;
  /** As it names itself (User-Agent). */
  name: string;
  earlierToken: string | undefined;
}

/** Signed in but for the second step. */
export interface HalfSession {
  id: string;
  accountId: string;
  waitsFor: SecondStepWait;
  name: string;
  email: string;
  language: Language;
  newPasswordHash: string | null;
}

/** How a session begins; whole and confirmed when nothing is said. */
interface SessionState {
  waitsFor?: SecondStepWait | null;
  /** Becomes the password when the second step is taken. */
  newPasswordHash?: string | undefined;
  isConfirmed?: boolean;
}

const maxBrowserName = 300;
/** Who has more ends all at once. */
const maxListed = 50;

const tokens = new Tokens({ userInfo: false });

/** It is in time, and was used lately. */
export const isSessionAlive = sql<boolean>`
  session.expires_at > now() AND session.used_at > now() - interval '2 hours'`;

/** Signs an account in, whole or half, and gives the token of its new session. */
export async function addSession(
  db: Database,
  accountId: string,
  { address, name }: Omit<Browser, 'earlierToken'>,
  { waitsFor = null, newPasswordHash, isConfirmed = true }: SessionState = {},
): Promise<string> {
  const token = makeToken();
  const lifetime = waitsFor === null ? '12 hours' : '15 minutes';
  await db
    .insertInto('session')
    .values({
      tokenHash: hashToken(token),
      accountId,
      csrfSecret: tokens.secretSync(),
      expiresAt: sql<Date>`now() + ${lifetime}::interval`,
      waitsFor,
      newPasswordHash: newPasswordHash ?? null,
      ...(!isConfirmed && { confirmedAt: sql<Date>`'-infinity'` }),
      address,
      browser: name.slice(0, maxBrowserName),
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
      'session.id as sessionId',
    ])
    .select(sql<boolean>`session.confirmed_at > now() - interval '15 minutes'`.as('isConfirmed'))
    .select(sql<boolean>`session.used_at < now() - interval '1 minute'`.as('isNoteDue'))
    .select(
      sql<string[]>`ARRAY(SELECT network_id::text FROM account_network WHERE account_id = account.id)`.as(
        'networks',
      ),
    )
    .where('session.tokenHash', '=', hashToken(token))
    .where(isSessionAlive)
    .where('session.waitsFor', 'is', null)
    .where('account.disabledAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.isNoteDue) await noteUse(db, token);
  const { id, role, name, email, language, municipalityId, networks, csrfSecret, sessionId, isConfirmed } =
    row;
  return {
    id: sessionId,
    accountId: id,
    role,
    name,
    email,
    language,
    municipalityId,
    networkIds: networks,
    csrfSecret,
    isConfirmed,
  };
}

/** Whose half session this token is; undefined when there is none. */
export async function findHalfSession(db: Database, token: string): Promise<HalfSession | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select(['session.id', 'session.accountId', 'session.waitsFor', 'session.newPasswordHash'])
    .select(['account.name', 'account.email', 'account.language'])
    .where('session.tokenHash', '=', hashToken(token))
    .where(isSessionAlive)
    .where('session.waitsFor', 'is not', null)
    .where('account.disabledAt', 'is', null)
    .executeTakeFirst();
  return row && { ...row, waitsFor: row.waitsFor! };
}

/** The sessions of an account that are alive and whole, the one used last first. */
export function listSessions(db: Database, accountId: string) {
  return db
    .selectFrom('session')
    .select(['id', 'createdAt', 'usedAt', 'address', 'browser'])
    .where('accountId', '=', accountId)
    .where('waitsFor', 'is', null)
    .where(isSessionAlive)
    .orderBy('usedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(maxListed)
    .execute();
}

/** Notes that the owner of a session proved again who it is. */
export async function confirmSession(db: Database, id: string): Promise<void> {
  await db.updateTable('session').set({ confirmedAt: sql<Date>`now()` }).where('id', '=', id).execute();
}

/** Ends one of the sessions of an account; was there one? */
export async function endOwnSession(db: Database, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
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
