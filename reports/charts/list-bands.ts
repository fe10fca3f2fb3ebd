/** The picture of all themes as rows: each concept and facet with its own label, its sign, its band and its score. */
import type { FacetClass } from '../../scoring/scores.ts';
import { describeClass } from '../figures/describe-figures.ts';
import { scoreThen } from '../figures/earlier-scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { type Band, describeBand, findZones, toPoints } from './describe-band.ts';

export interface BandRow {
  name: string;
  isConcept: boolean;
  /** Missing when withheld. */
  shown?: { band: Band; score: string; sign: string; look: string; verdict: string } | undefined;
}

export const signs: Record<FacetClass, string> = { strong: '+', attention: '±', weak: '−', unequal: '−' };

/** Each concept, followed by its facets. */
export function listBands(input: FactsheetInput): BandRow[] {
  return listParts(input).map((part) => ({
    name: shortenName(part.name, 80),
    isConcept: part.isConcept,
    shown: describeShown(input, part),
  }));
}

function describeShown(input: FactsheetInput, part: Part): BandRow['shown'] {
  const { score } = part;
  if (!score) return undefined;
  const { language } = input;
  const own = 'class' in score ? score.class : undefined;
  return {
    band: drawScore(input, part)!,
    score: formatsOf(language).index(score.index),
    sign: own ? signs[own] : '',
    look: own ?? 'theme',
    verdict: 'class' in score ? describeClass(score, language) : '',
  };
}

/** The band of one concept or facet; undefined when its score is withheld. */
export function drawScore(input: FactsheetInput, part: Part): Band | undefined {
  const { score } = part;
  const { instrument } = input;
  return (
    score &&
    describeBand({
      look: 'class' in score ? score.class : 'theme',
      score: score.index,
      interval: toPoints(score.ci, instrument.scale),
      earlier: scoreThen(input, part),
      zones: findZones(instrument),
    })
  );
}
