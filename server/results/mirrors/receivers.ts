/**
 * The people whom a result is mailed to. `people`: whom it is for, as the FROM and WHERE of a query over `invitation`, the
 * `person` of each, and as `got` the last that became of the mail (`mirror-mails.ts`, `../choosing/result-mails.ts`).
 */
import { type RawBuilder, sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { limitMails } from '../../jobs/limit-mails.ts';
import type { OngoingChange } from '../../log/act.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';

export interface Receiver {
  invitation: string;
  partner: string;
  person: string;
  email: string;
  language: Language;
}

export interface ReceiverCounts {
  /** People who can get a mail now. */
  toSend: number;
  /** People whose mail was sent or waits for its turn. */
  sent: number;
  waiting: number;
  /** People without an address that works, who want no mails, or who were invited at another address. */
  unreachable: number;
}

/**
 * Can a mail with links of its own go to this person? Only to the address where the answers came from, or else where the invitation went
 * first: who changes the address in the register does not get it. For a query with the people above.
 */
const isReachable = sql<boolean>`coalesce(
  ${isMailable} AND lower(person.email) = (
    SELECT address FROM holder
    WHERE holder.invitation_id = invitation.id AND address IS NOT NULL
    ORDER BY holder.id = invitation.sent_by DESC NULLS LAST, holder.id
    LIMIT 1
  ), false)`;

/** Those who can have it and did not get it yet; whose address keeps failing is not mailed at each press. */
export async function listReceivers(
  change: OngoingChange,
  mail: 'mirror' | 'result',
  people: RawBuilder<unknown>,
): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    SELECT invitation.id AS invitation, invitation.partner_id AS partner, person.id AS person,
      person.email, person.language
    ${people} AND got.state IS NULL AND ${isReachable}
    ORDER BY invitation.id`.execute(change.db);
  const allowed = await limitMails(
    change,
    mail,
    rows.map(({ person }) => person),
  );
  return rows.filter(({ person }) => allowed.has(person));
}

/** How many people got it, and how many can get it. */
export async function countReceivers(db: Database, people: RawBuilder<unknown>): Promise<ReceiverCounts> {
  const { rows } = await sql<ReceiverCounts>`
    SELECT (count(*) FILTER (WHERE got.state IS NULL AND ${isReachable}))::integer AS "toSend",
      (count(*) FILTER (WHERE got.state = 'sent'))::integer AS sent,
      (count(*) FILTER (WHERE got.state = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE got.state IS NULL AND NOT ${isReachable}))::integer AS unreachable
    ${people}`.execute(db);
  return rows[0]!;
}
