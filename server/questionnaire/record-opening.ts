/**
 * Records that somebody opened the questionnaire: at a press on 'begin' and nowhere else, because programs that look at
 * mails open links, however often. A browser says that a person pressed (`Sec-Fetch-User`); a program that posts the form
 * itself does not. The coordinator sees that it was opened. No moment is kept, and no line in the log, so nobody can see
 * when; and who has begun needs no mark.
 */
import type { FastifyRequest } from 'fastify';
import { CompiledQuery } from 'kysely';
import type { Database } from '../database/schema.ts';
import { lockAnswerableRound } from '../rounds/invitations/answerable-round.ts';

const record = `
  WITH open AS (${lockAnswerableRound})
  UPDATE invitation SET opened = true FROM open
  WHERE invitation.id = open.id AND NOT invitation.opened
    AND NOT EXISTS (SELECT FROM answer_page WHERE answer_page.invitation_id = invitation.id)`;

/** Changes nothing when it was opened before, when nobody can answer now, or when no person pressed. */
export async function recordOpening(
  db: Database,
  { headers }: FastifyRequest,
  invitationId: string,
): Promise<void> {
  if (headers['sec-fetch-user'] !== '?1') return;
  await db.executeQuery(CompiledQuery.raw(record, [invitationId]));
}
