/**
 * Quantiles of Student's t and of F: those of cephes, in WebAssembly, so that they are the same on any machine.
 * `tests/unit/scoring/reference.test.ts` compares them with R.
 */
import { createRequire } from 'node:module';

type Cephes = typeof import('cephes', { with: { 'resolution-mode': 'require' }});

// As CommonJS it is ready once loaded; as a module it would make every caller await a promise.
const { fdtri, stdtri }: Cephes = createRequire(import.meta.url)('cephes');

/** The t that a share `p` of the distribution lies below. */
export function findT(p: number, freedom: number): number {
  return stdtri(freedom, p);
}

/** The F that a share `p` of the distribution lies below; cephes asks for the share above it. */
export function findF(p: number, numerator: number, denominator: number): number {
  return fdtri(numerator, denominator, 1 - p);
}
