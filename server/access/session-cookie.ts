/**
 * The cookie that holds a session. Over https its name ties it to this host, so that no neighbour on the same
 * domain can plant one. A session from before signing in is never kept: signing in always makes a new one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { describeCookie } from '../web/cookie.ts';
import { readAddress } from '../web/limit-visitors.ts';
import type { Browser } from './sessions.ts';

const nameCookie = ({ publicUrl }: Config) => (publicUrl.startsWith('https:') ? '__Host-session' : 'session');

/** The token that the browser sent, if any. */
export function readSessionToken(config: Config, request: FastifyRequest): string | undefined {
  return request.cookies[nameCookie(config)];
}

/** What is seen of the browser in which somebody signs in. */
export function describeBrowser(config: Config, request: FastifyRequest): Browser {
  return {
    address: readAddress(request.ip),
    name: request.headers['user-agent'] ?? '',
    earlierToken: readSessionToken(config, request),
  };
}

/** Gives the browser the token of its new session. */
export function setSessionCookie(config: Config, reply: FastifyReply, token: string): void {
  reply.setCookie(nameCookie(config), token, describeCookie(config));
}

/** The browser forgets its session, which has ended. */
export function clearSessionCookie(config: Config, reply: FastifyReply): void {
  reply.clearCookie(nameCookie(config), describeCookie(config));
}
