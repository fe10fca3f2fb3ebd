/** Everything that a factsheet of a round says, for one reader. */
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import type { Reader } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { findDocumentLooks } from '../looks/looks.ts';
import { markSeen } from '../rounds/reopening.ts';
import { findRound, listParticipation, type Round } from '../rounds/rounds.ts';
import { listEarlierAgreements } from '../rounds/scores/earlier-agreements.ts';
import { findMailedAnswers } from '../rounds/scores/mailed-answers.ts';
import { findNonresponse } from '../rounds/scores/nonresponse.ts';
import { loadScores } from '../rounds/scores/scores.ts';
import { findEarlierRound, requireInstrument } from '../rounds/scores/scoring-input.ts';
import { listLocalRecommendations } from './agreements/local-recommendations.ts';
import { findFactsheetChoices, keepAdvisable } from './factsheet-choices/factsheet-choices.ts';

/** For the partner with this code, or for everybody when it is null; undefined while there are no results yet. */
export async function findFactsheetInput(
  db: Database,
  round: Round,
  partner: string | null,
  language: Language,
): Promise<FactsheetInput | undefined> {
  const factsheets = await loadFactsheets(db, round, language);
  return factsheets?.(partner === null ? { kind: 'network' } : { kind: 'partner', partner });
}

/** The same for somebody who looks: from then on the closing of the round can't be undone. */
export async function showFactsheetInput(
  db: Database,
  round: Round,
  partner: string | null,
  language: Language,
): Promise<FactsheetInput | undefined> {
  await markSeen(db, round.id);
  return findFactsheetInput(db, round, partner, language);
}

/** What the factsheets of one round say, for one reader after another, read once for all of them. */
type Factsheets = (reader: Reader) => FactsheetInput;

/** Reads what all factsheets of a round say; undefined while there are no results yet. */
export async function loadFactsheets(
  db: Database,
  round: Round,
  language: Language,
): Promise<Factsheets | undefined> {
  const scores = await loadScores(db, round);
  if (!scores) return undefined;
  const { contact, municipalityId } = await db
    .selectFrom('network')
    .select(['contact', 'municipalityId'])
    .where('id', '=', round.network.id)
    .executeTakeFirstOrThrow();
  const { ownWords, chosenAdvice } = await findFactsheetChoices(db, round.id);
  const looks = await findDocumentLooks(db, municipalityId, language);
  const participation = await listParticipation(db, round.id);
  const asked = participation.filter(({ invited }) => invited > 0);
  const earlier = await loadEarlier(db, round.id);
  const agreements = await listEarlierAgreements(db, round.id);
  const mailedAnswers = await findMailedAnswers(db, round.id);
  const nonresponse = await findNonresponse(db, round.id);
  const localRecommendations = await listIdeas(db, round.network.id);
  return (reader) => {
    const partner = reader.kind === 'partner' ? reader.partner : undefined;
    const disclosed = scores(reader);
    return {
      language,
      municipality: round.municipality,
      network: round.network,
      round: {
        name: round.name,
        sender: round.sender,
        openedAt: (round.openedAt ?? round.opensAt).toISOString(),
        closesAt: round.closesAt.toISOString(),
        closedAt: round.closedAt?.toISOString() ?? null,
        askedPartners: asked.length,
        askedPeople: asked.reduce((sum, { invited }) => sum + invited, 0),
      },
      instrument: requireInstrument(round.instrument),
      scores: disclosed,
      previousRound: disclosed.change && earlier,
      contact,
      agreements,
      mailedAnswers,
      nonresponse,
      localRecommendations,
      ownWords,
      chosenAdvice: keepAdvisable(chosenAdvice, disclosed),
      looks,
      partnerName: participation.find(({ code }) => code === partner)?.name,
      isCoordinatorsCopy: reader.kind === 'coordinator',
      printedOn: new Date().toISOString(),
    };
  };
}

/** The round that this one is compared with, with what everybody may see of it: a partner may be new since. */
async function loadEarlier(db: Database, roundId: string): Promise<FactsheetInput['previousRound']> {
  const found = await findEarlierRound(db, roundId);
  if (!found) return undefined;
  const earlier = await findRound(db, found.id);
  const scores = await loadScores(db, earlier);
  const { name, closedAt } = found;
  const instrument = requireInstrument(earlier.instrument);
  return { name, closedAt, ...(scores && { result: { instrument, scores: scores({ kind: 'network' }) } }) };
}

/** The network's own recommendations as they are now: advice may be improved after a round has closed. */
async function listIdeas(db: Database, networkId: string): Promise<FactsheetInput['localRecommendations']> {
  const ideas = await listLocalRecommendations(db, networkId);
  return ideas
    .filter(({ archived }) => !archived)
    .map(({ facet, class: facetClass, action, text, who, firstStep }) => ({
      facetId: facet,
      ...(facetClass && { class: facetClass }),
      action,
      text,
      who,
      firstStep,
    }));
}
