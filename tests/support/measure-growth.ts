/**
 * How work grows with its size, where there is nothing to count: the same work on `n` and on eight times as much, in
 * the same run and taking turns, each the best of several. Linear work gives about 8, quadratic about 64.
 */
export function measureGrowth(work: (size: number) => unknown, size: number, tries = 5): number {
  const best = [Infinity, Infinity] as [number, number];
  for (let attempt = 0; attempt <= tries; attempt += 1) {
    for (const [index, factor] of [1, 8].entries()) {
      const start = process.cpuUsage();
      work(size * factor);
      const { user } = process.cpuUsage(start);
      // The first time is for the compiler.
      if (attempt > 0) best[index] = Math.min(best[index]!, Math.max(user, 200));
    }
  }
  return best[1] / best[0];
}
