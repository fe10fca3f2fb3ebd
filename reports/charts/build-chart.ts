/** What the chart of a mirror draws, as data for the script in the page: rows of scores with their interval. */

import { isWithheld } from '../../scoring/figure.ts';
import type { PartnerFigures } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { toIndex } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';

export interface ChartPoint {
  index: number;
  /** Missing when there is no interval. */
  low?: number;
  high?: number;
}

export interface ChartRow {
  label: string;
  isConcept: boolean;
  /** Missing when withheld. */
  network?: ChartPoint;
  own?: ChartPoint;
}

export interface Chart {
  rows: ChartRow[];
  /** The cut-offs as indices. */
  weak: number;
  strong: number;
  language: Language;
  /** What the zones and the series are called. */
  words: { weak: string; strong: string; own: string; network: string };
}

/** Each concept, followed by its facets: the scores of this partner beside the network's. */
export function buildChart(input: FactsheetInput, partner: PartnerFigures): Chart {
  const { instrument, language } = input;
  const t = wordTexts(language);
  const cutoffs = findCutoffs(instrument);
  return {
    rows: listParts(input).map((part) => ({
      label: shortenName(part.name, 60),
      isConcept: part.isConcept,
      network: toPoint(part.score, instrument),
      own: toOwnPoint(part, partner),
    })),
    weak: toIndex(instrument.scale, cutoffs.weak),
    strong: toIndex(instrument.scale, cutoffs.strong),
    language,
    words: {
      weak: t('words.mirror.weak'),
      strong: t('words.mirror.strong'),
      own: t('words.chart.own'),
      network: t('words.chart.network'),
    },
  };
}

function toPoint(score: Part['score'], { scale }: FactsheetInput['instrument']): ChartPoint | undefined {
  if (!score) return undefined;
  if (isWithheld(score.ci)) return { index: score.index };
  const [low, high] = score.ci;
  return { index: score.index, low: toIndex(scale, low), high: toIndex(scale, high) };
}

function toOwnPoint(part: Part, partner: PartnerFigures): ChartPoint | undefined {
  const figure = (part.isConcept ? partner.concepts : partner.facets)[part.id];
  return figure === undefined || isWithheld(figure) ? undefined : { index: figure.index };
}
