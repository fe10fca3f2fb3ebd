/** Chance that is the same each time: tests and simulations that use it can be done again. */
import { createRequire } from 'node:module';

type Cephes = typeof import('cephes', { with: { 'resolution-mode': 'require' }});
const { ndtri }: Cephes = createRequire(import.meta.url)('cephes');

/** A number from 0 up to 1. */
export type Random = () => number;

/** The generator mulberry32 (Tommy Ettinger); the same seed gives the same numbers on any machine. */
export function seedRandom(seed: number): Random {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Gives a function that draws a whole number from 0 up to and not including `end`. */
export function seedDraws(seed: number): (end: number) => number {
  const random = seedRandom(seed);
  return (end) => Math.floor(random() * end);
}

/** Of the standard normal distribution. */
export function drawNormal(random: Random): number {
  return ndtri(Math.max(random(), 2 ** -33));
}
