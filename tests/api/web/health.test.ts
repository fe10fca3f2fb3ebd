/** What a load balancer and Prometheus see, and what the log keeps to itself. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeError } from '../../../server/web/log-options.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let test1: TestApp;
beforeAll(async () => {
  test1 = await startTestApp();
});
afterAll(() => test1.stop());

const read = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await test1.app.inject({ url, headers });
  return { status: answer.statusCode, text: answer.body };
};

test('a process is ready until it is told to stop, and lives on', async () => {
  const other = await startTestApp();
  const status = async (url: string) => (await other.app.inject({ url })).statusCode;
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
  other.app.startStopping();
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 503]);
  await other.stop();
});

test('while all connections are busy a process is not ready, and says so to visitors in words', async () => {
  const { pool } = test1.app.pg;
  const held = await Promise.all(Array.from({ length: 10 }, () => pool.connect()));
  try {
    const [live, ready, page] = await Promise.all(
      ['/health/live', '/health/ready', '/invitations/unknown'].map((url) => read(url)),
    );
    expect([live?.status, ready?.status, page?.status]).toEqual([200, 503, 503]);
    expect(page?.text).toContain('Probeer het over een minuut opnieuw');
  } finally {
    for (const client of held) client.release();
  }
  expect((await read('/health/ready')).status).toBe(200);
});

test('a process that falls behind says so to visitors in words', async () => {
  const { app, stop } = await startTestApp({}, 1);
  let body = '';
  await waitFor(async () => {
    const busyUntil = Date.now() + 100;
    while (Date.now() < busyUntil);
    const answer = await app.inject({ url: '/invitations/unknown' });
    body = answer.body;
    return answer.statusCode === 503;
  });
  expect(body).toContain('Het is nu te druk.');
  await stop();
});

test('metrics are for who has the key, count by route, and hold no link', async () => {
  const { people } = await seedRound(test1.app.db);
  const { token, path } = people.anna!;
  await read(path);
  expect((await read('/metrics')).status).toBe(401);
  const { status, text } = await read('/metrics', { authorization: test1.authorization });
  expect(status).toBe(200);
  expect(text).toContain('route="/invitations/:token",status="200"} 1');
  expect(text).toMatch(/^ketenspiegel_open_rounds 1$/m);
  expect(text).toMatch(/^ketenspiegel_mails\{state="failed"\} 0$/m);
  expect(text).not.toContain(token);
});

test('an error of the database is logged without what somebody typed', async () => {
  const typed = 'greet@example.org';
  const error = await test1.app.pg.pool
    .query('SELECT $1::bigint', [typed])
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(pg.DatabaseError);
  expect((error as Error).message).toContain(typed);
  const logged = describeError(error as Error);
  expect(JSON.stringify(logged)).not.toContain(typed);
  expect(logged).toMatchObject({ code: '22P02', message: 'a refusal of the database' });
  expect(logged.stack).toContain('at ');
});
