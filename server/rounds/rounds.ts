/**
 * Rounds, opened with the latest instrument and the partners of that day; planned ones open later (`plans.ts`,
 * `openings.ts`). A round whose closing date has passed is closed for everybody, also before the clock has stored
 * its closure (`closures.ts`); one that never opened stays planned.
 */
import { sql } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database, Repeats } from '../database/schema.ts';
import { lockNetwork } from '../networks/networks.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { notFound } from '../text/refusal.ts';
import { findClosingTime } from './closing-time.ts';

export interface Round {
  id: string;
  name: string;
  /** Who asks, as the start page says it. */
  sender: string;
  language: Language;
  network: { id: string; name: string; madeUp: boolean };
  municipality: { code: string; name: string };
  instrument: { id: string; version: string; hash: string };
  /** planned: not open yet. paused: nobody can answer now, and what was saved waits. */
  status: 'planned' | 'open' | 'paused' | 'closed';
  opensAt: Date;
  openedAt: Date | null;
  closesAt: Date;
  closedAt: Date | null;
  /** Results are shown while the round is open. */
  interimResults: boolean;
  /** After closing the next one is planned. */
  repeats: Repeats;
  /** The coordinator's own words in the invitation. */
  message: string;
  /** Goes up with each change, so that of two people who change it at once the second is told. */
  revision: number;
}

export interface NewRound {
  name: string;
  sender: string;
  /** A date (open until the end of that day in the Netherlands) or a date-time with its offset. */
  closesAt: string;
  language?: Language;
  interimResults?: boolean;
}

/** How many people of a partner were invited, and how many of them sent their answers. */
export interface Participation {
  partnerId: string;
  code: string;
  name: string;
  invited: number;
  sent: number;
}

/** One round; refuses one that does not exist. */
export async function findRound(db: Database, id: string): Promise<Round> {
  const row = await selectRounds(db).where('round.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toRound(row);
}

/** The rounds of a network, the latest first. */
export async function listRounds(db: Database, networkId: string): Promise<Round[]> {
  const rows = await selectRounds(db)
    .where('round.networkId', '=', networkId)
    .orderBy('round.opensAt', 'desc')
    .orderBy('round.id', 'desc')
    .execute();
  return rows.map(toRound);
}

/**
 * Per partner of the round, in the order of a Dutch dictionary. An invitation that was withdrawn counts only when
 * it was answered before.
 */
export async function listParticipation(db: Database, roundId: string): Promise<Participation[]> {
  const rows = await db
    .selectFrom('roundPartner')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.roundId', '=', 'roundPartner.roundId')
        .onRef('invitation.partnerId', '=', 'roundPartner.partnerId')
        .on((on) => on.or([on('invitation.revokedAt', 'is', null), on('invitation.sentAt', 'is not', null)])),
    )
    .select(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name'])
    .select(sql<number>`count(invitation.id)::int`.as('invited'))
    .select(sql<number>`count(invitation.sent_at)::int`.as('sent'))
    .where('roundPartner.roundId', '=', roundId)
    .groupBy(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name'])
    .orderBy('roundPartner.code')
    .execute();
  return rows.sort((a, b) => a.name.localeCompare(b.name, 'nl'));
}

/** Opens a round at once and gives its id; nobody is asked yet. Refuses, all at once: no partners, a double name, a closing date in the past. */
export async function openRound(db: Database, networkId: string, wish: NewRound): Promise<string> {
  const name = tidyText(wish.name);
  const sender = tidyText(wish.sender);
  const problems: Problem[] = [...checkText('name', name), ...checkText('sender', sender)];
  return db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, networkId);
    const rounds = await transaction
      .selectFrom('round')
      .select('name')
      .where('networkId', '=', networkId)
      .execute();
    const partner = await transaction
      .selectFrom('partner')
      .select('id')
      .where('networkId', '=', networkId)
      .where('archivedAt', 'is', null)
      .limit(1)
      .executeTakeFirst();
    const closesAt = await findClosingTime(transaction, wish.closesAt);
    if (rounds.some((round) => round.name === name)) {
      problems.push({ where: 'name', code: 'doubleRound', values: { name } });
    }
    if (!partner) problems.push({ where: '', code: 'noPartners' });
    if (closesAt === undefined) problems.push({ where: 'closesAt', code: 'notADate' });
    else if (closesAt === 'past') problems.push({ where: 'closesAt', code: 'datePassed' });
    if (problems.length > 0) throw refuseProblems(problems);

    const { id } = await transaction
      .insertInto('round')
      .values({
        networkId,
        name,
        sender,
        language: wish.language ?? 'nl',
        instrumentId: latestInstrument.id,
        instrumentVersion: String(latestInstrument.version),
        instrumentHash: hashInstrument(latestInstrument),
        closesAt: closesAt as Date,
        interimResults: wish.interimResults ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await copyPartners(transaction, id, networkId);
    return id;
  });
}

/**
 * Puts the partners of the network as they are now in a round: N, names and sizes of a published year stay as they
 * were. Archived ones stand in no new round. With `only` those partners, when they were not in it yet.
 */
export async function copyPartners(
  transaction: Database,
  roundId: string,
  networkId: string,
  only?: readonly string[],
): Promise<void> {
  await transaction
    .insertInto('roundPartner')
    .columns(['roundId', 'partnerId', 'code', 'name', 'kind', 'size'])
    .expression((select) => {
      const partners = select
        .selectFrom('partner')
        .select([sql<string>`${roundId}::bigint`.as('roundId'), 'id', 'code', 'name', 'kind', 'size'])
        .where('networkId', '=', networkId)
        .where('archivedAt', 'is', null);
      return only ? partners.where('id', 'in', only.length > 0 ? [...only] : ['0']) : partners;
    })
    .onConflict((conflict) => conflict.columns(['roundId', 'partnerId']).doNothing())
    .execute();
}

function selectRounds(db: Database) {
  return db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'round.networkId')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select([
      'round.id',
      'round.name',
      'round.sender',
      'round.language',
      'round.networkId',
      'network.name as network',
      'network.madeUp',
      'municipality.code as municipalityCode',
      'municipality.name as municipality',
      'round.instrumentId',
      'round.instrumentVersion',
      'round.instrumentHash',
      'round.opensAt',
      'round.openedAt',
      'round.pausedAt',
      'round.closesAt',
      'round.interimResults',
      'round.repeats',
      'round.message',
      'round.revision',
    ])
    .select(
      sql<Date | null>`coalesce(
        round.closed_at,
        CASE WHEN round.closes_at <= now() AND round.opened_at IS NOT NULL THEN round.closes_at END
      )`.as('closedAt'),
    );
}

type RoundRow = Awaited<ReturnType<ReturnType<typeof selectRounds>['execute']>>[number];

function findStatus(row: RoundRow): Round['status'] {
  if (row.closedAt) return 'closed';
  if (!row.openedAt) return 'planned';
  return row.pausedAt ? 'paused' : 'open';
}

function toRound(row: RoundRow): Round {
  return {
    id: row.id,
    name: row.name,
    sender: row.sender,
    language: row.language,
    network: { id: row.networkId, name: row.network, madeUp: row.madeUp },
    municipality: { code: row.municipalityCode, name: row.municipality },
    instrument: { id: row.instrumentId, version: row.instrumentVersion, hash: row.instrumentHash },
    status: findStatus(row),
    opensAt: row.opensAt,
    openedAt: row.openedAt,
    closesAt: row.closesAt,
    closedAt: row.closedAt,
    interimResults: row.interimResults,
    repeats: row.repeats,
    message: row.message,
    revision: row.revision,
  };
}
