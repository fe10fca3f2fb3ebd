/** Lets a few prints in at a time and keeps the rest in order of arrival; a queue that is full refuses. */

/** Too much is waiting already; the same print may succeed a minute later. */
export class QueueFull extends Error {}

export interface PrintQueue {
  /** Runs `task` when it is its turn. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  whenIdle(): Promise<void>;
}

export function createPrintQueue(limits: { atOnce: number; waiting: number }): PrintQueue {
  const waiting: (() => void)[] = [];
  const idlers: (() => void)[] = [];
  let running = 0;

  function next(): void {
    const turn = waiting.shift();
    if (turn === undefined) {
      running -= 1;
      if (running === 0) for (const idler of idlers.splice(0)) idler();
    } else {
      turn();
    }
  }

  return {
    async run(task) {
      if (running < limits.atOnce) running += 1;
      else if (waiting.length < limits.waiting) await new Promise<void>((turn) => waiting.push(turn));
      else
        throw new QueueFull(
          `Too many documents wait to be printed (${limits.waiting}). Try again in a minute.`,
        );
      try {
        return await task();
      } finally {
        next();
      }
    },
    async whenIdle() {
      if (running > 0) await new Promise<void>((idler) => idlers.push(idler));
    },
  };
}
