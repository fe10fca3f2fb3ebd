/**
 * The cookie that holds a session. Over https its name ties it to this host, so that no neighbour on the same
 * domain can plant one. A session of before signing in is never kept: signing in always makes a new one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Database } from '../database/schema.ts';
import { addSession, endSession } from './sessions.ts';

interface Installation {
  config: Config;
  db: Database;
}

const nameOf = ({ publicUrl }: Config) => (publicUrl.startsWith('https:') ? '__Host-session' : 'session');

/** The token that the browser sent, if any. */
export function readSessionToken(config: Config, request: FastifyRequest): string | undefined {
  return request.cookies[nameOf(config)];
}

/** Signs in: the browser gets a new session, and the one that it had ends. */
export async function enterSession(
  { config, db }: Installation,
  request: FastifyRequest,
  reply: FastifyReply,
  accountId: string,
): Promise<string> {
  const earlier = readSessionToken(config, request);
  if (earlier !== undefined) await endSession(db, earlier);
  const token = await addSession(db, accountId);
  reply.setCookie(nameOf(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  });
  return token;
}

/** Signs out: the session ends and the browser forgets it. */
export async function leaveSession(
  { config, db }: Installation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = readSessionToken(config, request);
  if (token !== undefined) await endSession(db, token);
  reply.clearCookie(nameOf(config), {
    path: '/',
    secure: config.publicUrl.startsWith('https:'),
    httpOnly: true,
    sameSite: 'lax',
  });
}
