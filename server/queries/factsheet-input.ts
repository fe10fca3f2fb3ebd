/** Everything that a factsheet of a round says, for one reader. */
import type { FactsheetInput } from '../../reports/factsheet-input.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
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
    partnerName: participation.find(({ code }) => code === partner)?.name,
    printedOn: new Date().toISOString(),
  };
}
