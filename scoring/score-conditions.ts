/**
 * What lies around the network and helps or hinders it. A condition stands on its own: a question, the mean of each
 * partner's people, the mean over the partners, and a class. It has no part in a concept, in a strength or weakness,
 * in α or in the conclusion.
 */
import { type Conditions, findConditionCutoffs, type Instrument } from '../survey/instrument.ts';
import { analyseVariance, findWithin } from './agreement.ts';
import { AnswerTable } from './answer-table.ts';
import type { Interval } from './figure.ts';
import { findInterval } from './interval.ts';
import { scorePartners } from './score-partners.ts';
import type { Certainty, ConditionClass, ConditionScore } from './scores.ts';
import { describeSpread, findDeviation } from './spread.ts';
import { isAbove, isBelow } from './tolerance.ts';

/** The answers about the conditions by partner, on their own scale. */
export interface ConditionTable {
  conditions: Conditions;
  answers: AnswerTable;
}

/** An empty table for these partners; undefined when the instrument asks no conditions. */
export function createConditionTable(
  instrument: Instrument,
  partners: Iterable<string>,
): ConditionTable | undefined {
  const { conditions, id, version } = instrument;
  if (!conditions) return undefined;
  const { scale, items } = conditions;
  const facets = items.map((item) => ({ id: item.id, items: [{ id: item.id }] }));
  const concepts = [{ id: 'conditions', facets }];
  return { conditions, answers: new AnswerTable({ id, version, scale, concepts }, partners) };
}

/** Each condition in the order of the page, over the partners of which somebody answered it. */
export function scoreConditions(
  { conditions, answers }: ConditionTable,
  partnersInNetwork: number,
): ConditionScore[] {
  const partners = scorePartners(answers);
  return conditions.items.map(({ id }, index): ConditionScore => {
    const spread = describeSpread(partners.flatMap((partner) => partner.facets[index] ?? []));
    if (!spread) return { id, withheld: 'minimum' };
    const groups = partners.flatMap((partner) => partner.respondentFacets[index] ?? []);
    const interval = findInterval(spread, {
      partners: partnersInNetwork,
      respondents: groups.map((group) => group.n),
      within: findWithin(analyseVariance(groups)),
      scale: conditions.scale,
      step: 1,
    });
    return {
      id,
      n: spread.n,
      mean: spread.mean,
      sd: findDeviation(spread) ?? { withheld: 'undefined' },
      ad: spread.ad,
      ci: interval ?? { withheld: 'undefined' },
      ...classifyCondition(conditions, spread.mean, interval),
      scale: { min: conditions.scale.min, max: conditions.scale.max },
    };
  });
}

/** `likely` when the interval reaches over a cut-off that would change the class, or when there is none. */
function classifyCondition(
  conditions: Conditions,
  mean: number,
  interval: Interval | undefined,
): { class: ConditionClass; certainty: Certainty } {
  const { hindering, helping } = findConditionCutoffs(conditions);
  const name = (figure: number): ConditionClass => {
    if (!isAbove(figure, hindering)) return 'hindering';
    return isBelow(figure, helping) ? 'neither' : 'helping';
  };
  const found = name(mean);
  return { class: found, certainty: interval?.every((bound) => name(bound) === found) ? 'clear' : 'likely' };
}
