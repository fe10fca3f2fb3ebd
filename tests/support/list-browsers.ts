/** The processes of browsers, where Linux lists them. */
import { readdir, readFile } from 'node:fs/promises';

/** The browsers that this process started and that still run, by their process ids. */
export async function listBrowsers(): Promise<number[]> {
  const tasks = await readdir(`/proc/${process.pid}/task`);
  const children = await Promise.all(
    tasks.map((task) => readFile(`/proc/${process.pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  const pids = children.join(' ').split(' ').filter(Boolean).map(Number);
  const programs = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_pid, i) => /chrom/i.test(programs[i]!));
}

/** The processes of the pages of this browser. */
export async function listRenderers(browser: number): Promise<number[]> {
  const own = await listProcesses(browser);
  return own.filter(({ program }) => program.includes('--type=renderer')).map(({ pid }) => pid);
}

/** The memory that this browser holds with all its processes, in megabytes. */
export async function measureMemory(browser: number): Promise<number> {
  const statuses = await Promise.all(
    (await listProcesses(browser)).map(({ pid }) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  );
  return statuses.reduce((sum, status) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0), 0) / 1024;
}

/** The browser and all processes that it started. */
async function listProcesses(browser: number): Promise<{ pid: number; program: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const program = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      // Chromium makes the browser the leader of the group of all its processes.
      const group = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
        .split(') ')[1]
        ?.split(' ')[2];
      return Number(group) === browser ? [{ pid, program }] : [];
    }),
  );
  return found.flat();
}
