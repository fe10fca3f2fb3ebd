/** Which points people choose from: those that could be better, or all of them where there are hardly any. */
import { type ChoosableFacet, maxChoices } from '../../../scoring/disclose-votes.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Database } from '../../database/schema.ts';
import type { Round } from '../../rounds/rounds.ts';
import { showScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';

/** In the order of the instrument, with the class that everybody may see. */
export async function listChoosableFacets(db: Database, round: Round): Promise<ChoosableFacet[]> {
  const scores = await showScores(db, round, { kind: 'network' });
  const classes = new Map(
    scores?.facets.map((facet) => [facet.id, isWithheld(facet) ? null : facet.class]) ?? [],
  );
  const all = requireInstrument(round.instrument)
    .concepts.flatMap(({ facets }) => facets)
    .map(({ id }) => ({ id, class: classes.get(id) ?? null }));
  const open = all.filter((facet) => facet.class !== null && facet.class !== 'strong');
  return open.length >= maxChoices ? open : all;
}
