/**
 * How finely a figure of partners is shown to whoever may not see the answers. Exact figures are puzzles: of five
 * partners the exact mean, s and AD have one solution in five rounds of six. So the fewer partners, the larger the
 * steps; `docs/decisions/0035-one-resolution.md` says how each step was chosen, and
 * `tests/unit/scoring/enumeration` lists what partners can have scored behind what is shown.
 */
import type { Scale } from '../survey/instrument.ts';
import { type Interval, isWithheld, type Withheld } from './figure.ts';
import { spreadFrom } from './scores.ts';
import { tolerance } from './tolerance.ts';
import { tooFew } from './withholding.ts';

/** In points of the index, which are hundredths of the scale. */
export interface Resolution {
  /** A mean, an index, a difference: to the nearest multiple. */
  mean: number;
  /** A bound of an interval: outward to a multiple. Missing: no interval at all. */
  bound?: number;
  /** May s, AD, r*wg and the ICCs be shown? */
  hasSpread: boolean;
}

type Table = readonly [from: number, mean: number, bound: number | undefined][];
/** From so many partners on. */
const table: Table = [
  [20, 1, 1],
  [10, 1, 5],
  [7, 5, 10],
  [0, 5, 20],
];
/** A difference has no class, but a verdict beside its interval: that tells more of five or six small movements. */
const tableOfDifference: Table = [...table.slice(0, -1), [0, 10, 25]];
/** One question leaves a partner so few scores to choose from that the same steps would give most of them away. */
const tableOfOneQuestion: Table = [
  [20, 1, 5],
  [15, 1, 10],
  [10, 5, 25],
  [7, 10, undefined],
  [0, 20, undefined],
];
/** The scores that one person can have on two questions from 1 to 5. */
const manyOptions = 9;

/** Of a figure over n partners; `options`: how many scores one person can have on it. */
export function findResolution(n: number, options = manyOptions): Resolution {
  return readTable(options < manyOptions ? tableOfOneQuestion : table, n);
}

/** The same of a difference between two rounds over n partners in both. */
function findDifferenceResolution(n: number, options = manyOptions): Resolution {
  return options < manyOptions ? findResolution(n, options) : readTable(tableOfDifference, n);
}

function readTable(steps: Table, n: number): Resolution {
  const [, mean, bound] = steps.find(([from]) => n >= from)!;
  return { mean, ...(bound && { bound }), hasSpread: n >= spreadFrom };
}

/** How a result chooses its steps. */
export interface Steps {
  fine: (n: number, options?: number) => Resolution;
  /** However many partners there are, as if five: for a figure that tells something about one to four of them. */
  coarse: (n: number, options?: number) => Resolution;
  /** Of a difference between two rounds; without a bound the verdict stands alone. */
  difference: (n: number, options?: number) => Resolution;
  isFinal: boolean;
}

/** Nobody can answer any more. */
export const finalSteps: Steps = {
  fine: findResolution,
  coarse: (n, options) => findResolution(Math.min(n, 5), options),
  difference: findDifferenceResolution,
  isFinal: true,
};

/**
 * While people answer. Who reads before and after one of them would find that answer in the final steps in 5 to 20 of a
 * hundred networks, and from ten partners on nearly always. On one question it is found whatever the steps are, because
 * the class alone tells it: so that waits.
 */
export const interimSteps: Steps = {
  fine: () => ({ mean: 10, hasSpread: false }),
  coarse: () => ({ mean: 10, hasSpread: false }),
  difference: () => ({ mean: 10, hasSpread: false }),
  isFinal: false,
};

/** Has a person so few scores to choose from on this figure that it waits until nobody can answer any more? */
export function mustWait({ isFinal }: Steps, options = manyOptions): boolean {
  return !isFinal && options < manyOptions;
}

/** s and AD: to 2.5 points of the index, a decimal of the scale from 1 to 5. */
const spreadStep = 2.5;

/** To the nearest multiple; from the middle away from 0, whatever the computer made of the last digit. */
function roundTo(step: number, figure: number): number {
  // Adding 0 makes 0 of -0.
  return Math.sign(figure) * Math.floor(Math.abs(figure) / step + 0.5 + tolerance) * step + 0;
}

export function roundIndex(index: number, { mean }: Resolution): number {
  return roundTo(mean, index);
}

/** A mean on this scale, to the same step as its index. */
export function roundMean(mean: number, resolution: Resolution, scale: Scale): number {
  return toMean(roundIndex(toPoints(mean - scale.min, scale), resolution), scale);
}

/** A difference between two means on this scale. */
export function roundDifference(difference: number, resolution: Resolution, scale: Scale): number {
  return fromPoints(roundIndex(toPoints(difference, scale), resolution), scale);
}

/** Outward, and not over the ends of the scale, where nobody can be. */
export function widenInterval(
  interval: Interval | Withheld,
  { bound }: Resolution,
  scale: Scale,
): Interval | Withheld {
  if (isWithheld(interval)) return interval;
  if (bound === undefined) return tooFew;
  const [low, high] = widen(interval.map((end) => toPoints(end - scale.min, scale)) as Interval, bound);
  return [toMean(Math.max(0, low), scale), toMean(Math.min(100, high), scale)];
}

/** The interval of a difference, outward to multiples of `bound`, and not beyond the whole scale. */
export function widenDifference(interval: Interval, bound: number, scale: Scale): Interval {
  const points = widen(interval.map((end) => toPoints(end, scale)) as Interval, bound);
  return points.map((end) => fromPoints(Math.min(100, Math.max(-100, end)), scale)) as Interval;
}

function widen([low, high]: Interval, step: number): Interval {
  return [Math.floor(low / step + tolerance) * step + 0, Math.ceil(high / step - tolerance) * step + 0];
}

/** s or AD, in the unit of the scale. */
export function roundSpread(
  figure: number | Withheld,
  { hasSpread }: Resolution,
  scale: Scale,
): number | Withheld {
  if (!hasSpread) return tooFew;
  return isWithheld(figure) ? figure : fromPoints(roundTo(spreadStep, toPoints(figure, scale)), scale);
}

/** The interval of a coefficient: outward to two decimals. */
export function widenShares(interval: Interval): Interval {
  const [low, high] = widen(interval.map((end) => 100 * end) as Interval, 1);
  return [low / 100, high / 100];
}

/** A share or a coefficient: two decimals. */
export function roundShare(figure: number | Withheld): number | Withheld {
  return isWithheld(figure) ? figure : roundTo(1, 100 * figure) / 100;
}

/** r*wg, which is s once more: to a twentieth, so that it tells no more than s in its steps. */
export function roundAgreement(figure: number | Withheld): number | Withheld {
  return isWithheld(figure) ? figure : roundTo(5, 100 * figure) / 100;
}

function toPoints(difference: number, { min, max }: Scale): number {
  return (100 * difference) / (max - min);
}

function fromPoints(points: number, { min, max }: Scale): number {
  return (points * (max - min)) / 100;
}

/** In one division, so that 66 points of 1 to 5 are 3.64 and not 3.6400000000000001. */
function toMean(points: number, { min, max }: Scale): number {
  return (100 * min + points * (max - min)) / 100;
}
