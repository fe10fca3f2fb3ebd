/**
 * The chain of the log: it follows the order in which transactions end, and whatever somebody does to the log behind its
 * back is found, with the line. What the law wants to be removed leaves it whole.
 */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { verifyBackup } from '../../../server/backups/verify-backup.ts';
import { dropTables } from '../../../server/database/backup/drop-tables.ts';
import { writeBackup } from '../../../server/database/backup/write-backup.ts';
import { applyMigrations, listKnownMigrations } from '../../../server/database/migrate.ts';
import { borrowPool, type Database } from '../../../server/database/schema.ts';
import { act } from '../../../server/log/act.ts';
import { verifyLog } from '../../../server/log/verify-log.ts';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { actingOn } from '../../support/acting.ts';
import { seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createTestDatabase } from '../../support/test-database.ts';

let server: TestApp;
let db: Database;
beforeAll(async () => {
  server = await startTestApp();
  ({ db } = server.app);
});
afterAll(() => server.stop());

/** Nine lines, of which the note of the fifth is `regel 5`. */
beforeEach(async () => {
  await sql`TRUNCATE audit RESTART IDENTITY`.execute(db);
  await sql`UPDATE log_chain SET position = 0, hash = sha256('')`.execute(db);
  for (let line = 1; line <= 9; line++) await write(`regel ${line}`, '192.0.2.7');
});

function write(note: string, from?: string): Promise<void> {
  const acting = { ...actingOn(server.app), from };
  return act(acting, ({ log }) => log({ action: 'desk.shellCommand', note }));
}

const findFaults = async () => (await verifyLog(db)).faults;

test('holds as it was written, whatever stands in it', async () => {
  await write('Ünïcode “🧶”, 12:34,-,', '2001:db8::1');
  await write('');
  expect(await verifyLog(db)).toMatchObject({ lines: 11, faults: [], head: { position: '11' } });
});

test('many transactions at once, some of which fail, give one chain without a gap', async () => {
  const attempts = Array.from({ length: 40 }, (_, index) =>
    act(actingOn(server.app), async ({ log }) => {
      await log({ action: 'desk.shellCommand', note: `een van ${index}` });
      await log({ action: 'desk.shellCommand', note: `twee van ${index}` });
      if (index % 4 === 0) throw new Error('it fails');
    }),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect(await verifyLog(db)).toMatchObject({ lines: 9 + 60, faults: [], head: { position: '69' } });
});

// The embedded database does one transaction after the other.
test.runIf(inject('template').engine === 'postgres')(
  'a transaction that takes long keeps nobody else from writing',
  async () => {
    let finish!: () => void;
    const isFinished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = act(actingOn(server.app), async ({ log }) => {
      await log({ action: 'desk.shellCommand', note: 'begonnen' });
      await isFinished;
    });
    await write('intussen');
    finish();
    await slow;
    const lines = await db.selectFrom('audit').select('note').orderBy('position', 'desc').limit(2).execute();
    expect(lines.map(({ note }) => note)).toEqual(['begonnen', 'intussen']);
    expect(await findFaults()).toEqual([]);
  },
);

describe('somebody who owns the database', () => {
  const changes = {
    note: sql`note = 'iets anders'`,
    action: sql`action = 'networks.made'`,
    actor: sql`actor = 'job'`,
    'moment, by a microsecond': sql`at = at + interval '1 microsecond'`,
    address: sql`origin = '192.0.2.8'`,
    outcome: sql`refusal = 'noRight'`,
    thing: sql`thing_id = '7'`,
    network: sql`network_id = 7`,
    salt: sql`note_salt = gen_random_uuid()`,
  };
  test.each(Object.entries(changes))('who changes the %s of a line is found', async (_, change) => {
    await sql`UPDATE audit SET ${change} WHERE position = 5`.execute(db);
    expect(await findFaults()).toEqual([{ fault: 'changed', line: '5' }]);
  });

  test('who makes the hash of a changed line anew breaks the next one', async () => {
    await sql`UPDATE audit SET hash = sha256('x') WHERE position = 5`.execute(db);
    expect(await findFaults()).toEqual([
      { fault: 'changed', line: '5' },
      { fault: 'inserted', line: '6' },
    ]);
  });

  test('who removes lines is found: in the middle, at the begin, at the end, all of them', async () => {
    await sql`DELETE FROM audit WHERE position IN (4, 5)`.execute(db);
    expect(await findFaults()).toEqual([{ fault: 'missing', first: '4', last: '5' }]);
    await sql`DELETE FROM audit WHERE position = 1`.execute(db);
    expect(await findFaults()).toContainEqual({ fault: 'missing', first: '1', last: '1' });
    await sql`DELETE FROM audit WHERE position = 9`.execute(db);
    expect(await findFaults()).toContainEqual({ fault: 'missing', first: '9', last: '9' });
    await sql`DELETE FROM audit`.execute(db);
    expect(await findFaults()).toEqual([{ fault: 'missing', first: '1', last: '9' }]);
  });

  test('who closes the gap by counting on is found', async () => {
    await sql`DELETE FROM audit WHERE position = 5`.execute(db);
    for (const position of [6, 7, 8, 9]) {
      await sql`UPDATE audit SET position = ${position - 1} WHERE position = ${position}`.execute(db);
    }
    await sql`UPDATE log_chain SET position = 8 WHERE name = 'head'`.execute(db);
    expect(await findFaults()).toContainEqual({ fault: 'inserted', line: '5' });
  });

  test('who inserts a line past the trigger, or a copy with a place of its own, is found', async () => {
    await sql`ALTER TABLE audit DISABLE TRIGGER ALL`.execute(db);
    await sql`INSERT INTO audit (actor, action) VALUES ('shell', 'desk.backedUp')`.execute(db);
    await sql`ALTER TABLE audit ENABLE TRIGGER ALL`.execute(db);
    expect(await findFaults()).toEqual([{ fault: 'outOfChain', line: '10' }]);
    await sql`UPDATE audit SET position = 10, previous = (SELECT hash FROM log_chain WHERE name = 'head')
      WHERE id = 10`.execute(db);
    expect(await findFaults()).toContainEqual({ fault: 'changed', line: '10' });
  });

  test('who inserts a line before the first, or below where the log begins, is found', async () => {
    const insert = (position: number) =>
      sql`INSERT INTO audit (actor, action, position, hash)
        VALUES ('shell', 'desk.backedUp', ${position}, sha256('x'))`.execute(db);
    await expect(insert(0)).rejects.toThrow('audit_position_check');
    await sql`ALTER TABLE audit DROP CONSTRAINT audit_position_check`.execute(db);
    try {
      await insert(0);
      await insert(-7);
      expect(await findFaults()).toEqual([
        { fault: 'inserted', line: '-7' },
        { fault: 'inserted', line: '0' },
      ]);
    } finally {
      await sql`DELETE FROM audit WHERE position <= 0`.execute(db);
      await sql`ALTER TABLE audit ADD CONSTRAINT audit_position_check CHECK (position > 0)`.execute(db);
    }
    await sql`UPDATE audit SET at = now() - interval '25 months' WHERE position <= 3`.execute(db);
    await cleanUp(actingOn(server.app, { kind: 'job' }));
    expect(await findFaults()).toEqual([]);
    await insert(2);
    expect(await findFaults()).toEqual([{ fault: 'inserted', line: '2' }]);
  });

  test('who removes the oldest and says that this was the clean-up is found', async () => {
    await sql`UPDATE log_chain SET position = 3, hash = (SELECT hash FROM audit WHERE position = 3)
      WHERE name = 'anchor'`.execute(db);
    await sql`DELETE FROM audit WHERE position <= 3`.execute(db);
    expect(await findFaults()).toEqual([{ fault: 'anchorMoved', line: '3' }]);
  });

  test('who removes the newest and sets the head back is found beside a head that was kept', async () => {
    const { head } = await verifyLog(db);
    await sql`DELETE FROM audit WHERE position = 9`.execute(db);
    await sql`UPDATE log_chain SET position = 8, hash = (SELECT hash FROM audit WHERE position = 8)
      WHERE name = 'head'`.execute(db);
    expect(await findFaults()).toEqual([]);
    expect((await verifyLog(db, head)).faults).toEqual([{ fault: 'otherHead', line: '9' }]);
    await write('een nieuwe negende');
    expect((await verifyLog(db, head)).faults).toEqual([{ fault: 'otherHead', line: '9' }]);
  });

  test('who erases a note or a young address as if that was by right is found', async () => {
    await sql`UPDATE audit SET note = '', note_salt = NULL, erased_person_id = 1 WHERE position = 5`.execute(
      db,
    );
    await sql`UPDATE audit SET origin = NULL, origin_salt = NULL WHERE position = 6`.execute(db);
    expect(await findFaults()).toEqual([
      { fault: 'noteGone', line: '5' },
      { fault: 'originGone', line: '6' },
    ]);
  });
});

test('a head of before is found back when the log went on', async () => {
  const { head } = await verifyLog(db);
  await write('en verder');
  expect((await verifyLog(db, head)).faults).toEqual([]);
});

describe('an erased person', () => {
  let person: string;
  let networkId: string;
  beforeEach(async () => {
    const seeded = await seedRound(db);
    ({ networkId } = seeded);
    person = await seedPerson(db, {
      partnerId: Object.values(seeded.partnerIds)[0]!,
      name: 'Wilma Wisser',
    });
    await add('Wilma Wisser');
  });

  const add = (note: string, where = networkId) =>
    act(actingOn(server.app), ({ log }) =>
      log({ action: 'partners.personAdded', networkId: where, thingId: person, note }),
    );
  test('leaves the log, and the chain holds', async () => {
    await erasePerson(actingOn(server.app), person);
    const line = await db
      .selectFrom('audit')
      .select(['note', 'noteSalt'])
      .where('action', '=', 'partners.personAdded')
      .executeTakeFirst();
    expect(line).toEqual({ note: '', noteSalt: null });
    expect(await verifyLog(db)).toMatchObject({ faults: [], erasedNotes: 1 });
  });

  test('is no reason to empty a line of another network, of none, or one that was written afterwards', async () => {
    await add('Elders', (await seedRound(db)).networkId);
    await erasePerson(actingOn(server.app), person);
    await add('Iemand anders');
    expect(await findFaults()).toEqual([]);
    await sql`UPDATE audit SET note = '', note_salt = NULL, erased_person_id = ${person}
      WHERE note IN ('regel 5', 'Elders', 'Iemand anders')`.execute(db);
    expect(await findFaults()).toEqual([
      { fault: 'noteGone', line: '5' },
      { fault: 'noteGone', line: '11' },
      { fault: 'noteGone', line: '13' },
    ]);
  });
});

test('what was written before there was a chain gets its place, and the head moves once', async () => {
  const older = await createTestDatabase();
  const pool = new pg.Pool(older.connection);
  const olderDb = borrowPool(pool);
  const migrations = await listKnownMigrations();
  const added = migrations.indexOf('0033-log-chain');
  try {
    await olderDb.transaction().execute(async (transaction) => {
      await dropTables(transaction);
      await applyMigrations(transaction, migrations.slice(0, added));
      await sql`INSERT INTO audit (actor, action, note)
        SELECT 'shell', 'desk.shellCommand', 'regel ' || line FROM generate_series(1, 200) AS line`.execute(
        transaction,
      );
      await applyMigrations(transaction, migrations.slice(added));
      // A row that one transaction changes for each line takes longer every time.
      const { rows } = await sql`
        SELECT pg_stat_get_xact_tuples_updated('log_chain'::regclass)::integer AS moves`.execute(transaction);
      expect(rows).toEqual([{ moves: 1 }]);
    });
    expect(await verifyLog(olderDb)).toMatchObject({ lines: 200, faults: [], head: { position: '200' } });
  } finally {
    await pool.end();
    await older.stop();
  }
});

test('the clean-up takes old lines and old addresses away, and the chain begins at what it kept', async () => {
  // As if they were written so long ago.
  await sql`TRUNCATE audit`.execute(db);
  await sql`UPDATE log_chain SET position = 0, hash = sha256('')`.execute(db);
  await sql`INSERT INTO audit (at, actor, action, origin, note)
    SELECT now() - make_interval(months => 26 - months, days => -1), 'shell', 'desk.backedUp', '192.0.2.7', months::text
    FROM generate_series(0, 25) AS months`.execute(db);
  expect(await cleanUp(actingOn(server.app, { kind: 'job' }))).toMatchObject({
    logLines: 2,
    logAddresses: 18,
  });
  const { faults, lines, erasedOrigins } = await verifyLog(db);
  expect(faults).toEqual([]);
  expect([lines, erasedOrigins]).toEqual([24 + 1, 18]);
  expect((await sql`SELECT note FROM audit WHERE origin IS NOT NULL`.execute(db)).rows).toHaveLength(6);
});

test('a line that is old, but came after a younger one, stays until that one goes', async () => {
  await sql`INSERT INTO audit (at, actor, action) VALUES (now() - interval '25 months', 'shell', 'desk.backedUp')`.execute(
    db,
  );
  await cleanUp(actingOn(server.app, { kind: 'job' }));
  expect(await verifyLog(db)).toMatchObject({ lines: 10, faults: [] });
});

test('a backup holds the chain, and trying one finds a line that was changed before', async () => {
  const file = join(tmpdir(), `ketenspiegel-chain-${process.pid}.backup`);
  try {
    await sql`UPDATE audit SET note = 'iets anders' WHERE position = 5`.execute(db);
    await writeBackup(db, file);
    expect((await verifyBackup(file)).log).toMatchObject({
      lines: 9,
      head: { position: '9' },
      faults: [{ fault: 'changed', line: '5' }],
    });
  } finally {
    await rm(file, { force: true });
  }
});
