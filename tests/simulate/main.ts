/**
 * `npm run simulate`: the operating characteristics of the scoring rules, as tables for `docs/method.md`; with options,
 * those of a study that somebody plans. `-- --help` says how. Takes two processors, and some minutes.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { rules } from '../../scoring/scores.ts';
import type { Cell } from './cell-worker.ts';
import type { Characteristics } from './measure-cell.ts';
import { type Asked, help, readOptions } from './options.ts';
import { writeTables } from './write-tables.ts';

const asked = readOptions(process.argv.slice(2));
if (asked === 'help') {
  console.log(help);
} else if ('problems' in asked) {
  console.error([...asked.problems, 'npm run -s simulate -- --help says more.'].join('\n'));
  process.exitCode = 1;
} else {
  console.log(`Rules ${rules}, ${asked.networks} networks for each row, seed ${asked.seed}.\n`);
  console.log(writeTables(asked.designs, await measure(asked)));
}

/** Every cell has a seed of its own, so that it does not matter which processor takes it. */
async function measure({ designs, networks, seed }: Asked): Promise<Characteristics[]> {
  const results: Characteristics[] = [];
  const waiting = designs.map((design, place): [number, Cell] => [
    place,
    { design, networks, seed: seed * 1000 + place },
  ]);
  const work = async () => {
    const worker = new Worker(new URL('cell-worker.ts', import.meta.url));
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, cell] = next;
      results[place] = await new Promise<Characteristics>((resolve, reject) => {
        worker.removeAllListeners();
        worker.once('message', resolve).once('error', reject);
        worker.postMessage(cell);
      });
      if (process.stderr.isTTY) process.stderr.write('.');
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism(), designs.length) }, work));
  return results;
}
