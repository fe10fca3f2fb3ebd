/**
 * The table of quality: who did not answer, what was left open, and what that can do to a mean. Rates and bounds are about the
 * whole round, as everybody may see it; what is said of statements and people is about the rows of the answers in the
 * file, so that it tells nothing that is not there.
 */
import { describeAnswers } from '../../../scoring/count-nonresponse.ts';
import type { DisclosedNonresponse } from '../../../scoring/disclose-nonresponse.ts';
import { isWithheld, type Withheld } from '../../../scoring/figure.ts';
import { findMeanBounds } from '../../../scoring/find-mean-bounds.ts';
import { countOptions } from '../../../scoring/interval.ts';
import { findResolution } from '../../../scoring/resolution.ts';
import type { DisclosedScores } from '../../../scoring/scores.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Table } from '../../web/write-csv.ts';
import type { ResearchData } from './research-data.ts';

const header = ['measure', 'id', 'count', 'of', 'share', 'low', 'high', 'withheld'];

type Row = [measure: string, id: string, ...(string | number)[]];

/** `nonresponse` is undefined of a round that closed before it was counted. */
export function tabulateQuality(
  data: ResearchData,
  scores: DisclosedScores,
  nonresponse: DisclosedNonresponse | Withheld | undefined,
): Table {
  return { header, rows: [...listRates(nonresponse), ...listBounds(data, scores), ...listAnswers(data)] };
}

function listRates(nonresponse: DisclosedNonresponse | Withheld | undefined): Row[] {
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
function listBounds({ instrument }: ResearchData, { coverage, concepts, facets }: DisclosedScores): Row[] {
  return [...concepts, ...facets].map((score): Row => {
    const { partners } = coverage;
    if (isWithheld(score)) return ['mean_bounds', score.id, '', partners, '', '', '', score.withheld];
    const step = findMeanStep(score, instrument);
    const [low, high] = findMeanBounds({ ...score, step }, partners, instrument.scale);
    return ['mean_bounds', score.id, score.n, partners, score.n / partners, low, high, ''];
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

/** Per statement and per page, of the people in the file. */
function listAnswers({ instrument, respondents }: ResearchData): Row[] {
  const pages = instrument.concepts.map(({ id, facets }) => ({
    id,
    items: facets.flatMap((facet) => facet.items.map((item) => item.id)),
  }));
  const all = { id: '', items: pages.flatMap(({ items }) => items) };
  const of = respondents.length;
  return [
    ...all.items.flatMap((item) => [
      count('unknown', item, respondents.filter(({ answers }) => answers[item] === null).length, of),
      count('open', item, respondents.filter(({ answers }) => answers[item] === undefined).length, of),
    ]),
    ...[...pages, all].map(({ id, items }) => {
      const described = respondents
        .map(({ answers }) => describeAnswers(items, answers))
        .filter(({ given }) => 2 * given >= items.length);
      return count('same_answer', id, described.filter(({ isSame }) => isSame).length, described.length);
    }),
  ];
}

function count(measure: string, id: string, figure: number | Withheld, of: number): Row {
  if (isWithheld(figure)) return [measure, id, '', of, '', '', '', figure.withheld];
  return [measure, id, figure, of, of === 0 ? '' : figure / of, '', '', ''];
}
