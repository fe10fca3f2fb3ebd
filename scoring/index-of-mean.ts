import type { Scale } from '../survey/instrument.ts';

/** The index: a mean as people read it, from 0 to 100. */
export function findIndex(scale: Scale, mean: number): number {
  return (100 * (mean - scale.min)) / (scale.max - scale.min);
}
