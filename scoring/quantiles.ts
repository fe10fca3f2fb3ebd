/**
 * Quantiles and tails of Student's t, F and χ²: those of cephes, in WebAssembly, so that they are the same on any
 * machine. `tests/unit/scoring/reference.test.ts` compares them with R.
 */
import { createRequire } from 'node:module';

type Cephes = typeof import('cephes', { with: { 'resolution-mode': 'require' }});

// As CommonJS it is ready once loaded; as a module it would make every caller await a promise.
const { chdtri, fdtrc, fdtri, stdtr, stdtri }: Cephes = createRequire(import.meta.url)('cephes');

/** The t that a share `p` of the distribution lies below. */
export function findT(p: number, freedom: number): number {
  return stdtri(freedom, p);
}

/** The share of the distribution of t that lies as far from 0 as `t` or further, on both sides. */
export function findTails(t: number, freedom: number): number {
  return 2 * stdtr(freedom, -Math.abs(t));
}

/** The F that a share `p` of the distribution lies below; cephes asks for the share above it. */
export function findF(p: number, numerator: number, denominator: number): number {
  return fdtri(numerator, denominator, 1 - p);
}

/** The share of the distribution of F that lies above `f`. */
export function findTail(f: number, numerator: number, denominator: number): number {
  return fdtrc(numerator, denominator, f);
}

/** The χ² that a share `p` of the distribution lies below; cephes asks for the share above it. */
export function findChiSquare(p: number, freedom: number): number {
  return chdtri(freedom, 1 - p);
}
