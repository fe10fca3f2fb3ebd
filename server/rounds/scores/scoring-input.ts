/**
 * What scoring reads of a round: its partners, the answers of the people who sent them, and the answers of the round
 * before it, to which it is compared.
 */

import { type ExpressionBuilder, sql } from 'kysely';
import type { Partner, PreviousRound, Response, Tie } from '../../../scoring/answers.ts';
import { type Consents, listAlreadyRead } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { minimum, rulesOf, type Scores } from '../../../scoring/scores.ts';
import type { ConceptPage, ConditionsPage, ConsentsPage, ContactsPage } from '../../../survey/answers.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import { findInstrument } from '../../../survey/versions.ts';
import type { Database, Schema } from '../../database/schema.ts';
import { selectInvited } from '../invitations/select-invited.ts';

export interface ScoringInput {
  instrument: Instrument;
  partners: Partner[];
  responses: Response[];
  ties: Tie[];
  /** Undefined when there is no earlier round to compare with. */
  previous: PreviousRound | undefined;
}

/** Reads a round that exists. An invitation that was withdrawn after sending still counts. */
export async function findScoringInput(db: Database, roundId: string): Promise<ScoringInput> {
  const [round, earlier] = await findWithEarlier(db, roundId);
  const partners = await db
    .selectFrom('roundPartner')
    .select(['code as id', 'name', 'kind', 'size'])
    .where('roundId', '=', roundId)
    .orderBy('code')
    .execute();
  const sent = await readSent(db, earlier ? [round.id, earlier.id] : [round.id]);
  const instrument = requireInstrument(round.instrument);
  const now = sent.filter((person) => person.round === round.id);
  return {
    instrument,
    partners,
    responses: toResponses(instrument, now),
    ties: now.flatMap(({ partner, pages }) =>
      Object.entries((pages.contacts as ContactsPage | undefined)?.contacts ?? {}).map(([to, answer]) => ({
        from: partner,
        to,
        ...answer,
      })),
    ),
    previous: earlier && (await readPrevious(db, earlier, sent)),
  };
}

interface RoundToScore {
  id: string;
  instrument: { id: string; version: string };
}

interface EarlierRound extends RoundToScore {
  scores: Scores | null;
}

/**
 * The round, and the one that it is compared with: the latest of the same network with a result that was closed when
 * this one opened. Closed by the clock counts also before it is stored (`closures.ts`). Without a result, with no
 * answer or with one to four, are passed over alike: else the name of the round would tell the one from the other.
 */
async function findWithEarlier(
  db: Database,
  roundId: string,
): Promise<[round: RoundToScore, earlier?: EarlierRound]> {
  const row = await db
    .selectFrom('round')
    .leftJoinLateral(selectEarlier, (join) => join.onTrue())
    .select(['round.id', 'round.instrumentId', 'round.instrumentVersion'])
    .select(['earlier.id as earlierId', 'earlier.scores as earlierScores'])
    .select(['earlier.instrumentId as earlierInstrument', 'earlier.instrumentVersion as earlierVersion'])
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  const round = { id: row.id, instrument: { id: row.instrumentId, version: row.instrumentVersion } };
  if (row.earlierId === null) return [round];
  const instrument = { id: row.earlierInstrument!, version: row.earlierVersion! };
  return [round, { id: row.earlierId, instrument, scores: row.earlierScores }];
}

/** What the round that this one is compared with is called, and when it closed; undefined when there is none. */
export async function findEarlierRound(
  db: Database,
  roundId: string,
): Promise<{ id: string; name: string; closedAt: string } | undefined> {
  const row = await db
    .selectFrom('round')
    .innerJoinLateral(selectEarlier, (join) => join.onTrue())
    .select(['earlier.id', 'earlier.name', 'earlier.endedAt'])
    .where('round.id', '=', roundId)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, closedAt: row.endedAt.toISOString() };
}

function selectEarlier(round: ExpressionBuilder<Schema, 'round'>) {
  return round
    .selectFrom('round as before')
    .select(['before.id', 'before.name', 'before.instrumentId', 'before.instrumentVersion'])
    .select('before.scores')
    .select(sql<Date>`round_closed_at(before)`.as('endedAt'))
    .whereRef('before.networkId', '=', 'round.networkId')
    .whereRef('before.id', '<>', 'round.id')
    .where(sql<boolean>`round_closed_at(before) <= round.opened_at`)
    .where(hasResult)
    .orderBy('before.openedAt', 'desc')
    .orderBy('before.id', 'desc')
    .limit(1)
    .as('earlier');
}

/** Did enough partners say something? By the stored scores, which stay when answers go. */
const hasResult = sql<boolean>`coalesce(
  (before.scores #>> '{coverage,answered}')::int,
  (SELECT count(DISTINCT invitation.partner_id)
    FROM invitation JOIN sent_page ON sent_page.invitation_id = invitation.id
    WHERE invitation.round_id = before.id
      AND jsonb_path_exists(sent_page.content, '$.answers.* ? (@ != null)'))
) >= ${sql.lit(minimum)}`;

interface SentPages {
  round: string;
  respondent: string;
  person: string | null;
  partner: string;
  pages: Record<string, unknown>;
}

function readSent(db: Database, roundIds: string[]): Promise<SentPages[]> {
  return selectSent(db, roundIds)
    .innerJoin('sentPage', 'sentPage.invitationId', 'invitation.id')
    .select(['invitation.roundId as round', 'invitation.id as respondent', 'roundPartner.code as partner'])
    .select('invitation.personId as person')
    .select(sql<Record<string, unknown>>`jsonb_object_agg(sent_page.page, sent_page.content)`.as('pages'))
    .groupBy(['invitation.id', 'roundPartner.code'])
    .orderBy('invitation.id')
    .execute();
}

function toResponses(instrument: Instrument, sent: readonly SentPages[]): Response[] {
  return sent.map(({ respondent, person, partner, pages }) => ({
    respondent,
    partner,
    ...(person !== null && { person }),
    answers: Object.assign(
      {},
      ...instrument.concepts.map((concept) => (pages[concept.id] as ConceptPage | undefined)?.answers),
    ),
    conditions: (pages.conditions as ConditionsPage | undefined)?.conditions ?? {},
  }));
}

/** With what was read of it when it closed; a consent that was taken back later was read all the same. */
async function readPrevious(
  db: Database,
  earlier: EarlierRound,
  sent: readonly SentPages[],
): Promise<PreviousRound> {
  const instrument = requireInstrument(earlier.instrument);
  const then = sent.filter((person) => person.round === earlier.id);
  const refusing = then.filter(({ pages }) => !(pages.consents as ConsentsPage | undefined)?.scores);
  const consenting = new Set(then.map(({ partner }) => partner));
  for (const { partner } of refusing) consenting.delete(partner);
  const scores = earlier.scores ?? scoreNetwork(await findScoringInput(db, earlier.id));
  return {
    instrument,
    responses: toResponses(instrument, then),
    read: listAlreadyRead(scores, consenting),
    rules: rulesOf(scores),
  };
}

/**
 * The partners of which everybody who sent answers lets the coordinator see the partner's own scores, and those of
 * which somebody took that back after the closing. The answers stay as they were sent.
 */
export async function findConsents(db: Database, roundId: string): Promise<Consents> {
  const rows = await selectSent(db, [roundId])
    .leftJoin('sentPage', (join) =>
      join.onRef('sentPage.invitationId', '=', 'invitation.id').on('sentPage.page', '=', 'consents'),
    )
    .select(['roundPartner.code', 'invitation.consentsWithdrawnAt as withdrawn'])
    .select(sql<boolean>`coalesce((sent_page.content -> 'scores')::boolean, false)`.as('given'))
    .orderBy('invitation.consentsWithdrawnAt')
    .orderBy('invitation.id')
    .execute();
  const refusing = new Set(rows.filter(({ given }) => !given).map(({ code }) => code));
  return {
    consenting: new Set(rows.map(({ code }) => code).filter((code) => !refusing.has(code))),
    withdrawn: rows.filter(({ withdrawn }) => withdrawn).map(({ code }) => code),
  };
}

/** The frozen version that a round asks. Throws when this program does not ship it. */
export function requireInstrument({ id, version }: { id: string; version: string }): Instrument {
  const instrument = findInstrument(id, version);
  if (!instrument) throw new Error(`This program has no instrument ${id} ${version}.`);
  return instrument;
}

function selectSent(db: Database, roundIds: string[]) {
  return selectInvited(db)
    .where('invitation.roundId', 'in', roundIds)
    .where('invitation.submittedAt', 'is not', null);
}
