/** The door of the example signs anybody in without a password. It exists in the example, and nowhere else. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addExampleAccounts, exampleRoles } from '../../../server/demo/example-accounts.ts';
import { createExampleDoor } from '../../../server/demo/example-door.ts';
import { actingOn } from '../../support/acting.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const press = ({ app }: TestApp, role: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/demo/desk',
    payload: `role=${role}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('a server that is no example', () => {
  let server: TestApp;
  beforeAll(async () => {
    // Nothing in the surroundings opens it.
    server = await startTestApp({ DEMO: 'true', EXAMPLE: '1', NODE_ENV: 'development' });
    const { roundId } = await seedRound(server.app.db);
    // Not even when the made-up accounts are there, as in a copy of the data.
    await addExampleAccounts(actingOn(server.app), roundId);
  });
  afterAll(() => server.stop());

  test('has no door: no page, no press, no cookie', async () => {
    const page = await server.app.inject('/demo');
    expect(page.statusCode).toBe(404);
    for (const role of exampleRoles) {
      const { statusCode, headers } = await press(server, role);
      expect(statusCode).toBe(404);
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect(await server.app.db.selectFrom('session').select('accountId').execute()).toEqual([]);
    expect(server.app.printRoutes({ commonPrefix: false })).not.toContain('demo');
  });

  test('does not say that its data are made up', async () => {
    expect((await server.app.inject('/')).body).not.toContain('example-bar');
  });
});

describe('the example', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({}, 0, { addExample: createExampleDoor({ list: [] }) });
    const { roundId } = await seedRound(server.app.db);
    await addExampleAccounts(actingOn(server.app), roundId);
  });
  afterAll(() => server.stop());

  test.each(exampleRoles)('lets somebody in as %s with one press', async (role) => {
    const { statusCode, headers } = await press(server, role);
    expect([statusCode, headers.location]).toEqual([303, '/desk']);
    const cookie = String(headers['set-cookie']).split(';')[0]!;
    const home = await server.app.inject({ url: '/desk', headers: { cookie } });
    const page = await server.app.inject({ url: String(home.headers.location), headers: { cookie } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('alle gegevens zijn verzonnen');
  });

  test('refuses a role that there is not, and a press from another site', async () => {
    expect((await press(server, 'koning')).statusCode).toBe(400);
    const foreign = await press(server, 'operator', { 'sec-fetch-site': 'cross-site' });
    expect(foreign.statusCode).toBe(403);
    expect(foreign.headers['set-cookie']).toBeUndefined();
    // Nor one whose browser hides where it came from.
    const hidden = await press(server, 'operator', { origin: 'null' });
    expect(hidden.statusCode).toBe(403);
    expect(hidden.headers['set-cookie']).toBeUndefined();
  });

  test('looking at the page signs nobody in', async () => {
    const page = await server.app.inject('/demo');
    expect(page.statusCode).toBe(200);
    expect(page.headers['set-cookie']).toBeUndefined();
  });
});

test('no file that npm start reads imports the code of the door', async () => {
  const seen = new Set<string>();
  await follow(resolve('server/main.ts'));
  expect(seen.size).toBeGreaterThan(300);
  expect([...seen].filter((file) => file.includes('/server/demo/'))).toEqual([]);

  async function follow(file: string): Promise<void> {
    if (seen.has(file)) return;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)];
    for (const [, path] of imports) await follow(resolve(dirname(file), path!));
  }
});
