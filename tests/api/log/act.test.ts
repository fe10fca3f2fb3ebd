/** A use case changes something together with its line in the log, and nothing changes without one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrinter } from '../../../reports/print/printer.ts';
import { buildApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import type { OpenDatabase } from '../../../server/database/embedded.ts';
import { desk } from '../../../server/desk/desk.ts';
import { act } from '../../../server/log/act.ts';
import type { App } from '../../../server/web/fastify.ts';
import { actingOn } from '../../support/acting.ts';
import { signIn } from '../../support/sign-in.ts';
import { createTestDatabase } from '../../support/test-database.ts';

let database: OpenDatabase;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await buildApp({
    config: readConfig({ LOG_LEVEL: 'silent' }),
    linkKey: 'a-key-for-tests',
    connection: database.connection,
    printer: createPrinter({}),
    maxDelay: 0,
  });
  // A form of the desk that forgets to call a use case, beside the real ones.
  await app.register(
    async (scope: App) => {
      await scope.register(desk, { showSignIn: (_request, reply) => reply });
      scope.post('/forgotten', { config: { desk: { thing: 'desk', verb: 'change' } } }, (_request, reply) =>
        reply.redirect('/desk', 303),
      );
    },
    { prefix: '/desk' },
  );
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await database.stop();
});

const readNames = async () =>
  (await app.db.selectFrom('municipality').select('name').execute()).map(({ name }) => name);
const readLines = async () =>
  (await app.db.selectFrom('audit').select('note').execute()).map(({ note }) => note);

test('a change without a line is not kept', async () => {
  const forget = act(actingOn(app), ({ db }) =>
    db.insertInto('municipality').values({ code: 'GM0001', name: 'Vergeten' }).execute(),
  );
  await expect(forget).rejects.toThrow('without a line');
  expect(await readNames()).not.toContain('Vergeten');
});

test('a change that fails after its line leaves no line', async () => {
  const fail = act(actingOn(app), async ({ db, log }) => {
    await db.insertInto('municipality').values({ code: 'GM0002', name: 'Mislukt' }).execute();
    await log({ action: 'networks.made', note: 'Mislukt' });
    throw new Error('it fails');
  });
  await expect(fail).rejects.toThrow('it fails');
  expect(await readNames()).not.toContain('Mislukt');
  expect(await readLines()).not.toContain('Mislukt');
});

test('a form of the desk that changes something past the use cases is an error', async () => {
  const reader = await signIn(app, 'operator');
  expect((await reader.post('/desk/forgotten')).statusCode).toBe(500);
});
