/** What becomes of mutants that have their test in common. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutant, mutate } from './mutant.ts';
import { runTests } from './run-tests.ts';

export interface Result {
  mutant: Mutant;
  /** unproven: nothing was shown, neither that the rule is held nor that it is not. */
  state: 'killed' | 'survived' | 'unproven';
  /** The title of the test that failed, or why nothing was proven. */
  detail: string;
  seconds: number;
}

/** Runs the test as it is, then with each mutant. `root` is a copy that may be changed; each change is undone. */
export async function* runMutants(root: string, group: readonly Mutant[]): AsyncGenerator<Result> {
  const { test, name } = group[0]!;
  const { passed, failed, broken } = await runTests(root, test, name);
  const why =
    broken ??
    (failed.length > 0
      ? `fails without the mutant: ${failed[0]}`
      : passed === 0
        ? 'no test has this title'
        : undefined);
  for (const mutant of group) {
    const start = performance.now();
    const outcome = why === undefined ? await runMutant(root, mutant) : unproven(why);
    yield { mutant, ...outcome, seconds: (performance.now() - start) / 1000 };
  }
}

async function runMutant(root: string, mutant: Mutant): Promise<Pick<Result, 'state' | 'detail'>> {
  const changed = mutate(mutant, root);
  if (changed === undefined) return unproven('the text to change does not stand there exactly once');
  const path = join(root, mutant.file);
  const original = readFileSync(path);
  writeFileSync(path, changed);
  try {
    const { passed, failed, broken } = await runTests(root, mutant.test, mutant.name);
    if (failed[0] !== undefined) return { state: 'killed', detail: failed[0] };
    // A mutant that can't be read, or stops the setup, shows nothing about the rule.
    if (broken !== undefined || passed === 0) return unproven(broken ?? 'no test ran');
    return { state: 'survived', detail: `${passed} passed` };
  } finally {
    writeFileSync(path, original);
  }
}

function unproven(detail: string): Pick<Result, 'state' | 'detail'> {
  return { state: 'unproven', detail };
}
