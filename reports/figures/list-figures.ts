/**
 * The table behind the chart: the same figures as words, for those who cannot see a chart and those who want every
 * figure.
 */

import { isWithheld } from '../../scoring/figure.ts';
import type { ConceptFigures } from '../../scoring/scores.ts';
import type { Scale } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { wordTexts } from '../words/texts.ts';
import { findChange, type PartChange } from './describe-change.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { listParts } from './list-parts.ts';

export interface FigureRow {
  name: string;
  isConcept: boolean;
  /** Missing when withheld. */
  figures?: { score: string; interval: string; n: number } | undefined;
  /** Since the previous round, and on how many partners that rests; missing when withheld, or without such a round. */
  since?: { look: string; sign: string; text: string; matched: number } | undefined;
}

/** Each concept, followed by its facets. */
export function listFigures(input: FactsheetInput): FigureRow[] {
  const { instrument, language } = input;
  const format = formatsOf(language);
  return listParts(input).map(({ id, name, isConcept, score }) => ({
    name,
    isConcept,
    since: describeSince(findChange(input, { id, isConcept }), language),
    figures: score && {
      score: format.index(score.index),
      interval: describeInterval(score.ci, instrument.scale, language),
      n: score.n,
    },
  }));
}

/** '74,0 tot 88,5', or that there is none. */
export function describeInterval(interval: ConceptFigures['ci'], scale: Scale, language: Language): string {
  const t = wordTexts(language);
  if (isWithheld(interval)) return t('words.table.noInterval');
  const [low, high] = interval.map((bound) => formatsOf(language).index(toIndex(scale, bound)));
  return t('words.table.range', { low, high });
}

function describeSince(change: PartChange | undefined, language: Language): FigureRow['since'] {
  if (!change?.matched) return undefined;
  const { look, sign, mark, verdict, difference, matched } = change;
  const words = [...(mark ? [verdict] : []), ...(difference ? [difference] : [])];
  return { look, sign, matched, text: words.join(' ') || wordTexts(language)('words.table.same') };
}
