/**
 * Handing out the mirrors by mail: everybody who was invited for a partner that answered gets a link to the mirror of
 * that partner. Each mail has a link of its own, made at the sending and shown to nobody else, so a server without mail
 * can't hand them out.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { queueMails } from '../../mail/queue-mails.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { makeSeededToken } from '../../web/link-key.ts';

export interface MirrorMails {
  /** People who can get a mail now. */
  toSend: number;
  /** People whose mail was sent or waits for its turn. */
  sent: number;
  waiting: number;
  /** People without an address that works, or who want no mails. */
  unreachable: number;
}

/**
 * Who was invited for a partner that answered, with the last that became of the mail. Whose invitation was withdrawn is
 * no longer asked, so gets none. Who stood at two partners that were merged is the person that was kept.
 */
const invited = (roundId: string) => sql`
  FROM invitation
    LEFT JOIN LATERAL (
      SELECT person.* FROM person
      WHERE person.id = coalesce((
        SELECT kept.id
        FROM person AS asked
          JOIN partner ON partner.id = asked.partner_id
          JOIN person AS kept ON kept.partner_id = partner.merged_into AND lower(kept.email) = lower(asked.email)
        WHERE asked.id = invitation.person_id AND asked.archived_at IS NOT NULL
      ), invitation.person_id)
    ) AS person ON true
    LEFT JOIN LATERAL (
      SELECT mail.state FROM mail
      WHERE mail.kind = 'mirror' AND mail.invitation_id = invitation.id AND mail.state IN ('waiting', 'sent')
      LIMIT 1
    ) AS got ON true
  WHERE invitation.round_id = ${roundId}::bigint AND invitation.revoked_at IS NULL
    AND EXISTS (SELECT FROM invitation AS answered
      WHERE answered.round_id = invitation.round_id AND answered.partner_id = invitation.partner_id
        AND answered.submitted_at IS NOT NULL)`;

/** How many people got their mirror, and how many can get it. */
export async function countMirrorMails(db: Database, roundId: string): Promise<MirrorMails> {
  const { rows } = await sql<MirrorMails>`
    SELECT (count(*) FILTER (WHERE got.state IS NULL AND coalesce(${isMailable}, false)))::integer AS "toSend",
      (count(*) FILTER (WHERE got.state = 'sent'))::integer AS sent,
      (count(*) FILTER (WHERE got.state = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE got.state IS NULL AND NOT coalesce(${isMailable}, false)))::integer AS unreachable
    ${invited(roundId)}`.execute(db);
  return rows[0]!;
}

/**
 * Sends everybody the own mirror who did not get it yet, and gives to how many. The PDFs are printed meanwhile. Refuses
 * a round that is not closed, and a server without mail: these links are for nobody else to copy.
 */
export async function sendMirrors(
  app: Pick<App, 'config' | 'jobs' | 'linkKey' | 'db'>,
  roundId: string,
): Promise<number> {
  if (!app.config.smtpUrl) throw new Refusal(409, 'mirrorsNeedMail');
  return app.db.transaction().execute(async (transaction) => {
    const networkId = await holdClosedRound(transaction, roundId);
    const { rows: people } = await sql<{
      invitation: string;
      partner: string;
      person: string;
      email: string;
      language: Language;
    }>`
      SELECT invitation.id AS invitation, invitation.partner_id AS partner, person.id AS person,
        person.email, person.language
      ${invited(roundId)} AND got.state IS NULL AND ${isMailable}
      ORDER BY invitation.id`.execute(transaction);
    if (people.length === 0) return 0;
    const shares = await addShares(transaction, app.linkKey, roundId, people);
    await queueMails(
      { db: transaction, config: app.config, jobs: app.jobs },
      people.map(({ invitation, person, email, language }, index) => ({
        kind: 'mirror',
        recipient: email,
        language,
        networkId,
        roundId,
        invitationId: invitation,
        personId: person,
        shareId: shares[index]!,
      })),
    );
    await app.jobs.add(transaction, 'print-mirrors', { roundId, networkId });
    return people.length;
  });
}

/** Has the mirrors of a closed round printed; once more while that goes on changes nothing. */
export async function orderMirrors(app: Pick<App, 'db' | 'jobs'>, roundId: string): Promise<void> {
  await app.db.transaction().execute(async (transaction) => {
    const networkId = await holdClosedRound(transaction, roundId);
    await app.jobs.hasten(transaction, 'print-mirrors', { roundId, networkId });
  });
}

/** Of two people who press at once, the second finds what the first did. */
async function holdClosedRound(transaction: Database, roundId: string): Promise<string> {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', 'closedAt'])
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (!round.closedAt) throw new Refusal(409, 'mirrorsAfterClosing');
  return round.networkId;
}

/** A link to the mirror of each one's partner; gives their ids in the same order. */
async function addShares(
  transaction: Database,
  linkKey: string,
  roundId: string,
  people: readonly { partner: string }[],
): Promise<string[]> {
  const rows = people.map(({ partner }) => {
    const { seed, hash } = makeSeededToken(linkKey);
    return { partner, seed: seed.toString('hex'), hash: hash.toString('hex') };
  });
  const { rows: stored } = await sql<{ id: string; hash: string }>`
    INSERT INTO share (round_id, scope, partner_id, seed, token_hash)
    SELECT ${roundId}::bigint, 'partner', partner, decode(seed, 'hex'), decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS list (partner bigint, seed text, hash text)
    RETURNING id, encode(token_hash, 'hex') AS hash`.execute(transaction);
  const ids = new Map(stored.map(({ id, hash }) => [hash, id]));
  return rows.map(({ hash }) => ids.get(hash)!);
}
