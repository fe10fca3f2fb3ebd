/**
 * What helps and what hinders the collaboration from outside, in a box of its own: a condition is not a concept, and
 * neither a strength nor a weakness. Scores stored before conditions were asked have none, and no box.
 */

import { isWithheld } from '../../scoring/figure.ts';
import type { ConditionScore } from '../../scoring/scores.ts';
import { type Condition, type Conditions, findConditionCutoffs } from '../../survey/instrument.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import { conditionTexts } from './texts.ts';

export interface ConditionRow {
  name: string;
  /** Missing when withheld. */
  figures?: {
    class: 'hindering' | 'neither' | 'helping';
    verdict: string;
    mean: string;
    interval: string;
    n: number;
    /** Where mean and interval lie on a line from 0 to 100. */
    mark: { at: number; from: number; to: number };
  };
}

export interface ConditionsView {
  /** How to read it, or why there is nothing. */
  notes: string[];
  /** Empty when nothing may be shown. */
  rows: ConditionRow[];
  /** Where the cut-offs lie on that line. */
  cutoffs: number[];
}

/** Undefined when this round did not ask about conditions. */
export function describeConditions({
  instrument,
  scores,
  language,
}: FactsheetInput): ConditionsView | undefined {
  const { conditions } = instrument;
  if (!conditions || !scores.conditions) return undefined;
  const t = conditionTexts(language);
  const { number } = formatsOf(language);
  const { hindering, helping } = findConditionCutoffs(conditions);
  const found = conditions.items.map((item) => ({
    item,
    score: scores.conditions?.find(({ id }) => id === item.id),
  }));
  if (found.every(({ score }) => !score || isWithheld(score)))
    return { notes: [t('conditions.withheld')], rows: [], cutoffs: [] };
  const { min, max } = conditions.scale;
  return {
    notes: [
      t('conditions.reading.scale', { min, max, hindering: number(hindering), helping: number(helping) }),
      t('conditions.reading.apart'),
    ],
    rows: found.map(({ item, score }) => describeRow(conditions, item, score, language)),
    cutoffs: [hindering, helping].map((cutoff) => place(conditions, cutoff)),
  };
}

function describeRow(
  conditions: Conditions,
  item: Condition,
  score: ConditionScore | undefined,
  language: FactsheetInput['language'],
): ConditionRow {
  const name = titlePart(item, language);
  if (!score || isWithheld(score)) return { name };
  const t = conditionTexts(language);
  const { number } = formatsOf(language);
  const interval = isWithheld(score.ci) ? undefined : score.ci;
  const [low, high] = (interval ?? [score.mean, score.mean]).map((bound) => clip(conditions, bound)) as [
    number,
    number,
  ];
  return {
    name,
    figures: {
      class: score.class,
      verdict: t(`conditions.class.${score.class}.${score.certainty}`),
      mean: number(score.mean),
      interval: interval
        ? wordTexts(language)('words.table.range', { low: number(low), high: number(high) })
        : wordTexts(language)('words.table.noInterval'),
      n: score.n,
      mark: {
        at: place(conditions, score.mean),
        from: place(conditions, low),
        to: place(conditions, high),
      },
    },
  };
}

/** An interval may reach past the scale, where nobody can answer. */
function clip({ scale }: Conditions, value: number): number {
  return Math.min(scale.max, Math.max(scale.min, value));
}

function place({ scale: { min, max } }: Conditions, value: number): number {
  return Math.round((1000 * (value - min)) / (max - min)) / 10;
}
