/** Safety: backup and restore by one command each; a restored copy gives the same factsheet. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBackup } from '../../../server/database/backup/read-backup.ts';
import { writeBackup } from '../../../server/database/backup/write-backup.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { emptyProfile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let source: TestApp;
let folder: string;
let file: string;
let roundId: string;
let openPath: string;
beforeAll(async () => {
  source = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-backup-'));
  file = join(folder, 'all.backup');
  const { db } = source.app;
  const closed = await seedRound(db, { municipality: { code: 'GM0988', name: 'Weert' } });
  roundId = closed.roundId;
  const opinions = [2, 3, 4, 4, 5, 3];
  for (const [index, { invitationId }] of Object.values(closed.people).entries()) {
    await answer(db, { invitationId, opinion: opinions[index]!, knows: ['gemeente', 'school'] });
  }
  await closeRound(actingOn(source.app), roundId);
  const open = await seedRound(db);
  openPath = open.people.anna!.path;
  // A partner that refers to a later one of its own table.
  await db
    .updateTable('partner')
    .set({ mergedInto: open.partnerIds.wonen! })
    .where('id', '=', open.partnerIds.gemeente!)
    .execute();
  await db
    .insertInto('profile')
    .values({
      partnerId: open.partnerIds.welzijn!,
      content: JSON.stringify({ ...emptyProfile, about: 'Koffie voor iedereen' }),
      view: 'x.0',
    })
    .execute();
  await writeBackup(db, file);
});
afterAll(async () => {
  await source.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a restored copy gives the same factsheet, and goes on where the other was', async () => {
  const copy = await startTestApp();
  try {
    expect(await readBackup(copy.app.db, file)).toBeGreaterThan(50);
    // The API key of the copy was made at its start: the restored one counts now.
    const authorization = source.authorization;
    const read = (one: TestApp, url: string) => callApi({ ...one, authorization })('GET', url);
    for (const url of [`/rounds/${roundId}/factsheet`, `/rounds/${roundId}/scores`, '/networks']) {
      const before = await read(source, url);
      expect(before.status).toBe(200);
      expect(await read(copy, url)).toMatchObject({ status: 200, text: before.text });
    }
    expect((await copy.app.inject({ url: openPath })).statusCode).toBe(200);
    expect((await copy.app.inject({ url: `${openPath}/social-map` })).body).toContain('Koffie voor iedereen');
    const { networkId } = await seedRound(copy.app.db);
    expect(Number(networkId)).toBe(3);
  } finally {
    await copy.stop();
  }
});

test('only its owner may read the file', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a database with data, a file that was cut off, another version: refused, and nothing is stored', async () => {
  const copy = await startTestApp();
  const { db } = copy.app;
  const restore = async (content: Buffer | string) => {
    const other = join(folder, 'other.backup');
    await writeFile(other, content);
    return readBackup(db, other);
  };
  try {
    const packed = await readFile(file);
    const lines = gunzipSync(packed).toString().trimEnd().split('\n');
    const lastRow = lines.findLastIndex((line) => line.startsWith('{"row"'));
    const pack = (some: string[]) => gzipSync(some.join('\n'));
    await expect(restore(packed.subarray(0, packed.length - 200))).rejects.toThrow('backup.broken');
    await expect(restore(pack(lines.slice(0, -1)))).rejects.toThrow('backup.broken');
    await expect(restore(pack(lines.toSpliced(lastRow, 1)))).rejects.toThrow('backup.broken');
    await expect(restore('id;naam\n')).rejects.toThrow('backup.none');
    await expect(restore(pack(['{"hello":1}']))).rejects.toThrow('backup.none');
    const opening = { ...JSON.parse(lines[0]!), migrations: ['0001-first-round', '9999-later'] };
    await expect(restore(pack([JSON.stringify(opening), ...lines.slice(1)]))).rejects.toThrow(
      'backup.otherVersion',
    );
    await expect(readBackup(db, join(folder, 'nowhere'))).rejects.toThrow('backup.noFile');
    expect(await db.selectFrom('network').select('id').execute()).toEqual([]);
    await seedRound(db);
    await expect(restore(packed)).rejects.toThrow('backup.notEmpty');
  } finally {
    await copy.stop();
  }
});
