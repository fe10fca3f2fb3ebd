/** The picture of all themes as rows: each concept and facet with its own label, its sign, its band and its score. */
import { isWithheld } from '../../scoring/figure.ts';
import type { FacetClass } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { describeClass } from '../figures/describe-figures.ts';
import { scoreThen } from '../figures/earlier-scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { type Band, type BandZones, describeBand } from './describe-band.ts';

export interface BandRow {
  name: string;
  isConcept: boolean;
  /** Missing when withheld. */
  shown?: { band: Band; score: string; sign: string; look: string; verdict: string } | undefined;
}

export const signs: Record<FacetClass, string> = { strong: '+', attention: '±', weak: '−', unequal: '−' };

/** Each concept, followed by its facets. */
export function listBands(input: FactsheetInput): BandRow[] {
  const zones = findZones(input);
  return listParts(input).map((part) => ({
    name: shortenName(part.name, 80),
    isConcept: part.isConcept,
    shown: describeShown(input, part, zones),
  }));
}

/** The cut-offs in points of the score. */
function findZones({ instrument }: FactsheetInput): BandZones {
  const { weak, strong } = findCutoffs(instrument);
  return { low: toIndex(instrument.scale, weak), high: toIndex(instrument.scale, strong) };
}

function describeShown(input: FactsheetInput, part: Part, zones: BandZones): BandRow['shown'] {
  const { score } = part;
  if (!score) return undefined;
  const { instrument, language } = input;
  const own = 'class' in score ? score.class : undefined;
  return {
    band: describeBand({
      look: own ?? 'theme',
      score: score.index,
      interval: isWithheld(score.ci)
        ? score.ci
        : [toIndex(instrument.scale, score.ci[0]), toIndex(instrument.scale, score.ci[1])],
      earlier: scoreThen(input, part),
      zones,
    }),
    score: formatsOf(language).index(score.index),
    sign: own ? signs[own] : '',
    look: own ?? 'theme',
    verdict: 'class' in score ? describeClass(score, language) : '',
  };
}
