/** The backup of the night, trying one, and what the operator's desk says of it. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNightlyBackup } from '../../../server/backups/make-nightly-backup.ts';
import { verifyBackup } from '../../../server/backups/verify-backup.ts';
import { dutchDay } from '../../../server/text/days.ts';
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

const fileOf = (day: string) => `ketenspiegel-${day}.backup`;
const today = fileOf(dutchDay(new Date()));

async function readJobs(): Promise<string> {
  const { get } = await signIn(server.app, 'operator');
  return readWords((await get('/desk/jobs')).body);
}

test('the desk says that there is none yet', async () => {
  expect(await readJobs()).toContain('Er is nog geen back-up gemaakt.');
});

test('the job of the night makes one that can be restored, keeps the newest, and leaves other files alone', async () => {
  await mkdir(folder, { recursive: true });
  const others = ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04'].map(fileOf);
  for (const name of [...others, 'mine.backup', `${fileOf('2020-01-01')}.copy`])
    await writeFile(join(folder, name), 'x');
  // The clock adds it by itself: none was made since ten to four.
  await runJobs(server.app);
  await waitFor(async () => (await readdir(folder)).includes(today));
  await runJobs(server.app, 'back-up');
  expect(await readJobs()).toContain('Laatste goede back-up:');
  expect((await readdir(folder)).sort()).toEqual(
    [fileOf('2020-01-03'), fileOf('2020-01-04'), today, 'mine.backup', `${fileOf('2020-01-01')}.copy`].sort(),
  );
  const { rows, madeAt } = await verifyBackup(join(folder, today));
  expect(rows).toBeGreaterThan(20);
  expect(dutchDay(madeAt)).toBe(dutchDay(new Date()));
  await expect(verifyBackup(join(folder, fileOf('2020-01-04')))).rejects.toThrow('backup.none');
});

test('a folder that can not be written: the job says why it failed, the log too, and nothing old goes', async () => {
  const blocked = join(parent, 'a file');
  await writeFile(blocked, '');
  const errors: unknown[] = [];
  const given = { folder: blocked, keep: 1, onError: (error: unknown) => errors.push(error) };
  await expect(makeNightlyBackup(actingOn(server.app), given)).rejects.toMatchObject({ code: 'backup' });
  expect(errors).toEqual([expect.objectContaining({ code: 'EEXIST' })]);
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
