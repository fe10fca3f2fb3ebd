/** Rounds as everybody reads them, and who took part. What changes a round is in a file for each use case. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database, Repeats, RoundState } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';
import { roundClosedAt, roundState } from './round-state.ts';

export interface Round {
  id: string;
  name: string;
  /** Who asks, as the start page says it. */
  sender: string;
  language: Language;
  network: { id: string; name: string; madeUp: boolean };
  municipality: { code: string; name: string };
  instrument: { id: string; version: string; hash: string };
  status: RoundState;
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
  /** Whom an answer to its mails reaches; empty: whom the privacy text names. */
  replyTo: string;
  /** Goes up with each change, so that of two people who change it at once the second is told. */
  revision: number;
}

/** What the name of a file about a round ends with. */
export function listRoundNames({ municipality, network, name }: Round): string[] {
  return [municipality.name, network.name, name];
}

/** How many people of a partner were invited, and how many of them sent their answers. */
export interface Participation {
  partnerId: string;
  code: string;
  name: string;
  invited: number;
  submitted: number;
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
        .on((on) =>
          on.or([on('invitation.revokedAt', 'is', null), on('invitation.submittedAt', 'is not', null)]),
        ),
    )
    .select(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name'])
    .select(sql<number>`count(invitation.id)::int`.as('invited'))
    .select(sql<number>`count(invitation.submitted_at)::int`.as('submitted'))
    .where('roundPartner.roundId', '=', roundId)
    .groupBy(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name'])
    .orderBy('roundPartner.code')
    .execute();
  return rows.sort((a, b) => a.name.localeCompare(b.name, 'nl'));
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
      'round.closesAt',
      'round.interimResults',
      'round.repeats',
      'round.message',
      'round.replyTo',
      'round.revision',
    ])
    .select([roundState.as('status'), roundClosedAt.as('closedAt')]);
}

type RoundRow = Awaited<ReturnType<ReturnType<typeof selectRounds>['execute']>>[number];

function toRound(row: RoundRow): Round {
  const { networkId, madeUp, municipalityCode, instrumentId, instrumentVersion, instrumentHash, ...own } =
    row;
  return {
    ...own,
    network: { id: networkId, name: row.network, madeUp },
    municipality: { code: municipalityCode, name: row.municipality },
    instrument: { id: instrumentId, version: instrumentVersion, hash: instrumentHash },
  };
}
