/**
 * The scores of a bundle: of the answers that are in it and of no others, to the last digit. The published result has other
 * figures, because more people are behind it.
 */
import { isWithheld, type Withheld } from '../../../../scoring/figure.ts';
import { scoreNetwork } from '../../../../scoring/score-network.ts';
import type { Scores } from '../../../../scoring/scores.ts';
import type { ResearchRound } from '../research-data.ts';
import { type BundleTable, figure, roundField, text, whole } from './tables.ts';

/** The partners that are not in the bundle count for how sure a mean is, as they do in the result. */
export function scoreRound({
  instrument,
  partners,
  partnersInRound,
  respondents,
  ties,
}: ResearchRound): Scores {
  const absent = Array.from(
    { length: partnersInRound - partners.length },
    (_none, place) => `absent ${place}`,
  );
  return scoreNetwork({
    instrument,
    partners: [...partners.map(({ code }) => code), ...absent].map((id) => ({
      id,
      name: id,
      kind: null,
      size: null,
    })),
    responses: respondents.map(({ id, ...one }) => ({ respondent: id, ...one })),
    ties,
  });
}

const figures = ['mean', 'sd', 'ad', 'rwg', 'index', 'within'] as const;

/** A row for each facet, concept and condition of the network, and for each facet and concept of a partner. */
export function tabulateScores(rounds: readonly ResearchRound[], scores: readonly Scores[]): BundleTable {
  return {
    name: 'scores',
    label: { nl: 'Scores, berekend uit dit bestand', en: 'Scores, computed from this file' },
    fields: [
      roundField,
      text('level', 'network of partner', 'network or partner'),
      text('partner', 'Code van de partner; leeg: het netwerk', 'Code of the partner; empty: the network'),
      text('part', 'facet, concept of condition', 'facet, concept or condition'),
      text('id', 'Onderdeel, thema of omstandigheid', 'Facet, concept or condition'),
      whole(
        'n',
        'Partners met een score; bij een partner: mensen',
        'Partners with a score; of a partner: people',
      ),
      figure('mean', 'Gemiddelde op de schaal', 'Mean on the scale'),
      figure('sd', 'Standaardafwijking tussen partners', 'Standard deviation between partners'),
      figure('ad', 'Gemiddelde afwijking tussen partners', 'Average deviation between partners'),
      figure('rwg', 'Overeenstemming r*wg', 'Agreement r*wg'),
      figure('index', 'Score van 0 tot 100', 'Score from 0 to 100'),
      figure('within', 'Variantie tussen mensen van één partner', 'Variance of people within partners'),
      figure('ci_low', 'Ondergrens van het 95%-interval', 'Lower bound of the 95% interval'),
      figure('ci_high', 'Bovengrens van het 95%-interval', 'Upper bound of the 95% interval'),
      text('class', 'Oordeel', 'Class'),
      text('certainty', 'Zekerheid van het oordeel', 'Certainty of the class'),
    ],
    rows: rounds.flatMap((round, place) => listRows(round.number, scores[place]!)),
  };
}

type Row = (string | number)[];

interface Score {
  id: string;
  n: number;
  mean: number;
  ci: [number, number] | Withheld;
  class?: string;
  certainty?: string;
}

function listRows(round: number, { facets, concepts, conditions = [], partners }: Scores): Row[] {
  const network = (part: string, list: readonly ({ id: string } & (Partial<Score> | Withheld))[]) =>
    list.flatMap((score): Row[] => {
      if (isWithheld(score)) return [];
      const found = score as Score & Partial<Record<(typeof figures)[number], number | Withheld>>;
      const [low, high] = isWithheld(found.ci) ? ['', ''] : found.ci;
      return [
        [
          ...[round, 'network', '', part, found.id, found.n],
          ...figures.map((name) => write(found[name])),
          ...[low, high, found.class ?? '', found.certainty ?? ''],
        ],
      ];
    });
  const own = partners.flatMap((partner): Row[] => {
    if (isWithheld(partner)) return [];
    return (['facets', 'concepts'] as const).flatMap((part) =>
      Object.entries(partner[part]).flatMap(([id, score]): Row[] => {
        if (isWithheld(score)) return [];
        const { mean, index } = score;
        const start = [round, 'partner', partner.id, part.slice(0, -1), id, partner.respondents];
        return [[...start, mean, '', '', '', index, '', '', '', '', '']];
      }),
    );
  });
  return [
    ...network('facet', facets),
    ...network('concept', concepts),
    ...network('condition', conditions),
    ...own,
  ];
}

function write(value: number | Withheld | undefined): number | string {
  return value === undefined || isWithheld(value) ? '' : value;
}
