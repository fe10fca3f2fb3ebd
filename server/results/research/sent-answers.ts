/** What the files for research are made of: the closed rounds of a network, and the pages that people sent. */
import { sql } from 'kysely';
import type { Scores } from '../../../scoring/scores.ts';
import type { ConceptPage, ConditionsPage, ConsentsPage, ContactsPage } from '../../../survey/answers.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { selectInvited } from '../../rounds/invitations/select-invited.ts';
import { findEarlierRound } from '../../rounds/scores/scoring-input.ts';

export interface ClosedRound {
  id: string;
  /** Its place among the closed rounds of the network, from 1. */
  number: number;
  name: string;
  language: Language;
  closedAt: Date;
  isReleased: boolean;
  instrument: { id: string; version: string; hash: string };
  scores: Scores | null;
  /** The codes of its partners. */
  partners: string[];
  /** The round that it is compared with. */
  earlierId: string | null;
}

/** In order of time; those of which the scores are stored. */
export async function listClosedRounds(db: Database, networkId: string): Promise<ClosedRound[]> {
  const rows = await db
    .selectFrom('round')
    .select(['id', 'name', 'language', 'closedAt', 'releasedAt', 'scores'])
    .select(['instrumentId', 'instrumentVersion', 'instrumentHash'])
    .select((round) =>
      round
        .selectFrom('roundPartner')
        .select(sql<string[]>`coalesce(array_agg(code ORDER BY code), '{}')`.as('codes'))
        .whereRef('roundPartner.roundId', '=', 'round.id')
        .as('codes'),
    )
    .where('networkId', '=', networkId)
    .where('closedAt', 'is not', null)
    .orderBy('closedAt')
    .orderBy('id')
    .execute();
  const rounds: ClosedRound[] = [];
  for (const [place, row] of rows.entries())
    rounds.push({
      id: row.id,
      number: place + 1,
      name: row.name,
      language: row.language,
      closedAt: row.closedAt!,
      isReleased: row.releasedAt !== null,
      instrument: { id: row.instrumentId, version: row.instrumentVersion, hash: row.instrumentHash },
      scores: row.scores,
      partners: row.codes ?? [],
      earlierId: (await findEarlierRound(db, row.id))?.id ?? null,
    });
  return rounds;
}

/** What one respondent sent, with who it is: never to be given out as it is. */
export interface SentRow {
  id: string;
  personId: string | null;
  /** The code of the partner in this round. */
  partner: string;
  partnerId: string;
  kind: string | null;
  size: number | null;
  withdrawn: Date | null;
  consents: ConsentsPage | undefined;
  answers: ConceptPage['answers'];
  conditions: ConditionsPage['conditions'];
  /** Undefined: the page was not sent. */
  contacts: ContactsPage['contacts'] | undefined;
}

/** All answers of a round that were sent, each with what its sender allows. */
export async function readSent(db: Database, roundId: string): Promise<SentRow[]> {
  const rows = await selectInvited(db)
    .innerJoin('sentPage', 'sentPage.invitationId', 'invitation.id')
    .select(['invitation.id', 'invitation.personId', 'invitation.partnerId'])
    .select('invitation.consentsWithdrawnAt as withdrawn')
    .select(['roundPartner.code as partner', 'roundPartner.kind', 'roundPartner.size'])
    .select(sql<Record<string, unknown>>`jsonb_object_agg(sent_page.page, sent_page.content)`.as('pages'))
    .where('invitation.roundId', '=', roundId)
    .where('invitation.submittedAt', 'is not', null)
    .groupBy(['invitation.id', 'roundPartner.code', 'roundPartner.kind', 'roundPartner.size'])
    .orderBy('invitation.id')
    .execute();
  return rows.map(({ pages, ...row }) => ({
    ...row,
    consents: pages.consents as ConsentsPage | undefined,
    answers: Object.assign({}, ...Object.values(pages).map((page) => (page as Partial<ConceptPage>).answers)),
    conditions: (pages.conditions as ConditionsPage | undefined)?.conditions ?? {},
    contacts: (pages.contacts as ContactsPage | undefined)?.contacts,
  }));
}
