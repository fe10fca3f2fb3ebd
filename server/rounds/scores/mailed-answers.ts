/**
 * How sure it is who answered. Whoever sets up a round chooses its partners, and could answer in their names with links
 * that were handed over. A link that was mailed is known to one mailbox alone. So a result says of how many partners the
 * answers came that way, and at how many domains.
 */
import { sql } from 'kysely';
import type { MailedAnswers } from '../../../reports/figures/factsheet-input.ts';
import type { Database } from '../../database/schema.ts';

/** As it was stored at closing; of a round that is not closed, as it is now. Undefined: closed before this was counted. */
export async function findMailedAnswers(db: Database, roundId: string): Promise<MailedAnswers | undefined> {
  const { mailedAnswers, closedAt } = await db
    .selectFrom('round')
    .select(['mailedAnswers', 'closedAt'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  if (mailedAnswers) return mailedAnswers;
  return closedAt ? undefined : countMailedAnswers(db, roundId);
}

/** From the tables. A partner counts with one person who answered by mail. */
export async function countMailedAnswers(db: Database, roundId: string): Promise<MailedAnswers> {
  const { rows } = await sql<MailedAnswers>`
    SELECT count(DISTINCT invitation.partner_id)::integer AS partners,
      count(DISTINCT split_part(holder.address, '@', 2))::integer AS domains
    FROM invitation JOIN holder ON holder.id = invitation.sent_by
    WHERE invitation.round_id = ${roundId} AND holder.address IS NOT NULL`.execute(db);
  return rows[0]!;
}
