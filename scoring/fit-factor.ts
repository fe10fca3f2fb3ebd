/**
 * One common factor by maximum likelihood: the search behind ω. The loadings follow from the unique variances ψ, so only
 * ψ is searched, on a logarithmic scale, within bounds. Sources: Jöreskog (1967), for the function and its derivatives;
 * Bertsekas (1982), for Newton's method within bounds.
 */
import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix';

/** An item with less variance of its own than this share makes a solution improper (the bound of R's factanal). */
const minUnique = 0.005;
/** The bounds of ln ψ. */
const low = Math.log(minUnique);
const high = 0;
const maxSteps = 200;
/** Of the derivatives, at which a fit has settled. */
const precision = 1e-9;

/** Loadings and unique variances of standardised items; or why there are none. */
export type FactorFit = { loadings: number[]; unique: number[] } | 'improper' | 'unsettled';

/**
 * Fits a matrix of correlations and takes the likeliest proper end. Where two starts do not lead to the same one, it
 * starts once more for each item. `improper` when each end leaves an item no variance of its own, or there is no common
 * factor; `unsettled` when no search ended.
 */
export function fitFactor(correlations: readonly number[][]): FactorFit {
  const matrix = new Matrix(correlations as number[][]);
  const seek = (starts: readonly number[][]) => starts.flatMap((start) => search(matrix, start) ?? []);
  const ends = seek([startAlike(matrix), startShared(matrix)]);
  const isSure = ends.length === 2 && ends.every(isProper) && isSame(ends[0]!, ends[1]!);
  if (!isSure) ends.push(...seek(startApart(matrix)));
  const [first, ...others] = ends.filter(isProper);
  if (!first) return ends.length === 0 ? 'unsettled' : 'improper';
  const best = others.reduce((one, other) => (other.value < one.value - precision ? other : one), first);
  const unique = best.at.map(Math.exp);
  const loadings = best.vector.map((weight, i) => weight * Math.sqrt(unique[i]! * (best.top - 1)));
  return { loadings, unique };
}

function isProper({ at, top }: Place): boolean {
  return top > 1 && at.every((x) => x > low + 1e-6);
}

function isSame(one: Place, other: Place): boolean {
  return Math.abs(one.value - other.value) < precision;
}

/** Half a variance of its own for each item. */
function startAlike({ rows }: Matrix): number[] {
  return new Array<number>(rows).fill(Math.log(0.5));
}

/** What each item shares with the others is common. */
function startShared(matrix: Matrix): number[] {
  const k = matrix.rows;
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  if (Math.min(...realEigenvalues) < 1e-8) return startAlike(matrix);
  const inverse = solve(matrix, Matrix.eye(k)).diagonal();
  return inverse.map((value) => Math.log(Math.min(1, Math.max(minUnique, (1 - 0.5 / k) / value))));
}

/** Each item in turn has far less of its own than the rest: where one is nearly the factor itself. */
function startApart({ rows }: Matrix): number[][] {
  const items = Array.from({ length: rows }, (_none, i) => i);
  return items.map((own) => items.map((i) => Math.log(i === own ? 0.2 : 0.8)));
}

interface Place {
  /** ln ψ. */
  at: number[];
  /** The function to be made small: −2 log-likelihood/n, up to a constant. */
  value: number;
  slope: number[];
  /** The largest latent root of Ψ^(−½) R Ψ^(−½), with its vector. */
  top: number;
  vector: number[];
  curvature: Matrix;
}

/** Newton's method between the bounds, with steps made shorter until they go down; undefined when it does not settle. */
function search(matrix: Matrix, start: number[]): Place | undefined {
  let here = measure(matrix, start);
  for (let step = 0; step < maxSteps; step++) {
    if (findSteepest(here) < precision) return sharpen(matrix, here);
    const next = descend(matrix, here, findDirection(here));
    if (!next) return undefined;
    here = next;
  }
  return undefined;
}

/** One more whole step, when that comes nearer: Newton's method then has all digits. */
function sharpen(matrix: Matrix, here: Place): Place {
  const direction = findDirection(here);
  const next = measure(
    matrix,
    here.at.map((x, i) => Math.min(high, Math.max(low, x + direction[i]!))),
  );
  return findSteepest(next) < findSteepest(here) ? next : here;
}

/** The items that may move: at a bound with the slope pointing outwards one stays where it is. */
function listFree({ at, slope }: Place): number[] {
  return at.flatMap((x, i) => ((x <= low && slope[i]! > 0) || (x >= high && slope[i]! < 0) ? [] : [i]));
}

function findSteepest(place: Place): number {
  return Math.max(0, ...listFree(place).map((i) => Math.abs(place.slope[i]!)));
}

/** Where the curvature goes up every way, Newton's; else with as much added as makes it so. */
function findDirection(here: Place): number[] {
  const { at, slope, curvature } = here;
  const free = listFree(here);
  const direction = at.map(() => 0);
  if (free.length === 0) return direction;
  const part = curvature.selection(free, free);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(part, { assumeSymmetric: true });
  const along = eigenvectorMatrix.transpose().mmul(Matrix.columnVector(free.map((i) => slope[i]!)));
  const scaled = realEigenvalues.map((root, m) => -along.get(m, 0) / Math.max(Math.abs(root), 1e-9));
  const solved = eigenvectorMatrix.mmul(Matrix.columnVector(scaled));
  for (const [place, i] of free.entries()) direction[i] = solved.get(place, 0);
  return direction;
}

function descend(matrix: Matrix, here: Place, direction: readonly number[]): Place | undefined {
  const longest = Math.max(...direction.map(Math.abs));
  for (let length = Math.min(1, 2 / longest); length > 1e-10; length /= 2) {
    const at = here.at.map((x, i) => Math.min(high, Math.max(low, x + length * direction[i]!)));
    const next = measure(matrix, at);
    const gain = here.slope.reduce((sum, slope, i) => sum + slope * (at[i]! - here.at[i]!), 0);
    if (next.value <= here.value + 1e-4 * gain || isFlatter(next, here)) return next;
  }
  return undefined;
}

/** So near the end that the function itself has no digits left to compare, its slope still has. */
function isFlatter(next: Place, here: Place): boolean {
  return Math.abs(next.value - here.value) < 1e-12 && findSteepest(next) < findSteepest(here) / 2;
}

/**
 * F = Σ ln ψ + ln θ₁ + 1 + Σ θ over the other latent roots, its slope 1 − r_ii/ψ_i + (θ₁ − 1) ω_i² and its curvature, where
 * θ are the roots and ω₁ the first vector of Ψ^(−½) R Ψ^(−½).
 */
function measure(matrix: Matrix, at: number[]): Place {
  const k = at.length;
  const shrink = at.map((x) => Math.exp(-x / 2));
  const scaled = new Matrix(k, k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) scaled.set(i, j, matrix.get(i, j) * shrink[i]! * shrink[j]!);
  const { realEigenvalues: roots, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(scaled, {
    assumeSymmetric: true,
  });
  const first = roots.indexOf(Math.max(...roots));
  const top = roots[first]!;
  const vector = vectors.getColumn(first);
  // The trace is taken from the roots: near a perfect fit θ₁ is far larger than all others together.
  const rest = roots.reduce((sum, root, m) => (m === first ? sum : sum + root), 0);
  const curvature = new Matrix(k, k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let mixed = 0;
      for (const [m, root] of roots.entries()) {
        if (m === first) continue;
        mixed += (vectors.get(i, m) * vectors.get(j, m) * (top + root)) / Math.max(top - root, 1e-12);
      }
      const product = vector[i]! * vector[j]!;
      const second = (i === j ? scaled.get(i, i) : 0) - top * product ** 2 - (top - 1) * product * mixed;
      curvature.set(i, j, second);
      curvature.set(j, i, second);
    }
  }
  return {
    at,
    value: at.reduce((sum, x) => sum + x, 0) + Math.log(top) + 1 + rest,
    slope: at.map((_x, i) => 1 - scaled.get(i, i) + (top - 1) * vector[i]! ** 2),
    top,
    vector,
    curvature,
  };
}
