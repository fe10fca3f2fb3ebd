/**
 * What helps and what hinders the collaboration from outside, in a box of its own: a condition is not a concept, and
 * neither a strength nor a weakness. Scores stored before conditions were asked have none, and no box.
 */

import { isWithheld } from '../../scoring/figure.ts';
import type { ConditionClass, ConditionScore } from '../../scoring/scores.ts';
import { type Condition, type Conditions, findConditionCutoffs } from '../../survey/instrument.ts';
import { type Band, type BandLook, type BandZones, describeBand } from '../charts/describe-band.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { titlePart } from '../words/name-part.ts';
import { conditionTexts } from './texts.ts';

const looks: Record<ConditionClass, BandLook> = {
  hindering: 'weak',
  neither: 'attention',
  helping: 'strong',
};
const conditionSigns: Record<ConditionClass, string> = { hindering: '−', neither: '±', helping: '+' };

export interface ConditionRow {
  name: string;
  /** Missing when withheld. */
  figures?: {
    class: ConditionClass;
    sign: string;
    verdict: string;
    score: string;
    n: number;
    band: Band;
  };
}

export interface ConditionsView {
  /** How to read it, or why there is nothing. */
  notes: string[];
  /** Empty when nothing may be shown. */
  rows: ConditionRow[];
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
  const { index } = formatsOf(language);
  const found = conditions.items.map((item) => ({
    item,
    score: scores.conditions?.find(({ id }) => id === item.id),
  }));
  if (found.every(({ score }) => !score || isWithheld(score)))
    return { notes: [t('conditions.withheld')], rows: [] };
  const { low, high } = findZones(conditions);
  return {
    notes: [
      t('conditions.reading.scale', { hindering: index(low), helping: index(high) }),
      t('conditions.reading.apart'),
    ],
    rows: found.map(({ item, score }) => describeRow(conditions, item, score, language)),
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
  const place = (value: number) => toIndex(conditions.scale, value);
  return {
    name,
    figures: {
      class: score.class,
      sign: conditionSigns[score.class],
      verdict: conditionTexts(language)(`conditions.class.${score.class}.${score.certainty}`),
      score: formatsOf(language).index(place(score.mean)),
      n: score.n,
      band: describeBand({
        look: looks[score.class],
        score: place(score.mean),
        interval: isWithheld(score.ci) ? score.ci : [place(score.ci[0]), place(score.ci[1])],
        zones: findZones(conditions),
      }),
    },
  };
}

function findZones(conditions: Conditions): BandZones {
  const { hindering, helping } = findConditionCutoffs(conditions);
  return { low: toIndex(conditions.scale, hindering), high: toIndex(conditions.scale, helping) };
}
