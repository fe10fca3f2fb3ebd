/**
 * Reminders to those who have not answered: on the days that were chosen, at nine in the morning, and at the press
 * of a button, at most once a day. The mail itself looks once more when it is sent.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { takeDueRounds } from '../../jobs/due-rounds.ts';
import { addAuditLine } from '../../log/audit.ts';
import { queueMails } from '../../mail/queue-mails.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { holdRunningRound, isMailable, type Mailer } from '../invitations/invitees.ts';
import { reminderEnds, reminderStarts } from '../plans.ts';

const today = sql<string>`(now() AT TIME ZONE 'Europe/Amsterdam')::date`;

/**
 * Queues the reminders of today. What was missed for a day is not sent any more: by then the next may be near.
 * Several processes at once share the work; the mails and the mark that they went out are one transaction.
 */
export async function sendDueReminders(app: Mailer & Pick<App, 'db'>): Promise<void> {
  await takeDueRounds((after, name) =>
    app.db.transaction().execute(async (transaction) => {
      const due = await transaction
        .selectFrom('reminder')
        .innerJoin('round', 'round.id', 'reminder.roundId')
        .innerJoin('network', 'network.id', 'round.networkId')
        .select(['round.id', 'round.networkId', 'network.municipalityId'])
        .select(sql<string>`send_on::text`.as('day'))
        .where('round.id', '>', after)
        .where('reminder.sentAt', 'is', null)
        .where(sql<boolean>`${reminderStarts} <= now() AND ${reminderEnds} > now()`)
        .where('openedAt', 'is not', null)
        .where('pausedAt', 'is', null)
        .where('closedAt', 'is', null)
        .where('closesAt', '>', sql<Date>`now()`)
        .orderBy('round.id')
        .limit(1)
        .forUpdate('reminder')
        .skipLocked()
        .executeTakeFirst();
      if (!due) return;
      name(due.id);
      await remind(transaction, app, { id: due.id, networkId: due.networkId });
      await transaction
        .updateTable('reminder')
        .set({ sentAt: sql<Date>`now()` })
        .where('roundId', '=', due.id)
        .where(sql<string>`send_on::text`, '=', due.day)
        .execute();
      await addAuditLine(transaction, {
        actor: 'job',
        action: 'rounds.reminded',
        municipalityId: due.municipalityId,
        networkId: due.networkId,
        roundId: due.id,
        accountId: null,
        thingId: null,
      });
    }),
  );
}

/** Sends a reminder now and gives to how many. Refuses a second one on the same day. */
export async function remindNow(app: Mailer & Pick<App, 'db'>, roundId: string): Promise<number> {
  return app.db.transaction().execute(async (transaction) => {
    const networkId = await holdRunningRound(transaction, roundId);
    const { paused } = await transaction
      .selectFrom('round')
      .select(sql<boolean>`paused_at IS NOT NULL`.as('paused'))
      .where('id', '=', roundId)
      .executeTakeFirstOrThrow();
    if (paused) throw new Refusal(409, 'roundIsPaused');
    // The day's own row: who presses twice, or presses when the clock just sent it, finds it there.
    const { rows } = await sql`
      INSERT INTO reminder (round_id, send_on, sent_at) VALUES (${roundId}, ${today}, now())
      ON CONFLICT (round_id, send_on) DO UPDATE SET sent_at = now() WHERE reminder.sent_at IS NULL
      RETURNING send_on`.execute(transaction);
    if (rows.length === 0) throw new Refusal(409, 'remindedToday');
    return remind(transaction, app, { id: roundId, networkId });
  });
}

async function remind(
  transaction: Database,
  app: Mailer,
  round: { id: string; networkId: string },
): Promise<number> {
  const people = await transaction
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.personId')
    .select(['invitation.id', 'person.id as personId', 'person.email', 'person.language'])
    .where('invitation.roundId', '=', round.id)
    .where('invitation.sentAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .where(isMailable)
    .orderBy('invitation.id')
    .execute();
  await queueMails(
    transaction,
    app,
    people.map(({ id, personId, email, language }) => ({
      kind: 'reminder',
      recipient: email!,
      language,
      networkId: round.networkId,
      roundId: round.id,
      invitationId: id,
      personId,
    })),
  );
  return people.length;
}
