/** The backup of the night, trying one, and what the operator's desk says of it. */
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNightlyBackup } from '../../../server/backups/make-nightly-backup.ts';
import { verifyBackup } from '../../../server/backups/verify-backup.ts';
import { runCommand } from '../../../server/cli/run-command.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { runJobs, waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let parent: string;
let folder: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ketenspiegel-nights-'));
  folder = join(parent, 'made', 'when needed');
  server = await startTestApp({ BACKUP_DIR: folder, BACKUP_KEEP: '3' });
  await seedRound(server.app.db);
});
afterAll(async () => {
  await server.stop();
  await rm(parent, { recursive: true, force: true });
});

const fileOf = (day: string) => `ketenspiegel-${day}T025000.backup`;
/** The one that was made now, by its name. */
const findNew = async () =>
  (await readdir(folder)).find((name) =>
    name.startsWith(`ketenspiegel-${new Date().toISOString().slice(0, 10)}T`),
  );

async function readJobs(): Promise<string> {
  const { get } = await signIn(server.app, 'operator');
  return readWords((await get('/desk/jobs')).body);
}

test('the desk says that there is none yet', async () => {
  expect(await readJobs()).toContain('Er is nog geen back-up gemaakt.');
});

test('a database that nobody has signed in to yet is not written', async () => {
  const fresh = await startTestApp();
  await makeNightlyBackup(actingOn(fresh.app), { folder, keep: 1, onError: console.error });
  await fresh.stop();
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the job of the night makes one that can be restored, keeps the newest, and leaves other files alone', async () => {
  await mkdir(folder, { recursive: true });
  // A clock that was ahead gave the first a name of later: when it was written counts.
  const old = ['2099-01-01', '2020-01-02', '2020-01-03', '2020-01-04'].map(fileOf);
  for (const [index, name] of old.entries()) await write(name, 10 - index);
  const others = ['mine.backup', `${fileOf('2020-01-01')}.copy`, `${fileOf('2020-01-05')}.part`];
  for (const name of others) await write(name, 0.5);
  await write(`${fileOf('2020-01-06')}.part`, 2);
  // The clock adds it by itself: none was made since ten to four.
  await runJobs(server.app);
  await waitFor(async () => (await findNew()) !== undefined);
  await runJobs(server.app, 'back-up');
  expect(await readJobs()).toContain('Laatste goede back-up:');
  const made = (await findNew())!;
  expect((await readdir(folder)).sort()).toEqual([...old.slice(2), made, ...others].sort());
  const { rows, madeAt } = await verifyBackup(join(folder, made));
  expect(rows).toBeGreaterThan(20);
  expect(Math.abs(Date.now() - madeAt.getTime())).toBeLessThan(3_600_000);
  await expect(verifyBackup(join(folder, fileOf('2020-01-04')))).rejects.toThrow('backup.none');
});

async function write(name: string, daysAgo: number): Promise<void> {
  await writeFile(join(folder, name), 'x');
  const at = new Date(Date.now() - daysAgo * 86_400_000);
  await utimes(join(folder, name), at, at);
}

test('trying one needs no database, and says which file is not there', async () => {
  const env = {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere',
    DATA_DIR: join(parent, 'untouched'),
  };
  const made = await runCommand(['verify', join(folder, (await findNew())!)], env);
  expect(made).toEqual({
    exitCode: 0,
    output: expect.stringMatching(/^Deze back-up is heel: \d+ regels, van /),
  });
  const missing = await runCommand(['verify', '/nowhere/at-all'], env);
  expect(missing).toEqual({ exitCode: 1, error: 'Het bestand /nowhere/at-all is er niet.' });
  await expect(readdir(join(parent, 'untouched'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a backup that can not be made: the job says why it failed, the log too, and nothing old goes', async () => {
  const before = (await readdir(folder)).sort();
  const { db } = server.app;
  // No order of tables: the backup stops after it began.
  await sql`CREATE TABLE egg (id integer PRIMARY KEY); CREATE TABLE hen (id integer PRIMARY KEY REFERENCES egg);
    ALTER TABLE egg ADD FOREIGN KEY (id) REFERENCES hen`.execute(db);
  const errors: unknown[] = [];
  const given = { folder, keep: 1, onError: (error: unknown) => errors.push(error) };
  try {
    await expect(makeNightlyBackup(actingOn(server.app), given)).rejects.toMatchObject({ code: 'backup' });
  } finally {
    await sql`DROP TABLE egg, hen CASCADE`.execute(db);
  }
  expect(errors).toHaveLength(1);
  expect((await readdir(folder)).sort()).toEqual(before);
});

test('after two nights without one the desk warns', async () => {
  const readNotice = async () => {
    const { get } = await signIn(server.app, 'operator');
    return /utrecht-alert--(\w+)"(?:(?!utrecht-alert--)[\s\S])*Laatste goede back-up/.exec(
      (await get('/desk/jobs')).body,
    )?.[1];
  };
  expect(await readNotice()).toBe('ok');
  const { db } = server.app;
  await sql`UPDATE audit SET at = at - interval '51 hours' WHERE action = 'desk.backedUp'`.execute(db);
  expect(await readNotice()).toBe('warning');
});
