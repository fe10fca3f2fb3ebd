/**
 * What is not needed any more goes, every night: names and addresses of people when the months that their network
 * chose are over, the PDFs of mirrors, old lines of the log, links that have ended. Counts what it did in the log. Answers that were sent
 * in a closed round stay, without a name.
 */
import { sql } from 'kysely';
import { isSessionAlive } from '../access/sessions.ts';
import type { Database } from '../database/schema.ts';
import { throwAll, tryEach } from '../jobs/do-due.ts';
import { type Acting, act } from '../log/act.ts';
import { findLogStart, removeOldLines, removeOldOrigins } from '../log/lines.ts';
import { keptUntil as keptUntilSql } from '../privacy/kept-until.ts';
import { eraseInvitations } from './erasure/erase-invitations.ts';
import { eraseMails } from './erasure/erase-mails.ts';
import { eraseExpiredPerson } from './erasure/erase-person.ts';
import { isUnswept } from './erasure/sweep-answers.ts';

/** How long mails to accounts are kept. */
const accountMailMonths = 3;

/** How long files for research are kept; they can be made again. */
const bundleDays = 7;

export interface Cleaned {
  people: number;
  invitations: number;
  mails: number;
  logLines: number;
  logAddresses: number;
  dataLinks: number;
  sessions: number;
  signInLinks: number;
  mirrors: number;
  researchBundles: number;
}

/** Does all of it; once more finds nothing. What went wrong with one person is thrown when the rest is done. */
export async function cleanUp(acting: Acting): Promise<Cleaned> {
  const people = await listPeopleToErase(acting.db);
  // Each in transactions of its own, with its own line.
  let erased = 0;
  const errors = await tryEach(people, async ({ id, isErased }) => {
    // Who was erased before is only swept. Who is being erased at this moment, another clean-up counts.
    if ((await eraseExpiredPerson(acting, id)) || isErased) erased++;
  });
  const cleaned = await act(acting, async (change) => {
    const counts = { people: erased, ...(await deleteExpired(change.db)) };
    const told = Object.entries({ ...counts, notErased: errors.length }).filter(
      ([what, number]) => what !== 'notErased' || number > 0,
    );
    if (told.every(([, number]) => number === 0)) change.unchanged();
    else {
      const note = told.map(([what, number]) => `${what}: ${number}`).join(', ');
      // Where the log begins from now on: the check of its chain asks for it.
      const thingId = counts.logLines > 0 ? await findLogStart(change.db) : undefined;
      await change.log({ action: 'personData.cleanedUp', note, thingId });
    }
    return counts;
  });
  throwAll(errors);
  return cleaned;
}

async function deleteExpired(db: Database): Promise<Omit<Cleaned, 'people'>> {
  const invitations = await listInvitationsToErase(db);
  await eraseInvitations(db, invitations);
  return {
    invitations: invitations.length,
    mails: (await eraseMails(db, oldNetworkMails)) + (await eraseMails(db, oldAccountMails)),
    logLines: await removeOldLines(db),
    logAddresses: await removeOldOrigins(db),
    dataLinks: await deleteOldLinks(db, 'dataLink'),
    sessions: await count(db, sql`DELETE FROM session WHERE NOT (${isSessionAlive})`),
    signInLinks: await deleteOldLinks(db, 'signInLink'),
    mirrors: await count(
      db,
      sql`DELETE FROM printed_document USING round JOIN network ON network.id = round.network_id
        WHERE round.id = printed_document.round_id AND partner_id IS NOT NULL AND ${keptUntil} < now()`,
    ),
    researchBundles: await count(
      db,
      sql`DELETE FROM research_bundle WHERE made_at < now() - make_interval(days => ${sql.lit(bundleDays)})`,
    ),
  };
}

const keptUntil = sql.raw<Date>(keptUntilSql);

/**
 * Who was asked last, or was put on the list and never asked, longer ago than the network keeps it. And who was
 * erased, but whose answers are still there.
 */
async function listPeopleToErase(db: Database): Promise<{ id: string; isErased: boolean }[]> {
  const { rows } = await sql<{ id: string; isErased: boolean }>`
    SELECT person.id, coalesce(person.erased_at < now() - interval '1 minute', false) AS "isErased"
    FROM person
      JOIN partner ON partner.id = person.partner_id
      JOIN network ON network.id = partner.network_id
      LEFT JOIN LATERAL (
        SELECT max(${keptUntil}) AS until, count(*) AS rounds, count(round.closed_at) AS closed
        FROM invitation JOIN round ON round.id = invitation.round_id
        WHERE invitation.person_id = person.id
      ) AS asked ON true
    WHERE person.erased_at IS NULL AND asked.rounds = asked.closed
        AND coalesce(asked.until, person.created_at + make_interval(months => network.keep_months)) < now()
      OR ${isUnswept}
    ORDER BY person.id`.execute(db);
  return rows;
}

/** Invitations that were made without a person on the list. */
async function listInvitationsToErase(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT invitation.id
    FROM invitation
      JOIN round ON round.id = invitation.round_id
      JOIN network ON network.id = round.network_id
    WHERE invitation.person_id IS NULL AND ${keptUntil} < now()
      AND (invitation.person <> '' OR invitation.seed IS NOT NULL OR EXISTS (
        SELECT FROM answer_page
        WHERE answer_page.invitation_id = invitation.id AND content ->> 'comment' <> ''
      ))
    ORDER BY invitation.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Mails about a round that closed long ago, or about none and as old. */
const oldNetworkMails = sql<boolean>`
  EXISTS (
    SELECT FROM network LEFT JOIN round ON round.id = mail.round_id
    WHERE network.id = coalesce(round.network_id, mail.network_id)
      AND CASE WHEN mail.round_id IS NULL THEN mail.created_at + make_interval(months => network.keep_months)
        ELSE ${keptUntil} END < now()
  )`;

const oldAccountMails = sql<boolean>`
  mail.account_id IS NOT NULL AND mail.state <> 'waiting'
  AND mail.created_at < now() - make_interval(months => ${sql.lit(accountMailMonths)})`;

/** Links that ended; the mail that brought one stays. */
async function deleteOldLinks(db: Database, table: 'dataLink' | 'signInLink'): Promise<number> {
  const column = sql.ref(`${table}_id`);
  await sql`
    UPDATE mail SET ${column} = NULL
    FROM ${sql.table(table)} AS link WHERE link.id = ${column} AND link.expires_at < now()`.execute(db);
  return count(db, sql`DELETE FROM ${sql.table(table)} WHERE expires_at < now()`);
}

async function count(db: Database, statement: ReturnType<typeof sql>): Promise<number> {
  return Number((await statement.execute(db)).numAffectedRows ?? 0n);
}
