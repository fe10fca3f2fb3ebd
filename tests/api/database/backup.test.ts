/** Safety: backup and restore by one command each; a restored copy gives the same factsheet. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listTables } from '../../../server/database/backup/backup-format.ts';
import { checkBackup } from '../../../server/database/backup/backup-lines.ts';
import { readBackup } from '../../../server/database/backup/read-backup.ts';
import { writeBackup } from '../../../server/database/backup/write-backup.ts';
import type { Database } from '../../../server/database/schema.ts';
import { findFactsheetChoices } from '../../../server/results/factsheet-choices/factsheet-choices.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { emptyProfile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { makePng } from '../../support/logos.ts';
import { writeOldBackup } from '../../support/old-backup.ts';
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
  await db
    .insertInto('looks')
    .values({ municipalityId: '1', colour: '#0b4f6c', logo, logoWidth: 200, logoHeight: 100 })
    .execute();
  await db
    .updateTable('round')
    .set({ ownWords: 'Wij zijn trots.\n\nHet kan beter.', ownWordsBy: 'Greet', chosenAdvice: '["contact"]' })
    .where('id', '=', roundId)
    .execute();
  await writeBackup(db, file);
});

const logo = makePng({ width: 200, height: 100 });
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
    expect(await copy.app.db.selectFrom('looks').selectAll().execute()).toMatchObject([
      { municipalityId: '1', colour: '#0b4f6c', logo, logoWidth: 200, logoHeight: 100 },
    ]);
    expect(await findFactsheetChoices(copy.app.db, roundId)).toEqual({
      ownWords: { text: 'Wij zijn trots.\n\nHet kan beter.', by: 'Greet' },
      chosenAdvice: ['contact'],
    });
    expect((await copy.app.inject({ url: openPath })).statusCode).toBe(200);
    expect((await copy.app.inject({ url: `${openPath}/social-map` })).body).toContain('Koffie voor iedereen');
    const { networkId } = await seedRound(copy.app.db);
    expect(Number(networkId)).toBe(3);
  } finally {
    await copy.stop();
  }
});

/** Every row as the database writes it, by table. */
async function dump(db: Database): Promise<Record<string, string[]>> {
  const tables = (await listTables(db)).filter((table) => table !== 'audit' && table !== 'operator_key');
  const contents = tables.map(async (table) => {
    const name = sql.table(table);
    const { rows } = await sql<{ row: string }>`
      SELECT row_to_json(${name})::text AS row FROM ${name} ORDER BY 1`.execute(db);
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** What a person can type or paste, line ends of every kind included; a database takes no NUL. */
const typed = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('\u2028', '\u2029', '\u0085', '\r', '\n', '\v', '\f', '"', '\\', 'a'),
    }),
  )
  .filter((text) => text.isWellFormed() && !text.includes('\0'));

test('whatever people typed comes back, to the last sign and digit', { timeout: 120_000 }, async () => {
  const other = join(folder, 'typed.backup');
  await fc.assert(
    fc.asyncProperty(
      fc.array(typed, { minLength: 150, maxLength: 150 }),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9 }), {
        minLength: 20,
        maxLength: 20,
      }),
      async (texts, sizes) => {
        const [from, to] = [await startTestApp(), await startTestApp()];
        try {
          const { db } = from.app;
          const { networkId, roundId, people } = await seedRound(db);
          for (const [index, text] of texts.entries())
            await db
              .insertInto('partner')
              .values({
                networkId,
                code: `t${index}`,
                name: `x${text}`,
                kind: text,
                size: sizes[index] ?? null,
              })
              .execute();
          await db
            .updateTable('round')
            .set({ message: texts.join('') })
            .where('id', '=', roundId)
            .execute();
          await answer(db, { invitationId: people.anna!.invitationId, opinion: 4 });
          const comment = JSON.stringify({ comment: texts.join(''), [texts[0]!]: sizes });
          await sql`UPDATE answer_page SET content = content || ${comment}::jsonb`.execute(db);
          const rows = await writeBackup(db, other);
          expect(await checkBackup(other)).toMatchObject({ ketenspiegel: 'backup' });
          expect(await readBackup(to.app.db, other)).toBe(rows);
          expect(await dump(to.app.db)).toEqual(await dump(db));
        } finally {
          await Promise.all([from.stop(), to.stop()]);
        }
      },
    ),
    { numRuns: 1 },
  );
});

test('a backup of an earlier version goes into its own tables, which are then brought up to date', async () => {
  const copy = await startTestApp();
  try {
    const other = join(folder, 'old.backup');
    const rows = await writeOldBackup(other);
    expect(await readBackup(copy.app.db, other)).toBe(rows);
    // As the migrations since then leave it: the folded address and all tables that came later.
    const account = copy.app.db.selectFrom('account').select(['name', 'emailFolded']);
    expect(await account.execute()).toEqual([{ name: 'Jörg', emailFolded: 'jörg@weert.example' }]);
    expect(await listTables(copy.app.db)).toEqual(await listTables(source.app.db));
    const { networkId } = await seedRound(copy.app.db);
    expect(networkId).toBe('1');
    await expect(readBackup(copy.app.db, other)).rejects.toThrow('backup.notEmpty');
  } finally {
    await copy.stop();
  }
});

test.runIf(inject('template').engine === 'postgres')(
  'more printed documents than PostgreSQL takes in one list come back',
  { timeout: 400_000, tags: ['long'] },
  async () => {
    const [from, to] = [await startTestApp(), await startTestApp()];
    const other = join(folder, 'printed.backup');
    try {
      const { db } = from.app;
      const { networkId, roundId } = await seedRound(db);
      await sql`INSERT INTO partner (network_id, code, name)
      SELECT ${networkId}::bigint, 'printed' || n, 'Partner ' || n FROM generate_series(1, 200) AS n`.execute(
        db,
      );
      await sql`INSERT INTO round_partner (round_id, partner_id, code, name)
      SELECT ${roundId}::bigint, id, code, name FROM partner WHERE code LIKE 'printed%'`.execute(db);
      // 800 of 200 kB, and twice that as text: 320 MB in all.
      await sql`INSERT INTO printed_document (round_id, kind, partner_id, language, pdf, page_hash, printed_at)
      SELECT ${roundId}::bigint, printed, partner.id, language, decode(repeat('25504446', 50000), 'hex'), '', now()
      FROM partner, unnest(ARRAY['nl', 'en']) AS language, unnest(ARRAY['mirror', 'coordinator-copy']) AS printed
      WHERE code LIKE 'printed%'`.execute(db);
      const rows = await writeBackup(from.app.db, other);
      expect(await readBackup(to.app.db, other)).toBe(rows);
    } finally {
      await Promise.all([from.stop(), to.stop()]);
    }
  },
);

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
