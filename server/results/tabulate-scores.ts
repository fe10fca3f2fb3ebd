/** The scores of the network as a table: a row for each concept, followed by its facets. */

import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import type { ConceptScore, DisclosedScores, FacetScore } from '../../scoring/scores.ts';
import type { Table } from '../web/write-csv.ts';

const header = ['id', 'concept', 'n', 'mean', 'sd', 'ad', 'rwg', 'index', 'ci_low', 'ci_high'].concat([
  'class',
  'certainty',
  'withheld',
  'coarse',
]);

/**
 * Numbers as they are in the JSON, and as rounded; `coarse` says which are so in larger steps than their n asks for. A
 * concept has no concept above it, no r*wg and no class; of a row that may not be shown it says only the reason.
 */
export function tabulateScores({ concepts, facets }: DisclosedScores): Table {
  const rows = concepts.flatMap((concept) => [
    [concept.id, '', ...listCells(concept)],
    ...facets
      .filter((facet) => facet.concept === concept.id)
      .map((facet) => [facet.id, concept.id, ...listCells(facet)]),
  ]);
  return { header, rows };
}

function listCells(score: FacetScore | ConceptScore): (string | number)[] {
  if (isWithheld(score)) return [...header.slice(4).map(() => ''), score.withheld, ''];
  const { n, mean, sd, ad, index, ci } = score;
  const named = 'class' in score ? score : undefined;
  const [low, high] = isWithheld(ci) ? ['', ''] : ci;
  const figures = [n, mean, showFigure(sd), showFigure(ad), showFigure(named?.rwg), index, low, high];
  return [...figures, named?.class ?? '', named?.certainty ?? '', '', 'coarse' in score ? 'yes' : ''];
}

/** A figure that does not exist on these data, or may not be shown, is an empty cell. */
function showFigure(figure: number | Withheld | undefined): number | '' {
  return figure === undefined || isWithheld(figure) ? '' : figure;
}
