/**
 * The people of partners as a round asks them: each gets an invitation whose link can be made again from its seed
 * and the key of the installation (`link-key.ts`), for the mail, the reminder and the letter.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { queueMails } from '../../mail/queue-mails.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { copyPartners } from '../rounds.ts';

/** What inviting needs of the server. */
export type Mailer = Pick<App, 'config' | 'jobs' | 'linkKey'>;

export interface Uninvited {
  personId: string;
  partnerId: string;
  partner: string;
  name: string;
  email: string | null;
  language: Language;
  /** Has an address that works, and did not say that it wants no mail. */
  mailable: boolean;
}

/** Can this person be mailed? The row in the query is called `person`. */
export const isMailable = sql<boolean>`(
  person.email IS NOT NULL AND person.unsubscribed_at IS NULL AND person.address_fails_at IS NULL
  AND person.archived_at IS NULL AND person.erased_at IS NULL
)`;

/** People of the network who can be asked and have no invitation in this round; all people for a planned round. */
export async function listUninvited(db: Database, roundId: string): Promise<Uninvited[]> {
  const people = await db
    .selectFrom('round')
    .innerJoin('partner', 'partner.networkId', 'round.networkId')
    .innerJoin('person', 'person.partnerId', 'partner.id')
    .select([
      'person.id as personId',
      'partner.id as partnerId',
      'partner.name as partner',
      'person.name',
      'person.email',
      'person.language',
      isMailable.as('mailable'),
    ])
    .where('round.id', '=', roundId)
    .where('partner.archivedAt', 'is', null)
    .where('person.archivedAt', 'is', null)
    .where('person.erasedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invitation')
            .select('invitation.id')
            .whereRef('invitation.roundId', '=', 'round.id')
            .whereRef('invitation.personId', '=', 'person.id')
            .where(({ or, eb }) =>
              or([eb('invitation.revokedAt', 'is', null), eb('invitation.sentAt', 'is not', null)]),
            ),
        ),
      ),
    )
    .orderBy('person.id')
    .execute();
  return people.sort(
    (a, b) => a.partner.localeCompare(b.partner, 'nl') || a.name.localeCompare(b.name, 'nl'),
  );
}

/** How many partners and people a round of this network would ask today, and how many of them by mail. */
export async function countAudience(db: Database, networkId: string) {
  return db
    .selectFrom('partner')
    .leftJoin('person', (join) =>
      join
        .onRef('person.partnerId', '=', 'partner.id')
        .on('person.archivedAt', 'is', null)
        .on('person.erasedAt', 'is', null),
    )
    .select([
      sql<number>`count(DISTINCT partner.id)::int`.as('partners'),
      sql<number>`count(DISTINCT partner.id) FILTER (WHERE person.id IS NULL)::int`.as('withoutPeople'),
      sql<number>`count(person.id)::int`.as('people'),
      sql<number>`count(person.id) FILTER (WHERE ${isMailable})::int`.as('mailable'),
    ])
    .where('partner.networkId', '=', networkId)
    .where('partner.archivedAt', 'is', null)
    .executeTakeFirstOrThrow();
}

/** Invites these people and queues their mails. In the transaction of the caller, who holds the round. */
export async function invitePeople(
  transaction: Database,
  app: Mailer,
  round: { id: string; networkId: string },
  people: readonly Uninvited[],
): Promise<void> {
  if (people.length === 0) return;
  await copyPartners(transaction, round.id, round.networkId, [
    ...new Set(people.map(({ partnerId }) => partnerId)),
  ]);
  const rows = people.map(({ personId, partnerId, name }) => {
    const { seed, hash } = makeSeededToken(app.linkKey);
    return { personId, partnerId, name, seed: seed.toString('hex'), hash: hash.toString('hex') };
  });
  const { rows: stored } = await sql<{ id: string; personId: string }>`
    INSERT INTO invitation (round_id, partner_id, person_id, person, seed, token_hash)
    SELECT ${round.id}::bigint, "partnerId", "personId", name, decode(seed, 'hex'), decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS list ("personId" bigint, "partnerId" bigint, name text, seed text, hash text)
    RETURNING id, person_id`.execute(transaction);
  const invitationIds = new Map(stored.map(({ id, personId }) => [personId, id]));
  await queueMails(
    transaction,
    app,
    people
      .filter(({ mailable }) => mailable)
      .map(({ personId, email, language }) => ({
        kind: 'invitation',
        recipient: email!,
        language,
        networkId: round.networkId,
        roundId: round.id,
        personId,
        invitationId: invitationIds.get(personId)!,
      })),
  );
}

/** Invites more people while a round runs; also those of partners that came later. Gives how many. */
export async function inviteMore(
  app: Mailer & Pick<App, 'db'>,
  roundId: string,
  personIds: readonly string[],
): Promise<number> {
  return app.db.transaction().execute(async (transaction) => {
    const networkId = await holdRunningRound(transaction, roundId);
    // Of two coordinators who invite the same person at once, the second finds it invited.
    const chosen = new Set(personIds);
    const people = (await listUninvited(transaction, roundId)).filter(({ personId }) => chosen.has(personId));
    await invitePeople(transaction, app, { id: roundId, networkId }, people);
    return people.length;
  });
}

/** Invites somebody whose address nobody knows: the link goes on paper. Gives the id of the invitation. */
export async function inviteByLetter(
  app: Mailer & Pick<App, 'db'>,
  roundId: string,
  wish: { partner: string; person: string },
): Promise<string> {
  const person = tidyText(wish.person);
  return app.db.transaction().execute(async (transaction) => {
    await holdRunningRound(transaction, roundId);
    const problems: Problem[] = checkText('person', person, { optional: true });
    const partner = await transaction
      .selectFrom('roundPartner')
      .select('partnerId')
      .where('roundId', '=', roundId)
      .where('partnerId', '=', /^[1-9]\d{0,17}$/.test(wish.partner) ? wish.partner : '0')
      .executeTakeFirst();
    if (!partner) problems.push({ where: 'partner', code: 'empty' });
    if (problems.length > 0) throw refuseProblems(problems);
    const { seed, hash } = makeSeededToken(app.linkKey);
    const { id } = await transaction
      .insertInto('invitation')
      .values({ roundId, partnerId: partner!.partnerId, person, seed, tokenHash: hash })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** Holds a round that is open or paused until the transaction ends, and gives its network. */
export async function holdRunningRound(transaction: Database, roundId: string): Promise<string> {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', 'openedAt'])
    .select(sql<boolean>`closed_at IS NOT NULL OR closes_at <= now()`.as('closed'))
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (!round.openedAt) throw new Refusal(409, 'roundNotOpen');
  if (round.closed) throw new Refusal(409, 'roundClosed');
  return round.networkId;
}

/** Sends somebody the invitation again. Refuses who answered, can't be mailed, or whose round is not open. */
export async function sendAgain(app: Mailer & Pick<App, 'db'>, invitationId: string): Promise<void> {
  await app.db.transaction().execute(async (transaction) => {
    const invitation = await transaction
      .selectFrom('invitation')
      .innerJoin('round', 'round.id', 'invitation.roundId')
      .leftJoin('person', 'person.id', 'invitation.personId')
      .select(['invitation.roundId', 'invitation.sentAt', 'invitation.revokedAt', 'round.pausedAt'])
      .select(['person.id as personId', 'person.email', 'person.language'])
      .select(sql<boolean>`coalesce(${isMailable}, false)`.as('mailable'))
      .where('invitation.id', '=', invitationId)
      .executeTakeFirst();
    if (!invitation) throw notFound();
    const { roundId, personId, email, language, mailable } = invitation;
    const networkId = await holdRunningRound(transaction, roundId);
    if (invitation.pausedAt) throw new Refusal(409, 'roundIsPaused');
    if (invitation.revokedAt) throw new Refusal(409, 'invitationRevoked');
    if (invitation.sentAt) throw new Refusal(409, 'alreadyAnswered');
    if (!personId || !email || !language || !mailable) throw new Refusal(409, 'noAddressToMail');
    await queueMails(transaction, app, [
      { kind: 'invitation', recipient: email, language, networkId, roundId, invitationId, personId },
    ]);
  });
}
