/** A visitor who asks for many documents, and goes away. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printLimits } from '../../../server/web/limits.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { listen, startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: SeededRound;
let port: number;
beforeAll(async () => {
  server = await startTestApp();
  round = await seedRound(server.app.db);
  port = Number(new URL(await listen(server.app)).port);
});
afterAll(() => server.stop());

const ask = () => server.app.inject({ url: `${round.people.anna!.path}/social-map.pdf` });

test('a visitor has a bound of its own, with a sentence and when to come again; who leaves makes room', async () => {
  const sockets = Array.from({ length: printLimits.atOnceEach }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets)
    socket.write(`GET ${round.people.anna!.path}/social-map.pdf HTTP/1.1\r\nHost: here\r\n\r\n`);
  const refused = await Promise.all(Array.from({ length: 2 * printLimits.atOnceEach }, ask));
  const busy = refused.find(({ statusCode }) => statusCode === 503);
  expect(busy?.headers['retry-after']).toBe(String(printLimits.retrySeconds));
  expect(busy?.body).toMatch(/te veel documenten/);
  for (const socket of sockets) socket.destroy();
  const answer = await ask();
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
});
