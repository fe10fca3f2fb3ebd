/** The figures as tables in Markdown: what may be relied on, and what can be found. */
import type { Design } from './design.ts';
import type { Characteristics } from './measure-cell.ts';
import { writePeople } from './options.ts';

type Column = [head: string, write: (found: Characteristics) => string];

const claims: Column[] = [
  ['interval holds: facets', ({ facetCoverage }) => percent(facetCoverage)],
  ['concepts', ({ conceptCoverage }) => percent(conceptCoverage)],
  ["'clear' is right", ({ clearRight }) => percent(clearRight)],
  ['no weakness, yet a clear one', ({ clearWeakness }) => percent(clearWeakness)],
  [
    "all alike, yet 'unequal' (clear)",
    ({ unequalAlike, clearUnequalAlike }) => `${percent(unequalAlike)} (${percent(clearUnequalAlike)})`,
  ],
  ['unchanged, yet better or worse: concepts', ({ changedConcept }) => percent(changedConcept)],
  ['facets', ({ changedFacet }) => percent(changedFacet)],
];

const findings: Column[] = [
  ['partner unchanged, yet better or worse', ({ changedPartner }) => percent(changedPartner)],
  ["like the network, yet 'higher' or 'lower'", ({ mirrorWord }) => percent(mirrorWord)],
  ['of those words, on partners like it', ({ mirrorLike }) => percent(mirrorLike)],
  ['change found: concept', ({ powerConcept }) => percent(powerConcept)],
  ['facet', ({ powerFacet }) => percent(powerFacet)],
  ['split found (clear)', ({ splitFound, splitClear }) => `${percent(splitFound)} (${percent(splitClear)})`],
];

/** A row for each design, with its figures in the same place. */
export function writeTables(designs: readonly Design[], found: readonly Characteristics[]): string {
  const table = (columns: readonly Column[]) =>
    [
      ['n of N', 'people each', ...columns.map(([head]) => head)],
      ['---', '---', ...columns.map(() => '---')],
      ...designs.map((design, place) => [
        `${design.answered} of ${design.partners}`,
        writePeople(design.people),
        ...columns.map(([, write]) => write(found[place]!)),
      ]),
    ]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n');
  return `${table(claims)}\n\n${table(findings)}\n`;
}

/** One decimal; a dash when there was no case. */
function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)}%`;
}
