/** Sends the answers of a respondent, by one statement. That somebody answered is not in the log. */
import { CompiledQuery } from 'kysely';
import type { Database } from '../database/schema.ts';
import { findClosedReason, lockAnswerableRound } from '../rounds/invitations/answerable-round.ts';
import { mayCount } from './holders.ts';
import { makeReceipt } from './receipt.ts';

/** $1 invitation, $2 the receipt, $3 the holder. */
const send = `
  WITH open AS (${lockAnswerableRound}),
  sent AS (
    UPDATE invitation SET submitted_at = now(), receipt = $2, sent_by = $3
    FROM open
    WHERE invitation.id = open.id AND invitation.sent_by IS DISTINCT FROM $3 AND ${mayCount('$3')}
      AND EXISTS (
        SELECT FROM answer_page
        WHERE holder_id = $3 AND content->'answers' <> '{}'::jsonb
      )
    RETURNING invitation.id
  )
  SELECT EXISTS (SELECT FROM open) AS open, EXISTS (SELECT FROM sent) AS sent`;

/**
 * Sends the answers: of many at the same time one writes the moment and the receipt, and the others find them.
 * 'nothing': not one statement was answered, so there is nothing to send. 'sentElsewhere': another holder of the link
 * sent answers, and those count.
 */
export async function sendAnswers(
  db: Database,
  { id: invitationId, holderId }: { id: string; holderId: string },
): Promise<'sent' | 'nothing' | 'closed' | 'paused' | 'sentElsewhere'> {
  const { rows } = await db.executeQuery<{ open: boolean; sent: boolean }>(
    CompiledQuery.raw(send, [invitationId, makeReceipt(), holderId]),
  );
  const { open, sent } = rows[0]!;
  if (!open) return findClosedReason(db, invitationId);
  if (sent) return 'sent';
  const invitation = await db
    .selectFrom('invitation')
    .select('sentBy')
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow();
  if (invitation.sentBy === null) return 'nothing';
  return invitation.sentBy === holderId ? 'sent' : 'sentElsewhere';
}
