/** Personal links as people copy them out of a mail or a sentence. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let path: string;
let address: string;
beforeAll(async () => {
  server = await startTestApp();
  address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  ({ path } = (await seedRound(server.app.db)).people.anna!);
});
afterAll(() => server.stop());

test.each([
  '.',
  ',',
  ')',
  '/',
  '.)',
  '%20',
  '%C2%A0',
  '%E2%80%9D',
  "'",
  '%22',
  '>',
  '%3E.',
  '%E2%80%8B',
  ';',
  '//',
  ':',
])('with %s behind it, it opens', async (behind) => {
  const answer = await server.app.inject({ url: path + behind });
  expect(answer.statusCode).toBe(302);
  expect(answer.headers.location).toBe(path);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect((await server.app.inject({ url: `${path}${behind}?lang=en` })).headers.location).toBe(
    `${path}?lang=en`,
  );
});

test.each(['HTTP', 'Https', 'http'])(
  'with the scheme as %s, in a request that names it, it opens',
  async (scheme) => {
    const { port } = new URL(address);
    const request = async (behind: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      const lines = [`GET ${scheme}://127.0.0.1:${port}${path}${behind} HTTP/1.1`, `Host: 127.0.0.1:${port}`];
      socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
      return text(socket);
    };
    expect(await request('')).toMatch(/^HTTP\/1.1 200 /);
    expect(await request('.')).toMatch(new RegExp(`^HTTP/1.1 302 [^]*location: ${path}\r\n`));
  },
);

test.each(['x', '-', '_', '1', '.x', '%C3%A9', '/sharing.', '.pdf'])(
  'with %s behind it, it is another',
  async (behind) => {
    expect((await server.app.inject({ url: path + behind })).statusCode).toBe(404);
  },
);

test('a link that does not work tells nothing, with or without a full stop', async () => {
  const wrong = `/invitations/${'x'.repeat(22)}`;
  expect((await server.app.inject({ url: `${wrong}.` })).headers.location).toBe(wrong);
  expect((await server.app.inject({ url: wrong })).statusCode).toBe(404);
});

test('the page below a link stays, and so does what is sent to it', async () => {
  expect((await server.app.inject({ url: `${path}/sharing` })).statusCode).toBe(200);
  expect((await server.app.inject({ method: 'POST', url: `${path}.` })).statusCode).toBe(404);
});
