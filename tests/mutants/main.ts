/**
 * `npm run mutants`: applies each mutant to a copy of the repository and runs the test that must fail of it. Prints a
 * line for each. Ends with exit code 1 when one survived, or proved nothing: its text was not found, its test fails
 * without it too, or no test ran.
 *
 * `npm run mutants -- ID … FILE …` does only those: ids, or the files of rules or tests. `--at-once 1` takes one
 * processor instead of two.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { makeCopy } from './copy.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { type Result, runMutants } from './run-mutants.ts';
import { shareServer } from './share-server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'at-once': { type: 'string', default: String(Math.min(2, availableParallelism())) } },
});
const wanted = mutants.filter(
  ({ id, file, test }) =>
    positionals.length === 0 || [id, file, test].some((one) => positionals.includes(one)),
);
if (wanted.length === 0) {
  console.error(`No mutant has the id or file ${positionals.join(', ')}.`);
  process.exit(2);
}

// So that what is made for the run goes with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
shareServer(wanted);

/** Mutants with the same test follow each other: it is run once without them. */
const groups = [...Map.groupBy(wanted, ({ test, name }) => JSON.stringify([test, name])).values()];
const results: Result[] = [];

/** One processor's work, on a copy of its own. */
async function work(): Promise<void> {
  const root = makeCopy();
  for (let group: Mutant[] | undefined = groups.shift(); group; group = groups.shift()) {
    for await (const result of runMutants(root, group)) {
      results.push(result);
      console.log(describe(result));
    }
  }
}

function describe({ mutant, state, detail, seconds }: Result): string {
  const first = `${state.padEnd(9)} ${mutant.id} (${seconds.toFixed(0)} s): ${mutant.means}`;
  return state === 'killed'
    ? `${first}\n          by ‘${detail}’`
    : `${first}\n          ${mutant.file} · ${detail}`;
}

const atOnce = Math.min(2, Math.max(1, Number(values['at-once']) || 1), groups.length);
await Promise.all(Array.from({ length: atOnce }, work));

const of = (state: Result['state']) => results.filter((result) => result.state === state);
for (const { mutant, detail } of [...of('survived'), ...of('unproven')]) {
  console.error(`\n${mutant.id}: ${mutant.means}\n  ${mutant.file}\n  - ${mutant.from}\n  + ${mutant.to}`);
  console.error(`  ${mutant.test}${mutant.name === undefined ? '' : ` · ${mutant.name}`}: ${detail}`);
}
const unproven = of('unproven').length;
console.log(
  `\n${of('killed').length} killed, ${of('survived').length} survived${unproven > 0 ? `, ${unproven} proved nothing` : ''}`,
);
process.exitCode = of('killed').length === results.length ? 0 : 1;
