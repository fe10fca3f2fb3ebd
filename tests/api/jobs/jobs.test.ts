/** The jobs: added with their reason or not at all, done once, tried again, and shown on the desk in words. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderFactsheet } from '../../../reports/factsheet/render-factsheet.ts';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { findPrinted } from '../../../server/results/printed-documents.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { readWords } from '../../support/read-html.ts';
import { runJobs, waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
/** Its jobs are done; the other's only wait. */
let worker: TestApp;
beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
  worker = await startTestApp();
});
afterAll(async () => {
  await server.stop();
  await worker.stop();
});
beforeEach(() => sql`DELETE FROM pgboss.job`.execute(server.app.db));

async function listJobs({ app }: TestApp, name: string) {
  const { rows } = await sql<{ id: string; state: string; data: Record<string, string> }>`
    SELECT id, state, data FROM pgboss.job WHERE name = ${name} ORDER BY created_on`.execute(app.db);
  return rows;
}

/** A job of this network that went wrong. */
async function addFailed({ app }: TestApp, networkId: string, roundId: string, output: object) {
  await app.jobs.add(app.db, 'print-factsheet', { networkId, roundId });
  const { rows } = await sql<{ id: string }>`
    UPDATE pgboss.job SET state = 'failed', completed_on = now(), output = ${JSON.stringify(output)}::jsonb
    WHERE data->>'roundId' = ${roundId} RETURNING id`.execute(app.db);
  return rows[0]!.id;
}

async function signInFor(networkId: string) {
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  return signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
}

describe('the queue', () => {
  test('a job is there exactly when the change that causes it is', async () => {
    const { app } = server;
    const data = { mailId: '1' };
    await expect(
      app.db.transaction().execute(async (transaction) => {
        await app.jobs.add(transaction, 'send-mail', data);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect(await listJobs(server, 'send-mail')).toEqual([]);
    await app.db.transaction().execute((transaction) => app.jobs.add(transaction, 'send-mail', data));
    expect(await listJobs(server, 'send-mail')).toMatchObject([{ state: 'created', data }]);
  });

  test('many at once, and doubles are one', async () => {
    const list = Array.from({ length: 2_000 }, (_, index) => ({ mailId: String(index % 1_000) }));
    await server.app.jobs.addAll(server.app.db, 'send-mail', list);
    expect(await listJobs(server, 'send-mail')).toHaveLength(1_000);
  });

  test('a job whose process stopped halfway is done by another', async () => {
    const { app } = worker;
    const { roundId, networkId } = await seedRound(app.db, { closesAt: new Date(Date.now() + 60_000) });
    await app.jobs.add(app.db, 'print-factsheet', { roundId, networkId });
    // As a process leaves it that was killed a minute ago.
    await sql`UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 minute',
      heartbeat_on = now() - interval '1 minute' WHERE data->>'roundId' = ${roundId}`.execute(app.db);
    await runJobs(app, 'tick');
    await waitFor(async () => {
      await sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`.execute(app.db);
      return (await listJobs(worker, 'print-factsheet')).some(
        ({ state, data }) => data.roundId === roundId && state === 'completed',
      );
    });
  });
});

describe('the clock', () => {
  test('closes a round that is due, and its factsheet is printed and kept', async () => {
    const { app } = worker;
    const { roundId } = await seedRound(app.db, { closesAt: new Date(Date.now() + 60_000) });
    await sql`UPDATE round SET interim_results = true, opens_at = now() - interval '2 days',
      closes_at = now() - interval '1 second' WHERE id = ${roundId}`.execute(app.db);
    await app.jobs.add(app.db, 'tick', {});
    await runJobs(app, 'tick');
    await runJobs(app, 'print-factsheet');
    const round = await findRound(app.db, roundId);
    expect(round.status).toBe('closed');
    const jobs = await listJobs(worker, 'print-factsheet');
    expect(jobs.find(({ data }) => data.roundId === roundId)).toMatchObject({ state: 'completed' });
    const input = (await findFactsheetInput(app.db, round, null, 'nl'))!;
    const key = { roundId, kind: 'factsheet', partnerId: null, language: 'nl' } as const;
    const renderAt = (at: Date) => renderFactsheet({ ...input, printedOn: at.toISOString() });
    const printed = await findPrinted(app.db, key, renderAt);
    expect(printed?.subarray(0, 5).toString()).toBe('%PDF-');
    // Another page than the one that was printed is printed anew.
    expect(await findPrinted(app.db, key, (at) => `${renderAt(at)} `)).toBeUndefined();
  });

  test('asked for by many at once, it ticks once', async () => {
    const { app } = server;
    await Promise.all(Array.from({ length: 20 }, () => app.jobs.add(app.db, 'tick', {})));
    expect(await listJobs(server, 'tick')).toHaveLength(1);
  });
});

describe('on the desk', () => {
  test('a coordinator sees the own jobs in words and tries one again', async () => {
    const { app } = server;
    const { networkId, roundId } = await seedRound(app.db, { round: 'Meting 2026' });
    const coordinator = await signInFor(networkId);
    const empty = readWords((await coordinator.get(`/desk/networks/${networkId}/jobs`)).body);
    expect(empty).toContain('Er zijn nu geen taken');
    const id = await addFailed(server, networkId, roundId, { code: 'unexpected' });
    const page = await coordinator.get(`/desk/networks/${networkId}/jobs`);
    const words = readWords(page.body);
    expect(words).toContain('Factsheet maken');
    expect(words).toContain('Meting 2026');
    expect(words).toContain('mislukt');
    expect(words).toContain('Er ging iets mis in het programma.');
    expect(page.body).toContain(`action="/desk/networks/${networkId}/jobs/${id}/attempt"`);
    const done = await coordinator.post(`/desk/networks/${networkId}/jobs/${id}/attempt`);
    expect(done.statusCode).toBe(303);
    expect(await listJobs(server, 'print-factsheet')).toMatchObject([{ state: 'retry' }]);
    expect(readWords((await coordinator.get(done.headers.location as string)).body)).toContain(
      'De taak staat weer klaar.',
    );
  });

  test("another network's job, and one that does not exist, are not there", async () => {
    const { app } = server;
    const own = await seedRound(app.db);
    const other = await seedRound(app.db);
    const coordinator = await signInFor(own.networkId);
    const id = await addFailed(server, other.networkId, other.roundId, {});
    for (const url of [
      `/desk/networks/${own.networkId}/jobs/${id}/attempt`,
      `/desk/networks/${other.networkId}/jobs/${id}/attempt`,
      `/desk/networks/${own.networkId}/jobs/00000000-0000-0000-0000-000000000000/attempt`,
      `/desk/networks/${own.networkId}/jobs/x/attempt`,
      `/desk/jobs/${id}/attempt`,
    ]) {
      expect((await coordinator.post(url)).statusCode, url).toBe(404);
    }
    expect(await listJobs(server, 'print-factsheet')).toMatchObject([{ state: 'failed' }]);
    const page = await coordinator.get(`/desk/networks/${own.networkId}/jobs`);
    expect(page.body).not.toContain(id);
  });

  test('the operator sees all of them, of the clock only the last, and a job that stopped halfway', async () => {
    const { app } = server;
    const { networkId, roundId } = await seedRound(app.db, { network: 'Netwerk van de taken' });
    const id = await addFailed(server, networkId, roundId, { value: { message: 'job heartbeat timeout' } });
    for (let minute = 0; minute < 3; minute++) {
      await app.jobs.add(app.db, 'tick', {});
      await sql`UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE name = 'tick'`.execute(
        app.db,
      );
    }
    const operator = await signIn(app, 'operator');
    const page = await operator.get('/desk/jobs');
    const words = readWords(page.body);
    expect(words).toContain('Netwerk van de taken');
    expect(words).toContain('of het programma stopte halverwege');
    expect(words.match(/Kijken wat er nu moet gebeuren/g)).toHaveLength(1);
    expect((await operator.post(`/desk/jobs/${id}/attempt`)).statusCode).toBe(303);
    // Again, while it waits already: nothing goes wrong.
    expect((await operator.post(`/desk/jobs/${id}/attempt`)).statusCode).toBe(303);
  });
});
