/**
 * `/.well-known/security.txt` (RFC 9116): where a weakness of this installation is reported. Without a contact in the
 * settings there is none, because a file without one is no answer. It ends half a year after the day it is read: as long
 * as the server gives it, the setting holds.
 */
import { notFound } from '../text/refusal.ts';
import { toContactAddress } from './contact-address.ts';
import type { App } from './fastify.ts';

const path = '/.well-known/security.txt';
const validDays = 180;

export async function securityTxt(app: App) {
  const { securityContact, securityPolicy, publicUrl } = app.config;
  app.get(path, (_request, reply) => {
    if (securityContact === undefined) throw notFound();
    const lines = [
      `Contact: ${toContactAddress(securityContact)}`,
      `Expires: ${findEnd(new Date()).toISOString().replace('.000', '')}`,
      'Preferred-Languages: nl, en',
      `Canonical: ${publicUrl}${path}`,
      ...(securityPolicy === undefined ? [] : [`Policy: ${securityPolicy}`]),
    ];
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}

/** Midnight in UTC, so that it does not change with each visit. */
function findEnd(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + validDays));
}
