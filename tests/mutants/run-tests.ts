/** Runs the tests that are to fail, in a copy, and reads from Vitest's report what became of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasPostgres } from '../support/postgres-server.ts';

export interface Outcome {
  passed: number;
  /** The titles of tests that ran and failed. */
  failed: string[];
  /** What went wrong outside a test: a file that can't be read, a setup that failed, a run that did not end. */
  broken: string | undefined;
}

interface Report {
  testResults: {
    message: string;
    status: 'passed' | 'failed';
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Stopped with this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => void child.kill()));

const vitest = resolve('node_modules/vitest/vitest.mjs');
/** A test has a limit of its own; this one is for a run that hangs outside the tests. */
const longest = 10 * 60_000;

/** Runs the tests of a file whose title has these words, in the folder `root`. */
export async function runTests(root: string, test: string, name: string | undefined): Promise<Outcome> {
  const folder = mkdtempSync(join(root, '.mutants-'));
  const file = join(folder, 'report.json');
  const words = name?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = [
    ...['run', '--project', findProject(test), test, '--reporter=json', `--outputFile=${file}`],
    // Modules that did not change are transformed once for all runs.
    `--fsModuleCachePath=${join(root, '.cache')}`,
  ];
  const output = await runVitest(root, words === undefined ? args : [...args, '-t', words]);
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    const message = testResults.find(({ status }) => status === 'failed')?.message;
    return {
      passed: tests.filter(({ status }) => status === 'passed').length,
      failed,
      broken: failed.length === 0 && message !== undefined ? message.slice(0, 500) : undefined,
    };
  } catch {
    return { passed: 0, failed: [], broken: output.slice(-500) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The cheapest one that has the file. */
function findProject(test: string): string {
  if (test.startsWith('tests/unit/')) return 'unit';
  return hasPostgres() ? 'api-postgres' : 'api-pglite';
}

function runVitest(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((done, refuse) => {
    const child = spawn(process.execPath, [vitest, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longest,
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
    child.once('error', refuse);
    child.once('close', () => {
      running.delete(child);
      done(output);
    });
  });
}
