/**
 * Two web processes (one of which does jobs too) and a worker on one PostgreSQL, as they run in production, while
 * processes are killed in the middle of a hundred invitations: every one arrives, and nobody gets two.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { OpenDatabase } from '../../../server/database/embedded.ts';
import { borrowPool, type Database } from '../../../server/database/schema.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { type Program, spawnProgram } from '../../support/real-program.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const isPostgres = inject('template').engine === 'postgres';
const key = 'a-key-for-tests-that-is-long-enough-to-be-one';

const people = 100;
const victims = [
  ['worker', 'worker'],
  ['web-2', 'all'],
  ['web-1', 'web'],
  ['worker', 'worker'],
] as const;

let receiver: MailReceiver;
let database: OpenDatabase;
let pool: pg.Pool;
let db: Database;
let folder: string;
/** All that were started, and the one of each name that runs. */
const programs: Program[] = [];
const running = new Map<string, Program>();

beforeEach(async () => {
  if (!isPostgres) return;
  receiver = await startMailReceiver();
  database = await createTestDatabase();
  pool = new pg.Pool(database.connection);
  db = borrowPool(pool);
  folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-processes-'));
});
afterEach(async () => {
  if (!isPostgres) return;
  await Promise.all(programs.splice(0).map((program) => program.kill()));
  await pool.end();
  await database.stop();
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process and waits until it is ready. */
async function start(name: string, kind: 'web' | 'worker' | 'all'): Promise<void> {
  const program = spawnProgram({
    PORT: String(await findFreePort()),
    PROCESS: kind,
    DATA_DIR: join(folder, name),
    DATABASE_URL: database.connection.connectionString,
    PUBLIC_URL: 'https://keten.example',
    SESSION_KEY: key,
    SMTP_URL: receiver.url.replace('=2000&', '=10000&'),
    LOG_LEVEL: 'info',
  });
  programs.push(program);
  running.set(name, program);
  await program.whenReady();
}

/** A round that is due to open. */
async function planRound(): Promise<string> {
  const { roundId, partnerIds } = await seedRound(db, { people: {} });
  const partnerId = Object.values(partnerIds)[0]!;
  await db
    .insertInto('person')
    .values(
      Array.from({ length: people }, (_, index) => ({
        partnerId,
        name: `Persoon ${index}`,
        email: `persoon${index}@partner.example`,
      })),
    )
    .execute();
  await sql`DELETE FROM round_partner WHERE round_id = ${roundId}`.execute(db);
  await sql`UPDATE round SET opened_at = NULL, opens_at = now() - interval '1 minute' WHERE id = ${roundId}`.execute(
    db,
  );
  return roundId;
}

test.runIf(isPostgres)(
  'a hundred invitations arrive once each, while processes are killed at random',
  { timeout: 300_000, tags: ['long'] },
  inviteWhileKilling,
);

async function inviteWhileKilling(): Promise<void> {
  const roundId = await planRound();
  // After so many mails the receiver takes no more, until somebody was killed while mails were under way.
  let taken = 0;
  let held = 0;
  receiver.beforeTaking = async () => {
    held++;
    await waitFor(() => receiver.received.length < taken);
    held--;
  };
  // All at once: they make the tables of the queue and open the round together.
  await Promise.all([start('web-1', 'web'), start('web-2', 'all'), start('worker', 'worker')]);
  for (const [name, kind] of victims) {
    taken = receiver.received.length + randomInt(0, Math.floor(people / victims.length / 2));
    await waitFor(() => receiver.received.length >= taken && held > 0);
    await running.get(name)!.kill();
    await start(name, kind);
  }
  expect(receiver.received.length).toBeLessThan(people);
  taken = Number.POSITIVE_INFINITY;
  const states = async () => {
    // What a killed process held is tried again after a wait; here the wait is over at once.
    await sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`.execute(db);
    const { rows } = await sql<{ state: string; count: number }>`
        SELECT state, count(*)::integer FROM mail WHERE round_id = ${roundId} GROUP BY state`.execute(db);
    return rows;
  };
  await waitFor(async () => (await states()).every(({ state }) => state !== 'waiting'));
  expect(await states()).toEqual([{ state: 'sent', count: people }]);

  const byRecipient = Map.groupBy(receiver.received, ({ to }) => to);
  expect(byRecipient.size).toBe(people);
  for (const [to, mails] of byRecipient) {
    // Who was killed between the taking and the writing down sends it again; the receiver knows it by its id.
    expect(new Set(mails.map(({ messageId }) => messageId)).size, to).toBe(1);
  }
  const { rows } = await sql<{ count: number }>`SELECT count(*)::integer FROM invitation
      WHERE round_id = ${roundId}`.execute(db);
  expect(rows).toEqual([{ count: people }]);

  const output = programs.map((program) => program.output()).join('');
  // The logs of all of them say what happened, but not to whom and with which link.
  expect(output).not.toMatch(/persoon\d+@partner\.example/);
  for (const { email } of receiver.received) {
    const [, token] = /\/invitations\/([\w-]{22})/.exec(email.text ?? '') ?? [];
    expect(token).toBeDefined();
    expect(output).not.toContain(token);
  }
}
