/** Mails that were not sent because their round was paused or closed go when people can answer again. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';

/**
 * Puts them in the queue, one for each person: the invitation rather than a reminder, and none for who answered or was
 * mailed about the round since. A mail whose job has only just skipped it goes the next time. A line for each round.
 */
export function sendAfterPause(acting: Acting): Promise<void> {
  return act(acting, async (change) => {
    const { rows } = await sql<{ id: string; networkId: string | null; roundId: string }>`
      UPDATE mail SET state = 'waiting', reason = NULL
      WHERE state = 'skipped' AND id IN (
        SELECT DISTINCT ON (mail.invitation_id) mail.id
        FROM mail
          JOIN invitation ON invitation.id = mail.invitation_id
          JOIN round ON round.id = invitation.round_id
        WHERE mail.state = 'skipped' AND mail.reason IN ('round-paused', 'round-closed') AND mail.kind IN ('invitation', 'reminder')
          AND round_state(round) = 'open'
          AND invitation.submitted_at IS NULL AND invitation.revoked_at IS NULL
          AND NOT EXISTS (
            SELECT FROM mail AS other
            WHERE other.invitation_id = mail.invitation_id AND other.id <> mail.id
              AND other.kind IN ('invitation', 'reminder')
              AND (other.state = 'waiting' OR other.sent_at >= mail.created_at)
          )
          AND NOT EXISTS (
            SELECT FROM pgboss.job
            WHERE job.name = 'send-mail' AND job.singleton_key = mail.id::text AND job.state < 'completed'
          )
        ORDER BY mail.invitation_id, mail.kind = 'reminder', mail.id
      )
      RETURNING id, network_id, round_id`.execute(change.db);
    if (rows.length === 0) return change.unchanged();
    for (const [roundId, mails] of Map.groupBy(rows, (row) => row.roundId)) {
      await change.log({ action: 'outbox.sentAfterPause', roundId, note: String(mails.length) });
    }
    // Without a mail server they wait in the outbox.
    if (change.config.smtpUrl === undefined) return;
    await change.jobs.addAll(
      change.db,
      'send-mail',
      rows.map(({ id, networkId, roundId }) => ({
        mailId: id,
        networkId: networkId ?? undefined,
        roundId,
      })),
    );
  });
}
