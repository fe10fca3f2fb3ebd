/**
 * The table of quality: who did not answer, what was left open, what that can do to a mean, and how well the instrument measured.
 * Rates and bounds are about the whole round, as everybody with the result may see them; all else is about the rows in the
 * bundle, so that it tells nothing that is not there.
 */
import { describeAnswers } from '../../../../scoring/count-nonresponse.ts';
import type { DisclosedNonresponse } from '../../../../scoring/disclose-nonresponse.ts';
import { isWithheld, type Withheld } from '../../../../scoring/figure.ts';
import { findMeanBounds } from '../../../../scoring/find-mean-bounds.ts';
import { countOptions } from '../../../../scoring/interval.ts';
import { findResolution } from '../../../../scoring/resolution.ts';
import type { DisclosedScores, Scores } from '../../../../scoring/scores.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import type { ResearchRound } from '../research-data.ts';
import { nameColumn } from './columns.ts';
import { listMeasurement } from './list-measurement.ts';
import type { QualityRow } from './quality-row.ts';
import { type BundleTable, figure, roundField, text, whole } from './tables.ts';

/** `nonresponse` is undefined of a round that closed before it was counted. */
export interface Published {
  scores: DisclosedScores;
  nonresponse: DisclosedNonresponse | Withheld | undefined;
}

const cells = ['value', 'count', 'of', 'share', 'low', 'high', 'withheld'] as const;

/** In the order of the rounds: what everybody reads of it, and the scores of the bundle. */
export function tabulateQuality(
  rounds: readonly ResearchRound[],
  published: readonly Published[],
  scores: readonly Scores[],
): BundleTable {
  return {
    name: 'quality',
    label: { nl: 'Respons en kwaliteit', en: 'Response and quality' },
    fields: [
      roundField,
      text('measure', 'Maat; README.txt legt elke maat uit', 'Measure; README.txt explains each'),
      text(
        'id',
        'Waarover: stelling, thema, onderdeel of soort',
        'About what: statement, concept, facet or kind',
      ),
      figure('value', 'Waarde', 'Value'),
      whole('count', 'Aantal', 'Count'),
      whole('of', 'Van hoeveel', 'Of how many'),
      figure('share', 'Aandeel', 'Share'),
      figure('low', 'Ondergrens', 'Lower bound'),
      figure('high', 'Bovengrens', 'Upper bound'),
      text('withheld', 'Waarom er niets staat', 'Why nothing is there'),
    ],
    rows: rounds.flatMap((round, place) => {
      const { nonresponse, scores: shown } = published[place]!;
      return [
        ...listRates(nonresponse),
        ...listBounds(round.instrument, shown),
        ...listAnswers(round),
        ...listMeasurement(round, scores[place]!),
      ].map(([measure, id, figures]) => [
        ...[round.number, measure, id],
        ...cells.map((cell) => figures[cell] ?? ''),
      ]);
    }),
  };
}

function listRates(nonresponse: DisclosedNonresponse | Withheld | undefined): QualityRow[] {
  if (!nonresponse || isWithheld(nonresponse)) return [];
  const { partners, people, kinds } = nonresponse;
  return [
    count('rr1', 'partners', partners.complete, partners.of),
    count('rr2', 'partners', partners.answered, partners.of),
    count('rr1', 'people', people.complete, people.of),
    count('rr2', 'people', people.answered, people.of),
    count('broken_off', 'people', people.brokenOff, people.of),
    ...kinds.map(({ kind, answered, of }) => count('rr2_kind', kind ?? '', answered, of)),
  ];
}

/** The mean of each facet and concept if partners without a score had all given the lowest answer, or the highest. */
function listBounds(instrument: Instrument, { coverage, concepts, facets }: DisclosedScores): QualityRow[] {
  return [...concepts, ...facets].map((score): QualityRow => {
    const { partners } = coverage;
    if (isWithheld(score)) return ['mean_bounds', score.id, { of: partners, withheld: score.withheld }];
    const step = findMeanStep(score, instrument);
    const [low, high] = findMeanBounds({ ...score, step }, partners, instrument.scale);
    return ['mean_bounds', score.id, { count: score.n, of: partners, share: score.n / partners, low, high }];
  });
}

/** How far apart two means are that may be shown, in points of the scale. */
function findMeanStep(
  { id, n, coarse }: { id: string; n: number; coarse?: true | undefined },
  { scale, concepts }: Instrument,
): number {
  const facets = concepts.flatMap((concept) => (concept.id === id ? concept.facets : []));
  const own =
    facets.length > 0 ? facets : concepts.flatMap((one) => one.facets.filter((facet) => facet.id === id));
  const options = countOptions(own.flatMap(({ items }) => items).length, scale);
  const points = findResolution(coarse ? Math.min(n, 5) : n, options).mean;
  return (points * (scale.max - scale.min)) / 100;
}

/** Per statement and per page, of the people in the bundle. */
function listAnswers({ instrument, respondents }: ResearchRound): QualityRow[] {
  const pages = instrument.concepts.map(({ id, facets }) => ({
    id,
    items: facets.flatMap((facet) => facet.items.map((item) => item.id)),
  }));
  const all = { id: '', items: pages.flatMap(({ items }) => items) };
  const of = respondents.length;
  return [
    ...all.items.flatMap((item) => [
      count(
        'unknown',
        nameColumn(item),
        respondents.filter(({ answers }) => answers[item] === null).length,
        of,
      ),
      count(
        'open',
        nameColumn(item),
        respondents.filter(({ answers }) => answers[item] === undefined).length,
        of,
      ),
    ]),
    ...[...pages, all].map(({ id, items }) => {
      const described = respondents
        .map(({ answers }) => describeAnswers(items, answers))
        .filter(({ given }) => 2 * given >= items.length);
      return count('same_answer', id, described.filter(({ isSame }) => isSame).length, described.length);
    }),
  ];
}

function count(measure: string, id: string, figure: number | Withheld, of: number): QualityRow {
  if (isWithheld(figure)) return [measure, id, { of, withheld: figure.withheld }];
  return [measure, id, { count: figure, of, ...(of > 0 && { share: figure / of }) }];
}
