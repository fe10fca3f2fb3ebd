/**
 * Safety: a process that is told to stop while it starts stops in order, and one folder has one server, however they
 * start. Told by what is there on the disk how far a process is.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Program, spawnProgram } from '../../support/real-program.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { copyInstallation } from '../../support/test-database.ts';

let folder: string;
const programs: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-starting-'));
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
  await rm(folder, { recursive: true, force: true });
});

function start(): Program {
  const program = spawnProgram({ DATA_DIR: join(folder, 'data'), PORT: '0' }, [
    '--import',
    `data:text/javascript,${encodeURIComponent(listener)}`,
  ]);
  programs.push(program);
  return program;
}

const isReady = ({ output }: Program) => output().includes('is ready on');

/** Loaded before the program: says when somebody listens to SIGTERM. */
const listener = `process.on('newListener', (name) => {
  if (name === 'SIGTERM') process.stdout.write('It hears.');
});`;
const hears = ({ output }: Program) => output().includes('It hears.');

const inData = (name: string) => () => existsSync(join(folder, 'data', name));

describe.runIf(inject('template').engine === 'pglite')('a process', () => {
  type HasCome = (program: Program) => boolean;
  // Only these are otherwise in a folder that has no database yet, and to make one takes longer than all the rest.
  const inAnEmptyFolder: [string, HasCome][] = [
    ['when it migrates', inData('session-key')],
    ['when it has the folder', inData('lock')],
    ['when it makes the database', inData('database')],
  ];
  const inAFilledFolder: [string, HasCome][] = [
    ['when the database is open', inData('socket/.s.PGSQL.5432')],
    ['when it listens', isReady],
  ];
  const title = 'that is told to stop %s stops in order, and the next one starts';
  test.each(inAnEmptyFolder)(title, { tags: ['long'] }, (_when, hasCome) => stopWhen(hasCome));
  test.each(inAFilledFolder)(title, { tags: ['long'] }, async (_when, hasCome) => {
    await copyInstallation(join(folder, 'data'));
    await stopWhen(hasCome);
  });
  test('that is told to stop while it loads stops in order, and the next one starts', async () => {
    await copyInstallation(join(folder, 'data'));
    await stopWhen(hears);
  });

  async function stopWhen(hasCome: HasCome) {
    const first = start();
    await waitFor(() => hasCome(first));
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual([0, null]);
    expect(inData('socket/.s.PGSQL.5432')()).toBe(false);
    const next = start();
    await waitFor(() => isReady(next) || next.child.exitCode !== null);
    expect(next.output()).toContain('is ready on');
  }

  test('of four that start at the same moment on one folder, one runs; killed, it leaves no lock', async () => {
    await copyInstallation(join(folder, 'data'));
    const all = Array.from({ length: 4 }, start);
    await waitFor(() => all.filter(({ child }) => child.exitCode !== null).length === 3);
    const [running] = all.filter(({ child }) => child.exitCode === null);
    await waitFor(() => isReady(running!));
    for (const { child, output } of all.filter((one) => one !== running)) {
      expect(child.exitCode).toBe(1);
      expect(output()).toContain('is in use: another Ketenspiegel is running');
    }
    await running!.kill();
    const next = start();
    await waitFor(() => isReady(next) || next.child.exitCode !== null);
    expect(next.output()).toContain('is ready on');
  });

  test('of two that start at the same moment on an empty folder, one runs', { tags: ['long'] }, async () => {
    const both = [start(), start()];
    await waitFor(() => both.some(({ child }) => child.exitCode !== null));
    const [running] = both.filter(({ child }) => child.exitCode === null);
    await waitFor(() => isReady(running!));
  });
});
