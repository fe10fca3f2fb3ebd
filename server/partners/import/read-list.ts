/**
 * A list of partners, from a file or from what was pasted, read and compared with what is stored: in a process of its own with
 * bounds on memory and time, so that no list can stop the server, and so that it goes on answering meanwhile.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createWorkQueue, QueueFull } from '../../../reports/print/work-queue.ts';
import type { Language } from '../../../survey/texts.ts';
import { refuseProblems } from '../../text/problems.ts';
import { type Fault, Refusal } from '../../text/refusal.ts';
import { sheetLimits } from '../../web/limits.ts';
import type { CheckedList, ListAnswer, ListSource, ListTask, PreviewedList } from './list-task.ts';

const program = fileURLToPath(new URL('./list-process.ts', import.meta.url));
// biome-ignore lint/style/noProcessEnv: a setting of Node's own, which goes on to the process that reads.
const { NODE_COMPILE_CACHE } = process.env;
const compiledCode = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
const run = createListQueue(sheetLimits.atOnce);

/** Makes a queue for work on lists, in which so many are done at the same time; refuses a list when too many wait. */
export function createListQueue(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue = createWorkQueue({ atOnce, waiting: sheetLimits.waiting });
  return (work) =>
    queue.run(work).catch((error: unknown) => {
      throw error instanceof QueueFull ? new Refusal(503, 'tooManyUploads', { seconds: 10 }) : error;
    });
}

/** What storing the list would do, for the page. Refuses what is no list. */
export async function previewList(
  source: ListSource,
  { stored, language }: Pick<ListTask, 'stored'> & { language: Language },
): Promise<PreviewedList> {
  return (await read({ source, stored, wish: { kind: 'preview', language } })) as PreviewedList;
}

/** What to store of the list. `mustReadAll`: what would be left out without a word is a problem. Refuses what is no list. */
export async function checkList(
  source: ListSource,
  { stored, mustReadAll }: Pick<ListTask, 'stored'> & { mustReadAll: boolean },
): Promise<CheckedList> {
  return (await read({ source, stored, wish: { kind: 'check', mustReadAll } })) as CheckedList;
}

async function read(task: ListTask): Promise<PreviewedList | CheckedList> {
  const answer = await run(() => ask(task));
  if (answer === undefined) throw refuseProblems([{ where: '', code: 'tooMuchInside' }]);
  if ('result' in answer) return answer.result;
  if ('error' in answer) throw new Error(`A list could not be read: ${answer.error}`);
  const { statusCode, code, values, faults } = answer.refusal;
  throw new Refusal(statusCode, code, values, (language) => faults[language] as Fault[]);
}

/** Undefined when the process took too much memory or time. */
async function ask(task: ListTask): Promise<ListAnswer | undefined> {
  const child = fork(program, {
    // It needs nothing that this process knows; where compiled code is kept, it starts in a third of the time.
    env: compiledCode,
    execArgv: [`--max-old-space-size=${sheetLimits.megabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: sheetLimits.seconds * 1000,
    killSignal: 'SIGKILL',
  });
  // All that it said has arrived by then.
  const finished = once(child, 'disconnect');
  let answer: ListAnswer | undefined;
  child.once('message', (message) => {
    answer = message as ListAnswer;
  });
  // Where it stops before it has the whole task, the silence says so.
  child.send(task, () => {});
  await finished;
  return answer;
}
