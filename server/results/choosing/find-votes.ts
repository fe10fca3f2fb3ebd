/** What came out of the choosing, in words for the slides on a wall: the same sums as on the page of the coordinator. */
import type { SlidesInput } from '../../../reports/slides/slides.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { Round } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { findChoosing } from './choosing.ts';
import { describeOutcome, describePoints } from './describe-points.ts';

/** Undefined while people can choose; without points when too few of them did. */
export async function findVotes(
  db: Database,
  round: Round,
  language: Language,
): Promise<SlidesInput['votes']> {
  const choosing = await findChoosing(db, round.id);
  if (!choosing?.outcome) return undefined;
  const points = describePoints(choosing.facets, requireInstrument(round.instrument), language);
  const { text, rows } = describeOutcome(choosing.outcome, points, language);
  return { voters: text, points: rows.map(({ name, votes }) => ({ name, count: votes })) };
}
