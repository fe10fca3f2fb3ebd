/**
 * Who holds a personal link. The link in a mail is known to the mailbox alone. A link that was handed over (on paper,
 * by the desk, by a program) is known to others as well, so there a browser gets a key of its own, in a cookie, and
 * what is typed belongs to that browser: who opens the same link elsewhere sees an empty questionnaire.
 *
 * Of several holders the first who sends counts. But who has the link that was mailed goes before who has not: somebody
 * else may have got the other link, and sent first.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { inTransaction } from '../database/in-transaction.ts';
import type { Database } from '../database/schema.ts';
import { describeCookie } from '../web/cookie.ts';
import { hashToken, makeToken } from '../web/token.ts';

/**
 * May the answers of this holder count? For a statement with `invitation` in it; `holder` is the parameter with its id.
 */
export const mayCount = (holder: string) => `
  coalesce(
    invitation.sent_by = ${holder}
      OR (SELECT address IS NOT NULL FROM holder AS mine WHERE mine.id = ${holder})
        AND (SELECT address IS NULL FROM holder AS other WHERE other.id = invitation.sent_by),
    true
  )`;

/** Enough for every device of a person; who has the link cannot fill the database with it. */
const maxHolders = 20;

const isKey = (text: string | undefined) => /^[\w-]{22}$/.test(text ?? '');
const nameCookie = (invitationId: string) => `holder-${invitationId}`;

/** The hashes of the keys that this browser has, one for each invitation that was opened in it. */
export function listKeyHashes(request: FastifyRequest): Buffer[] {
  return Object.entries(request.cookies)
    .filter(([name, key]) => /^holder-\d+$/.test(name) && isKey(key))
    .map(([, key]) => hashToken(key!));
}

/** Has this browser a key for the invitation? */
export function hasKey(request: FastifyRequest, invitationId: string): boolean {
  return isKey(request.cookies[nameCookie(invitationId)]);
}

/**
 * Gives the browser a key for this invitation, unless it has one. Reading a page does so too: the key is the
 * visitor's own, and the server stores nothing of it until something is typed.
 */
export function giveKey(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Config,
  invitationId: string,
): string {
  const name = nameCookie(invitationId);
  if (hasKey(request, invitationId)) return request.cookies[name]!;
  const key = makeToken();
  request.cookies[name] = key;
  reply.setCookie(name, key, { ...describeCookie(config), path: '/invitations', maxAge: 100 * 24 * 3600 });
  return key;
}

/** The holder with this key, made when it types for the first time; undefined when there are too many. */
export async function makeHolder(
  db: Database,
  invitationId: string,
  key: string,
): Promise<string | undefined> {
  return inTransaction(db, async (transaction) => {
    await sql`SELECT FROM invitation WHERE id = ${invitationId} FOR UPDATE`.execute(transaction);
    const holders = await transaction
      .selectFrom('holder')
      .select('id')
      .select(sql<boolean>`token_hash = ${hashToken(key)}`.as('same'))
      .where('invitationId', '=', invitationId)
      .where('address', 'is', null)
      .execute();
    const known = holders.find(({ same }) => same);
    if (known) return known.id;
    if (holders.length >= maxHolders) return undefined;
    const made = await transaction
      .insertInto('holder')
      .values({ invitationId, tokenHash: hashToken(key) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return made.id;
  });
}
