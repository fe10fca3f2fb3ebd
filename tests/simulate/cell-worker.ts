/** One processor's part: measures the cells that it is sent. */
import { parentPort } from 'node:worker_threads';
import type { Design } from './design.ts';
import { measureCell } from './measure-cell.ts';

export interface Cell {
  design: Design;
  networks: number;
  seed: number;
}

parentPort!.on('message', ({ design, networks, seed }: Cell) => {
  parentPort!.postMessage(measureCell(design, networks, seed));
});
