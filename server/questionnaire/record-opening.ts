/**
 * Records that somebody opened the questionnaire: at the press on 'begin' and nowhere else, because programs that look
 * at mails open links, and press nothing. The coordinator sees that it was opened. No moment is kept, and no line in the
 * log, so nobody can see when.
 */
import { CompiledQuery } from 'kysely';
import type { Database } from '../database/schema.ts';
import { lockAnswerableRound } from '../rounds/invitations/answerable-round.ts';

const record = `
  WITH open AS (${lockAnswerableRound})
  UPDATE invitation SET opened = true FROM open WHERE invitation.id = open.id AND NOT invitation.opened`;

/** Changes nothing when it was opened before, or when nobody can answer now. */
export async function recordOpening(db: Database, invitationId: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(record, [invitationId]));
}
