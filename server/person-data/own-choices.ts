/**
 * What a person chose after rounds, for that person alone: only where the link to the choosing was mailed to the very
 * address that reads this. Who changes the address in the register does not read what another person chose.
 */
import { sql } from 'kysely';
import { findFacet, titlePart } from '../../reports/words/name-part.ts';
import type { Language } from '../../survey/texts.ts';
import { findInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';

export interface OwnChoice {
  round: string;
  instrumentId: string;
  instrumentVersion: string;
  /** The ids of the chosen facets. */
  facets: string[];
}

/** The latest round first; a round in which nothing was chosen is not there. */
export async function listOwnChoices(
  db: Database,
  personId: string,
  address: string | null,
): Promise<OwnChoice[]> {
  const { rows } = await sql<OwnChoice>`
    SELECT round.name AS round, round.instrument_id, round.instrument_version,
      array_agg(vote.facet ORDER BY vote.facet) AS facets
    FROM vote
      JOIN ballot ON ballot.id = vote.ballot_id
      JOIN invitation ON invitation.id = ballot.invitation_id
      JOIN round ON round.id = invitation.round_id
    WHERE invitation.person_id = ${personId}
      AND EXISTS (SELECT FROM mail WHERE mail.ballot_id = ballot.id AND lower(mail.recipient) = lower(${address}))
    GROUP BY round.id
    ORDER BY round.id DESC`.execute(db);
  return rows;
}

/** The names of what was chosen. */
export function nameChoice(choice: OwnChoice, language: Language): string[] {
  const instrument = findInstrument(choice.instrumentId, choice.instrumentVersion);
  return choice.facets.map((id) => (instrument ? titlePart(findFacet(instrument, id).facet, language) : id));
}
