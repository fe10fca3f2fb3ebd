/**
 * How well the instrument measured, of the answers in the bundle: statements, scales, what partners explain, and a
 * generalizability table that says how many people and partners the next round needs.
 */
import { isWithheld, type Withheld } from '../../../../scoring/figure.ts';
import type { ConceptFigures, ConceptScore, Scores } from '../../../../scoring/scores.ts';
import type { ResearchRound } from '../research-data.ts';
import { nameColumn } from './columns.ts';
import type { QualityRow } from './quality-row.ts';

/** How many people a partner, and how many partners, the table is about. */
const peopleOf = [1, 2, 3, 4, 5, 6, 8, 10];
const partnersOf = [5, 10, 15, 20, 30, 50];

/** How well the scales measure: reliability, agreement within partners, and how many partners and people that takes. */
export function listMeasurement(round: ResearchRound, { concepts }: Scores): QualityRow[] {
  return [
    ...listStatementFigures(round),
    ...concepts.flatMap((score) => (isWithheld(score) ? [] : listScale(score))),
  ];
}

/** Reversed statements as they were ticked. */
function listStatementFigures({ instrument, respondents }: ResearchRound): QualityRow[] {
  const items = instrument.concepts.flatMap(({ facets }) => facets.flatMap((facet) => facet.items));
  return items.flatMap(({ id }): QualityRow[] => {
    const given = respondents.flatMap(({ answers }) => answers[id] ?? []);
    const n = given.length;
    if (n === 0) return [];
    const mean = given.reduce((sum, answer) => sum + answer, 0) / n;
    const squares = given.reduce((sum, answer) => sum + (answer - mean) ** 2, 0);
    return [
      ['item_mean', nameColumn(id), { value: mean, count: n }],
      ...(n > 1
        ? [['item_sd', nameColumn(id), { value: Math.sqrt(squares / (n - 1)), count: n }] as QualityRow]
        : []),
    ];
  });
}

function listScale(score: Extract<ConceptScore, ConceptFigures>): QualityRow[] {
  const { id, icc1, icc2, icc1Ci, icc2Ci, alpha, omega, iccPartners } = score;
  const rows: QualityRow[] = [
    bounded('icc1', id, icc1, icc1Ci, iccPartners),
    bounded('icc2', id, icc2, icc2Ci, iccPartners),
    isWithheld(alpha)
      ? ['alpha', id, { withheld: alpha.withheld }]
      : bounded('alpha', id, alpha.value, alpha.ci, alpha.n),
    isWithheld(omega) ? ['omega', id, { withheld: omega.withheld }] : ['omega', id, { value: omega }],
  ];
  if (!isWithheld(alpha))
    for (const item of alpha.items) {
      if (!isWithheld(item.itemRest)) rows.push(['item_rest', nameColumn(item.id), { value: item.itemRest }]);
      if (!isWithheld(item.alphaWithout))
        rows.push(['alpha_without', nameColumn(item.id), { value: item.alphaWithout }]);
    }
  return [...rows, ...listGeneralizability(score)];
}

/**
 * From the variance between and within partners: how reliable a partner's score is with so many people, and how far the mean of
 * so many partners with so many people each is off (its standard error). One way, people within partners.
 */
function listGeneralizability(score: ConceptFigures & { id: string }): QualityRow[] {
  const { id, within, reliability } = score;
  if (within === undefined || isWithheld(within) || !reliability || isWithheld(reliability)) return [];
  // `needed` people give 0.70: so it tells the variance between partners.
  const between = ((0.7 / 0.3) * within) / reliability.needed;
  return [
    ['variance_partners', id, { value: between }],
    ['variance_people', id, { value: within }],
    ...peopleOf.map((people): QualityRow => {
      return ['g_partner', id, { value: between / (between + within / people), count: people }];
    }),
    ...partnersOf.flatMap((partners) =>
      peopleOf.map((people): QualityRow => {
        const error = Math.sqrt(between / partners + within / partners / people);
        return ['g_network_error', id, { value: error, count: people, of: partners }];
      }),
    ),
  ];
}

function bounded(
  measure: string,
  id: string,
  value: number | Withheld,
  ci: [number, number] | Withheld | undefined,
  count: number | undefined,
): QualityRow {
  if (isWithheld(value)) return [measure, id, { withheld: value.withheld }];
  const bounds = ci && !isWithheld(ci) ? { low: ci[0], high: ci[1] } : {};
  return [measure, id, { value, ...bounds, ...(count !== undefined && { count }) }];
}
