/** What became of a mail. One that was sent is never sent again: it leaves the state 'waiting' once. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import type { MailReason } from './outbox/texts.ts';

/** The mail server took it: at this address, in this language. */
export async function markSent(
  db: Database,
  id: string,
  { to, language }: { to: string; language: Language },
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'sent', sentAt: sql<Date>`now()`, recipient: to, language, reason: null, reply: null })
    .where('id', '=', id)
    .where('state', '<>', 'sent')
    .execute();
}

/** It will not be sent, or not now: `reply` is the mail server's own words. */
export async function markNotSent(
  db: Database,
  id: string,
  state: 'waiting' | 'failed' | 'skipped',
  reason: MailReason,
  reply: string | null = null,
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state, reason, reply })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}
