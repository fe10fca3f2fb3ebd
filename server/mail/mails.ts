/** The outbox: which mails there are, to whom and what became of them. Their words are nowhere. */
import { sql } from 'kysely';
import type { Database, MailKind } from '../database/schema.ts';

export const mailStates = ['waiting', 'sent', 'failed', 'skipped'] as const;
export type MailState = (typeof mailStates)[number];

export interface Mail {
  id: string;
  kind: MailKind;
  /** Null: erased. */
  recipient: string | null;
  person: string | null;
  personId: string | null;
  partner: string | null;
  roundId: string | null;
  round: string | null;
  networkId: string | null;
  state: MailState;
  /** A key of `outbox.reasons`. */
  reason: string | null;
  reply: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

export interface MailFilter {
  state?: MailState | undefined;
  roundId?: string | undefined;
}

export interface MailCounts {
  roundId: string | null;
  round: string | null;
  total: number;
  waiting: number;
  sent: number;
  failed: number;
  skipped: number;
}

function selectMails(db: Database) {
  return db
    .selectFrom('mail')
    .leftJoin('invitation', 'invitation.id', 'mail.invitationId')
    .leftJoin('round', (join) =>
      join.on('round.id', '=', sql<string>`coalesce(mail.round_id, invitation.round_id)`),
    )
    .leftJoin('person', (join) =>
      join.on('person.id', '=', sql<string>`coalesce(mail.person_id, invitation.person_id)`),
    )
    .leftJoin('partner', (join) =>
      join.on('partner.id', '=', sql<string>`coalesce(person.partner_id, invitation.partner_id)`),
    )
    .select([
      'mail.id',
      'mail.kind',
      'mail.recipient',
      'person.id as personId',
      'partner.name as partner',
      'round.id as roundId',
      'round.name as round',
      'mail.state',
      'mail.reason',
      'mail.reply',
      'mail.createdAt',
      'mail.sentAt',
    ])
    .select([
      sql<string | null>`coalesce(person.name, invitation.person)`.as('person'),
      sql<string | null>`coalesce(mail.network_id, round.network_id)`.as('networkId'),
    ]);
}

/** The mails of a network, latest first; `more`: there are older ones. */
export async function listMails(
  db: Database,
  networkId: string,
  { state, roundId }: MailFilter,
  { page, size }: { page: number; size: number },
): Promise<{ mails: Mail[]; more: boolean }> {
  let query = selectMails(db)
    .where(sql<string>`coalesce(mail.network_id, round.network_id)`, '=', networkId)
    .orderBy('mail.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size);
  if (state) query = query.where('mail.state', '=', state);
  if (roundId) query = query.where('round.id', '=', roundId);
  const mails = await query.execute();
  return { mails: mails.slice(0, size), more: mails.length > size };
}

/** How far the mails of each round are, the latest round first; without a round: those about somebody's own data. */
export async function countMails(db: Database, networkId: string): Promise<MailCounts[]> {
  const count = (state: MailState) =>
    sql<number>`(count(*) FILTER (WHERE mail.state = ${state}))::integer`.as(state);
  return db
    .selectFrom('mail')
    .leftJoin('round', 'round.id', 'mail.roundId')
    .select(['round.id as roundId', 'round.name as round', sql<number>`count(*)::integer`.as('total')])
    .select([count('waiting'), count('sent'), count('failed'), count('skipped')])
    .where(sql<string>`coalesce(mail.network_id, round.network_id)`, '=', networkId)
    .groupBy(['round.id', 'round.name'])
    .orderBy('round.id', (order) => order.desc().nullsLast())
    .execute();
}

/** One mail; undefined when there is none with this id. */
export async function findMail(db: Database, id: string): Promise<Mail | undefined> {
  return selectMails(db).where('mail.id', '=', id).executeTakeFirst();
}

/** The last mail to an account that still waits; undefined when none does. */
export async function findWaitingAccountMail(db: Database, accountId: string): Promise<Mail | undefined> {
  return selectMails(db)
    .where('mail.accountId', '=', accountId)
    .where('mail.kind', 'in', ['sign-in', 'account'])
    .where('mail.state', '=', 'waiting')
    .orderBy('mail.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
