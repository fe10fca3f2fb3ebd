/** Mails that were not sent because their round was paused: they go when people can answer again. */
import { sql } from 'kysely';
import type { Means } from '../log/act.ts';

/**
 * Puts them in the queue, one for each person: the invitation rather than a reminder, and none for who answered or was
 * mailed about the round since. A mail whose job has only just skipped it goes the next time.
 */
export async function sendAfterPause({
  db,
  config,
  jobs,
}: Pick<Means, 'db' | 'config' | 'jobs'>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string; networkId: string | null; roundId: string }>`
      UPDATE mail SET state = 'waiting', reason = NULL
      WHERE state = 'skipped' AND id IN (
        SELECT DISTINCT ON (mail.invitation_id) mail.id
        FROM mail
          JOIN invitation ON invitation.id = mail.invitation_id
          JOIN round ON round.id = invitation.round_id
        WHERE mail.state = 'skipped' AND mail.reason = 'round-paused' AND mail.kind IN ('invitation', 'reminder')
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
      RETURNING id, network_id, round_id`.execute(transaction);
    // Without a mail server they wait in the outbox.
    if (config.smtpUrl === undefined) return;
    await jobs.addAll(
      transaction,
      'send-mail',
      rows.map(({ id, networkId, roundId }) => ({
        mailId: id,
        networkId: networkId ?? undefined,
        roundId,
      })),
    );
  });
}
