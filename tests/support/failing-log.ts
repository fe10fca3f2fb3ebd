/**
 * Use cases under faults around the log: a line that can't be written, a process that stops before the line, one that
 * stops before the commit. Of a change there is all, with its line and its jobs, or nothing at all.
 */
import { type KyselyPlugin, sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../server/database/schema.ts';
import { type Acting, actAs } from '../../server/log/act.ts';
import type { Actor } from '../../server/log/lines.ts';
import { Refusal } from '../../server/text/refusal.ts';
import type { App } from '../../server/web/fastify.ts';
import { actingOn } from './acting.ts';

type UseCase = (acting: Acting) => Promise<unknown>;

/** What the change left when nothing went wrong: the actions in the log, in order, and the names of the jobs, sorted. */
export interface Left {
  lines: string[];
  jobs: string[];
}

/** Who acts, and whether each time is another change: a new link, one more agreement. */
interface Way {
  actor?: Actor;
  isNew?: boolean;
}

/**
 * Does the change under each fault, which must end it and leave the whole database as it was, and then without one:
 * ten times at once, of which one leaves something and the others change nothing or are refused. What is new each time
 * is done once. The test's own app must not work on jobs meanwhile.
 */
export async function expectAllOrNothing(
  app: App,
  useCase: UseCase,
  { actor = { kind: 'shell' }, isNew = false }: Way = {},
): Promise<Left> {
  const faults = [
    () => withBrokenLog(app.db, 'not deferrable', () => useCase(actingOn(app, actor))),
    () => withBrokenLog(app.db, 'deferrable initially deferred', () => useCase(actingOn(app, actor))),
    () => useCase(actAs({ ...meansOf(app), db: app.db.withPlugin(stopBeforeLine) }, actor)),
  ];
  for (const attempt of faults) {
    expect((await expectUnchanged(app.db, attempt)).message).toContain('the log fails');
  }
  const before = await readDatabase(app.db);
  const times = Array.from({ length: isNew ? 1 : 10 }, () => useCase(actingOn(app, actor)));
  const outcomes = await Promise.allSettled(times);
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refusal);
  }
  const after = await readDatabase(app.db);
  return {
    lines: findNew(before.audit, after.audit).map(({ action }) => String(action)),
    jobs: findNew(before['pgboss.job'], after['pgboss.job'])
      .map(({ name }) => String(name))
      .sort(),
  };
}

/** What is attempted must be refused or fail, and leave the whole database as it was. Gives the error. */
export async function expectUnchanged(db: Database, attempt: () => Promise<unknown>): Promise<Error> {
  const before = await readDatabase(db);
  const error = await attempt().then(
    () => new Error('It did not fail.'),
    (thrown: Error) => thrown,
  );
  expect(await readDatabase(db)).toEqual(before);
  return error;
}

/** Lines can't be written: at once, or (deferred) only when all is done and the transaction ends. */
async function withBrokenLog(
  db: Database,
  when: 'not deferrable' | 'deferrable initially deferred',
  work: () => Promise<unknown>,
): Promise<unknown> {
  await sql`CREATE OR REPLACE FUNCTION fail_log() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log fails'; END $$`.execute(db);
  await sql`CREATE CONSTRAINT TRIGGER fail_log AFTER INSERT ON audit ${sql.raw(when)}
    FOR EACH ROW EXECUTE FUNCTION fail_log()`.execute(db);
  try {
    return await work();
  } finally {
    await sql`DROP TRIGGER fail_log ON audit`.execute(db);
  }
}

/** The process stops between the change and its line: the database never sees the line. */
const stopBeforeLine: KyselyPlugin = {
  transformQuery({ node }) {
    const table = node.kind === 'InsertQueryNode' ? node.into?.table.identifier.name : undefined;
    if (table === 'audit') throw new Error('the log fails: the process stops');
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

function meansOf({ db, jobs, config, linkKey }: App) {
  return { db, jobs, config, linkKey };
}

type Row = Record<string, unknown>;

/** Every row of every table, and of the queue. */
async function readDatabase(db: Database): Promise<Record<string, Row[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`.execute(db);
  const contents: Record<string, Row[]> = {};
  for (const name of [...tables.map((table) => table.name), 'pgboss.job']) {
    const { rows } = await sql<{ row: Row }>`
      SELECT to_jsonb(kept) AS row FROM ${sql.table(name)} AS kept ORDER BY to_jsonb(kept)->'id', kept::text`.execute(
      db,
    );
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}

function findNew(before: readonly Row[] = [], after: readonly Row[] = []): Row[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}
