/** Under which names the server answers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let named: TestApp;
let unnamed: TestApp;
beforeAll(async () => {
  named = await startTestApp({ PUBLIC_URL: 'https://keten.example', TRUST_PROXY: '192.0.2.7' });
  unnamed = await startTestApp();
});
afterAll(async () => {
  await named.stop();
  await unnamed.stop();
});

const ask = ({ app }: TestApp, host: string, url = '/', remoteAddress = '192.0.2.7', more = {}) =>
  app.inject({ url, remoteAddress, headers: { host, ...more } });

test.each(['keten.example', 'keten.example:443', 'KETEN.example', 'keten.example:8443'])(
  'it answers to its own: %s',
  async (host) => {
    expect((await ask(named, host)).statusCode).toBe(200);
  },
);

test.each(['elders.example', 'keten.example.elders.example', '192.0.2.1', 'localhost', ''])(
  'to others it says where it is: %s',
  async (host) => {
    for (const url of ['/', '/desk', '/invitations/x', '/nergens', '/api/networks']) {
      const refused = await ask(named, host, url);
      expect([url, refused.statusCode]).toEqual([url, 421]);
      expect(refused.body).toContain('https://keten.example');
    }
  },
);

test('a proxy that passes on another name is believed', async () => {
  const more = { 'x-forwarded-host': 'elders.example' };
  expect((await ask(named, 'keten.example', '/', '192.0.2.7', more)).statusCode).toBe(421);
});

test('who watches over it asks under any name', async () => {
  expect((await ask(named, 'web1:3000', '/health/live')).statusCode).toBe(200);
  expect((await ask(named, 'web1:3000', '/health/ready')).statusCode).toBe(200);
  expect((await ask(named, 'web1:3000', '/metrics')).statusCode).toBe(401);
});

test('on the machine itself it answers to the names of the machine, and to no others', async () => {
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
    expect((await ask(named, host, '/', '127.0.0.1')).statusCode).toBe(200);
  expect((await ask(named, 'elders.example', '/', '127.0.0.1')).statusCode).toBe(421);
});

test('without PUBLIC_URL it answers to every name', async () => {
  expect((await ask(unnamed, 'elders.example')).statusCode).toBe(200);
});
