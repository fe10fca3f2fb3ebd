/**
 * An .xlsx as a table. It is read by a process of its own with bounds on memory and time, so that no file can stop
 * the server, and so that the server goes on answering meanwhile.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { refuseProblems } from '../../../text/problems.ts';
import { findHeader } from './find-header.ts';
import type { Sheet } from './sheet.ts';
import type { WorkbookTabs } from './workbook-process.ts';

const program = fileURLToPath(new URL('./workbook-process.ts', import.meta.url));
const maxSeconds = 30;
const maxMegabytes = 300;

/** Reads the tab in which we know most columns. Refuses a workbook that is damaged, or too much to read. */
export async function readWorkbook(file: Uint8Array): Promise<Sheet> {
  const tabs = await readTabs(file);
  if (tabs === undefined) throw refuseProblems([{ where: '', code: 'tooMuchInside' }]);
  if (tabs === null) throw refuseProblems([{ where: '', code: 'brokenWorkbook' }]);
  const ranked = tabs.map((tab) => ({ tab, known: findHeader(tab.rows)?.known ?? 0 }));
  const best = ranked.reduce<(typeof ranked)[number] | undefined>(
    (found, other) => (found && found.known >= other.known ? found : other),
    undefined,
  );
  if (!best) return { rows: [], cellsMayShift: false };
  const others = tabs.filter((tab) => tab !== best.tab).map(({ name }) => name);
  return { rows: best.tab.rows, cellsMayShift: false, tab: { name: best.tab.name, others } };
}

/** Null when the workbook is damaged; undefined when the process took too much memory or time. */
async function readTabs(file: Uint8Array): Promise<NonNullable<WorkbookTabs> | null | undefined> {
  const child = fork(program, {
    // It needs nothing that this process knows.
    env: {},
    execArgv: [`--max-old-space-size=${maxMegabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: maxSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  // All that it said has arrived by then.
  const finished = once(child, 'disconnect');
  let tabs: NonNullable<WorkbookTabs> | null | undefined;
  child.once('message', (message) => {
    tabs = message as NonNullable<WorkbookTabs> | null;
  });
  // Where it stops before it has the whole file, the silence says so.
  child.send(file, () => {});
  await finished;
  return tabs;
}
