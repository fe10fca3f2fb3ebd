/** What scoring reads of a round: its partners, and the answers of the people who sent them. */
import { sql } from 'kysely';
import type { Partner, Response, Tie } from '../../scoring/scores.ts';
import type { ConceptPage, ContactsPage } from '../../survey/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { findInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';

export interface ScoringInput {
  instrument: Instrument;
  partners: Partner[];
  responses: Response[];
  ties: Tie[];
}

/** Reads a round that exists. An invitation that was withdrawn after sending still counts. */
export async function readScoringInput(db: Database, roundId: string): Promise<ScoringInput> {
  const round = await db
    .selectFrom('round')
    .select(['instrument_id as id', 'instrument_version as version'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  const instrument = requireInstrument(round);
  const partners = await db
    .selectFrom('round_partner')
    .select(['code as id', 'name', 'kind', 'size'])
    .where('round_id', '=', roundId)
    .orderBy('code')
    .execute();
  const sent = await selectSent(db, roundId)
    .innerJoin('answer_page', 'answer_page.invitation_id', 'invitation.id')
    .select(['invitation.id as respondent', 'round_partner.code as partner'])
    .select(sql<Record<string, unknown>>`jsonb_object_agg(answer_page.page, answer_page.content)`.as('pages'))
    .groupBy(['invitation.id', 'round_partner.code'])
    .orderBy('invitation.id')
    .execute();
  return {
    instrument,
    partners,
    responses: sent.map(({ respondent, partner, pages }) => ({
      respondent,
      partner,
      answers: Object.assign(
        {},
        ...instrument.concepts.map((concept) => (pages[concept.id] as ConceptPage | undefined)?.answers),
      ),
    })),
    ties: sent.flatMap(({ partner, pages }) =>
      Object.entries((pages.contacts as ContactsPage | undefined)?.contacts ?? {}).map(([to, answer]) => ({
        from: partner,
        to,
        ...answer,
      })),
    ),
  };
}

/** The partners of which everybody who sent answers lets the coordinator see the partner's own scores. */
export async function listConsenting(db: Database, roundId: string): Promise<Set<string>> {
  const rows = await selectSent(db, roundId)
    .leftJoin('answer_page', (join) =>
      join.onRef('answer_page.invitation_id', '=', 'invitation.id').on('answer_page.page', '=', 'consents'),
    )
    .select('round_partner.code')
    .groupBy('round_partner.code')
    .having(sql<boolean>`bool_and(coalesce((answer_page.content -> 'scores')::boolean, false))`)
    .execute();
  return new Set(rows.map((row) => row.code));
}

/** The frozen version that a round asks. Throws when this program does not ship it. */
export function requireInstrument({ id, version }: { id: string; version: string }): Instrument {
  const instrument = findInstrument(id, version);
  if (!instrument) throw new Error(`This program has no instrument ${id} ${version}.`);
  return instrument;
}

function selectSent(db: Database, roundId: string) {
  return db
    .selectFrom('invitation')
    .innerJoin('round_partner', (join) =>
      join
        .onRef('round_partner.round_id', '=', 'invitation.round_id')
        .onRef('round_partner.partner_id', '=', 'invitation.partner_id'),
    )
    .where('invitation.round_id', '=', roundId)
    .where('invitation.sent_at', 'is not', null);
}
