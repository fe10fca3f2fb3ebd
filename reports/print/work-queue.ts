/** Lets a few tasks in at a time and keeps the rest in order of arrival; a queue that is full refuses. */

/** Too much is waiting already; the same task may succeed a minute later. */
export class QueueFull extends Error {}

export interface WorkQueue {
  /** Runs `task` when it is its turn. Who gives up by the signal before that leaves the queue: it throws the reason. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Resolves when nothing runs or waits. */
  whenIdle(): Promise<void>;
}

export function createWorkQueue(limits: { atOnce: number; waiting: number }): WorkQueue {
  // A set keeps the order, and lets go of one in the middle as quickly as of the first.
  const waiting = new Set<() => void>();
  const idlers: (() => void)[] = [];
  let running = 0;

  function next(): void {
    const [turn] = waiting;
    if (turn === undefined) {
      running -= 1;
      if (running === 0) for (const idler of idlers.splice(0)) idler();
    } else {
      waiting.delete(turn);
      turn();
    }
  }

  function waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const leave = () => {
      waiting.delete(turn.resolve);
      turn.reject(signal!.reason);
    };
    waiting.add(turn.resolve);
    signal?.addEventListener('abort', leave, { once: true });
    return turn.promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      if (running < limits.atOnce) running += 1;
      else if (waiting.size < limits.waiting) await waitForTurn(signal);
      else throw new QueueFull(`Too much is waiting (${limits.waiting}). Try again in a minute.`);
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
