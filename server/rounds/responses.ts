/** Who was invited and who answered, for the coordinator: never what, and never finer than a day. */

import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { isMailable } from '../partners/people/is-mailable.ts';
import { selectInvited } from './invitations/select-invited.ts';

export interface ResponseDay {
  /** YYYY-MM-DD in the Netherlands. */
  day: string;
  submitted: number;
}

/** On each day with answers, how many people sent theirs. */
export async function listResponseDays(db: Database, roundId: string): Promise<ResponseDay[]> {
  const day = sql<string>`to_char(submitted_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD')`;
  return db
    .selectFrom('invitation')
    .select([day.as('day'), sql<number>`count(*)::int`.as('submitted')])
    .where('roundId', '=', roundId)
    .where('submittedAt', 'is not', null)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
}

/** On each day on which people were invited, how many. */
export async function listInvitationDays(
  db: Database,
  roundId: string,
): Promise<{ day: string; invited: number }[]> {
  const day = sql<string>`to_char(created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD')`;
  return db
    .selectFrom('invitation')
    .select([day.as('day'), sql<number>`count(*)::int`.as('invited')])
    .where('roundId', '=', roundId)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
}

export interface Invitee {
  id: string;
  partnerId: string;
  partner: string;
  person: string;
  personId: string | null;
  email: string | null;
  /** Is there a person with an address that works and that wants mail? */
  mailable: boolean;
  unsubscribed: boolean;
  addressFails: boolean;
  invitedAt: Date;
  answered: boolean;
  /** By the link that was mailed. */
  answeredByMail: boolean;
  revoked: boolean;
  /** Somebody pressed on 'begin' behind a link of it; and typed something. Never when, and never how far. */
  opened: boolean;
  begun: boolean;
  /** Somebody said behind its link not to be the right person, and perhaps who is; null: nobody did. */
  proposal: { name: string; email: string } | null;
  /** When a mail with its link last went out. */
  mailedAt: Date | null;
  /** Its last mail; null when there never was one. `elsewhere`: to another address than the person has now. */
  mail: {
    id: string;
    kind: string;
    state: string;
    reason: string | null;
    reply: string | null;
    elsewhere: boolean;
  } | null;
}

/** The invitations of a round with what became of their mails, by partner and in the order of making. */
export async function listInvitees(db: Database, roundId: string): Promise<Invitee[]> {
  const rows = await selectInvited(db)
    .leftJoin('person', 'person.id', 'invitation.personId')
    .leftJoin('holder', 'holder.id', 'invitation.sentBy')
    .leftJoin('contactProposal', 'contactProposal.invitationId', 'invitation.id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('mail')
          .select(['mail.id', 'mail.kind', 'mail.state', 'mail.reason', 'mail.reply', 'mail.recipient'])
          .whereRef('mail.invitationId', '=', 'invitation.id')
          .where('mail.kind', 'in', ['invitation', 'reminder'])
          .orderBy('mail.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'invitation.id',
      'invitation.partnerId',
      'roundPartner.name as partner',
      'invitation.personId',
      'person.email',
      'invitation.createdAt as invitedAt',
      sql<boolean>`coalesce(${isMailable}, false)`.as('mailable'),
      sql<boolean>`person.unsubscribed_at IS NOT NULL`.as('unsubscribed'),
      sql<boolean>`person.address_fails_at IS NOT NULL`.as('addressFails'),
      sql<boolean>`invitation.submitted_at IS NOT NULL`.as('answered'),
      sql<boolean>`holder.address IS NOT NULL`.as('answeredByMail'),
      sql<boolean>`invitation.revoked_at IS NOT NULL`.as('revoked'),
      'invitation.opened',
      sql<boolean>`EXISTS (SELECT FROM answer_page WHERE answer_page.invitation_id = invitation.id)`.as(
        'begun',
      ),
      sql<Date | null>`(SELECT max(sent_at) FROM mail WHERE mail.invitation_id = invitation.id
        AND mail.kind IN ('invitation', 'reminder') AND mail.state = 'sent')`.as('mailedAt'),
      sql<string>`coalesce(nullif(person.name, ''), invitation.person)`.as('person'),
      sql<boolean>`coalesce(lower(last.recipient) <> lower(person.email), false)`.as('elsewhere'),
      'contactProposal.name as proposedName',
      'contactProposal.email as proposedEmail',
      'last.id as mailId',
      'last.kind',
      'last.state',
      'last.reason',
      'last.reply',
    ])
    .where('invitation.roundId', '=', roundId)
    .orderBy('invitation.id')
    .execute();
  return rows
    .map(({ mailId, kind, state, reason, reply, elsewhere, proposedName, proposedEmail, ...row }) => ({
      ...row,
      proposal: proposedName === null ? null : { name: proposedName, email: proposedEmail! },
      mail: mailId === null ? null : { id: mailId, kind: kind!, state: state!, reason, reply, elsewhere },
    }))
    .sort((a, b) => a.partner.localeCompare(b.partner, 'nl'));
}

/** Of those who have not answered: how many mails failed, how many wait, and how many people can't be mailed. */
export async function countRoundMails(db: Database, roundId: string) {
  const mails = await db
    .selectFrom('mail')
    .innerJoin('invitation', 'invitation.id', 'mail.invitationId')
    .select([
      sql<number>`count(*) FILTER (WHERE mail.state = 'failed')::int`.as('failed'),
      sql<number>`count(*) FILTER (WHERE mail.state = 'waiting')::int`.as('waiting'),
    ])
    .where('mail.roundId', '=', roundId)
    .where('invitation.submittedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const { letters } = await db
    .selectFrom('invitation')
    .leftJoin('person', 'person.id', 'invitation.personId')
    .select(sql<number>`count(*) FILTER (WHERE NOT coalesce(${isMailable}, false))::int`.as('letters'))
    .where('invitation.roundId', '=', roundId)
    .where('invitation.submittedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return { ...mails, letters };
}
