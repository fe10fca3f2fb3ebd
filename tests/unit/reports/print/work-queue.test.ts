/** A queue that people can leave, and work that two wait for: what happens to a print whose visitor went away. */
import { expect, test } from 'vitest';
import { createSharedWork } from '../../../../reports/print/share-work.ts';
import { createWorkQueue, QueueFull } from '../../../../reports/print/work-queue.ts';

/** Tasks that end when the test says so, and the names of those that began. */
function makeTasks() {
  const begun: string[] = [];
  const ends = new Map<string, (value: string) => void>();
  const start = (name: string) => () => {
    begun.push(name);
    const { promise, resolve } = Promise.withResolvers<string>();
    ends.set(name, resolve);
    return promise;
  };
  const end = async (name: string) => {
    ends.get(name)!(name);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, start, end };
}

test('who leaves the queue is not worked for, and makes room for others', async () => {
  const { begun, start, end } = makeTasks();
  const queue = createWorkQueue({ atOnce: 1, waiting: 2 });
  const first = queue.run(start('first'));
  const leaving = new AbortController();
  const left = queue.run(start('left'), leaving.signal);
  const last = queue.run(start('last'));
  await expect(queue.run(start('too many'))).rejects.toThrow(QueueFull);
  leaving.abort(new Error('went away'));
  await expect(left).rejects.toThrow('went away');
  const inItsPlace = queue.run(start('in its place'));
  for (const name of ['first', 'last', 'in its place']) await end(name);
  expect(await Promise.all([first, last, inItsPlace])).toEqual(['first', 'last', 'in its place']);
  expect(begun).toEqual(['first', 'last', 'in its place']);
  await queue.whenIdle();
});

test('who left before it was asked is not let in, and holds up nobody', async () => {
  const { begun, start } = makeTasks();
  const queue = createWorkQueue({ atOnce: 1, waiting: 2 });
  await expect(queue.run(start('gone'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  await queue.whenIdle();
  expect(begun).toEqual([]);
});

test('a thousand who leave cost a thousand steps, and those behind them keep their order', async () => {
  const { begun, start, end } = makeTasks();
  const queue = createWorkQueue({ atOnce: 1, waiting: 2_000 });
  const first = queue.run(start('first'));
  const leaving = new AbortController();
  const left = Array.from({ length: 1_000 }, (_, n) => queue.run(start(`left ${n}`), leaving.signal));
  const stay = ['one', 'two'].map((name) => queue.run(start(name)));
  leaving.abort();
  await Promise.allSettled(left);
  for (const name of ['first', 'one', 'two']) await end(name);
  await Promise.all([first, ...stay]);
  expect(begun).toEqual(['first', 'one', 'two']);
});

test('what two want at once is done once, goes on for the second, and ends when both have gone', async () => {
  const { begun, start, end } = makeTasks();
  const shared = createSharedWork<string>();
  const signals: AbortSignal[] = [];
  const join = (leaving: AbortController) =>
    shared.join('page', leaving.signal, (ended) => {
      signals.push(ended);
      return start('page')();
    });
  const [one, two] = [new AbortController(), new AbortController()];
  const [hasLeft, waits] = [join(one), join(two)];
  one.abort(new Error('one left'));
  await expect(hasLeft).rejects.toThrow('one left');
  expect(signals[0]!.aborted).toBe(false);
  await end('page');
  expect(await waits).toBe('page');
  expect(begun).toEqual(['page']);

  const [three, four] = [new AbortController(), new AbortController()];
  const both = [join(three), join(four)];
  three.abort(new Error('left'));
  four.abort(new Error('left'));
  await Promise.allSettled(both);
  expect(signals[1]!.aborted).toBe(true);
  // Who comes now does not get work that was given up.
  const after = join(new AbortController());
  await end('page');
  expect(await after).toBe('page');
  expect(begun).toHaveLength(3);
});

test('work that fails fails for all who wait, and is tried anew by the next', async () => {
  const shared = createSharedWork<string>();
  const fail = () => Promise.reject(new Error('broken'));
  const results = await Promise.allSettled([1, 2].map(() => shared.join('a', undefined, fail)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await shared.join('a', undefined, async () => 'whole')).toBe('whole');
});
