/** Everything that a factsheet of a round says, for one reader. */
import type { FactsheetInput } from '../../reports/factsheet-input.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { listEarlierAgreements } from './earlier-agreements.ts';
import { listLocalRecommendations } from './local-recommendations.ts';
import { listParticipation, type Round } from './rounds.ts';
import { findScores } from './scores.ts';
import { findEarlierRound, requireInstrument } from './scoring-input.ts';

/** For the partner with this code, or for everybody when it is null; undefined while there are no results yet. */
export async function findFactsheetInput(
  db: Database,
  round: Round,
  partner: string | null,
  language: Language,
): Promise<FactsheetInput | undefined> {
  const scores = await findScores(
    db,
    round,
    partner === null ? { kind: 'network' } : { kind: 'partner', partner },
  );
  if (!scores) return undefined;
  const { contact } = await db
    .selectFrom('network')
    .select('contact')
    .where('id', '=', round.network.id)
    .executeTakeFirstOrThrow();
  const participation = await listParticipation(db, round.id);
  const asked = participation.filter(({ invited }) => invited > 0);
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
    scores,
    previousRound: scores.change && (await findEarlierRound(db, round.id)),
    contact,
    agreements: await listEarlierAgreements(db, round.id),
    localRecommendations: await listIdeas(db, round.network.id),
    partnerName: participation.find(({ code }) => code === partner)?.name,
    printedOn: new Date().toISOString(),
  };
}

/** The network's own recommendations as they are now: advice may be bettered after a round has closed. */
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
