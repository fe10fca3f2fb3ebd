/** Accounts, by the operator: inviting, changing, closing; and the own account. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSession, findSession } from '../../../server/access/sessions.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { someBrowser } from '../../support/some-browser.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let server: TestApp;
let operator: SignedIn;
let networkId: string;
let municipalityId: string;
let people = 0;

beforeAll(async () => {
  server = await startTestApp();
  operator = await signIn(server.app, 'operator', { name: 'Olga' });
  ({ networkId } = await seedRound(server.app.db, { network: 'Samen <sterk>' }));
  const network = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  municipalityId = network.municipalityId;
});
afterAll(() => server.stop());

/** Invites somebody and gives the path of the account. */
async function invite(fields: Record<string, string | string[]> = {}): Promise<string> {
  const { statusCode, headers } = await operator.post('/desk/accounts', {
    name: 'Carla Coördinator',
    email: `carla${++people}@example.org`,
    role: 'coordinator',
    municipality: municipalityId,
    networks: networkId,
    ...fields,
  });
  expect(statusCode).toBe(303);
  return String(headers.location).split('?')[0]!;
}

async function readAccount(path: string) {
  return server.app.db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', path.split('/').at(-1)!)
    .executeTakeFirstOrThrow();
}

async function openSession(path: string): Promise<() => Promise<boolean>> {
  const token = await addSession(server.app.db, (await readAccount(path)).id, someBrowser());
  return async () => (await findSession(server.app.db, token)) !== undefined;
}

describe('an invitation', () => {
  test('without a mail server stands on the page to copy, time and again, and opens the account', async () => {
    const path = await invite();
    const account = await readAccount(path);
    const links = [];
    for (let i = 0; i < 2; i++) {
      const { body } = await operator.get(`${path}?done=invited`);
      links.push(/value="(http:[^"]*\/sign-in\/[\w-]{22})"/.exec(body)![1]!);
    }
    expect(links[0]).toBe(links[1]);
    const stored = JSON.stringify(await server.app.db.selectFrom('signInLink').selectAll().execute());
    expect(stored).not.toContain(links[0]!.split('/').at(-1));
    const mails = await server.app.db
      .selectFrom('mail')
      .selectAll()
      .where('accountId', '=', account.id)
      .execute();
    expect(mails).toMatchObject([{ kind: 'account', recipient: account.email, state: 'waiting' }]);

    const carla = createVisitor(server.app);
    await carla.post(new URL(links[0]!).pathname, { password: 'een lange zin als wachtwoord' });
    expect((await carla.get('/desk')).location).toBe('/desk/networks');
    const after = await operator.get(path);
    expect(after.body).not.toContain('/sign-in/');
    expect(after.body).toContain('In gebruik');
  });

  test('again: the earlier link stops', async () => {
    const path = await invite();
    const read = async () => /\/sign-in\/[\w-]{22}/.exec((await operator.get(path)).body)![0];
    const first = await read();
    expect((await operator.post(`${path}/invitation`)).statusCode).toBe(303);
    const second = await read();
    expect(second).not.toBe(first);
    const visitor = createVisitor(server.app);
    expect([(await visitor.get(first)).status, (await visitor.get(second)).status]).toEqual([404, 200]);
  });

  test('says all that is wrong at once and keeps what was typed', async () => {
    const { statusCode, body } = await operator.post('/desk/accounts', {
      name: '',
      email: 'carla at example',
      role: 'koning',
      municipality: 'new',
      municipalityCode: 'Weert',
      municipalityName: '<script>',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('Er kloppen 4 dingen niet');
    expect(body).toContain('value="carla at example"');
    expect(body).toContain('value="Weert"');
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script>');
  });

  test('of a coordinator needs a municipality, and makes one that is new', async () => {
    const without = await operator.post('/desk/accounts', {
      name: 'Dirk',
      email: 'dirk@example.org',
      role: 'municipality',
    });
    expect(without.statusCode).toBe(422);
    const path = await invite({
      role: 'municipality',
      municipality: 'new',
      municipalityCode: 'gm0988',
      municipalityName: 'Weert',
    });
    expect((await operator.get(path)).body).toContain('Weert (GM0988)');
    const other = await operator.post('/desk/accounts', {
      name: 'Dirk',
      email: 'dirk@example.org',
      role: 'municipality',
      municipality: 'new',
      municipalityCode: 'GM0988',
      municipalityName: 'Nederweert',
    });
    expect(other.statusCode).toBe(422);
    expect(other.body).toContain('heet hier al');
  });

  test('to a mail address that has an account is refused, in any spelling', async () => {
    const path = await invite();
    const { email } = await readAccount(path);
    const { statusCode, body } = await operator.post('/desk/accounts', {
      name: 'Nog eens',
      email: email.toUpperCase(),
      role: 'operator',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('heeft al een account');
  });

  test('with a network that does not exist gives no network', async () => {
    const path = await invite({ networks: ['999999', networkId] });
    const networks = await server.app.db
      .selectFrom('accountNetwork')
      .select('networkId')
      .where('accountId', '=', (await readAccount(path)).id)
      .execute();
    expect(networks).toEqual([{ networkId }]);
  });
});

describe('a change', () => {
  test('of the role ends the sessions', async () => {
    const path = await invite();
    const isOpen = await openSession(path);
    expect(await isOpen()).toBe(true);
    const { statusCode } = await operator.post(path, {
      name: 'Carla',
      role: 'researcher',
      networks: networkId,
      revision: '1',
    });
    expect(statusCode).toBe(303);
    expect(await isOpen()).toBe(false);
    expect(await readAccount(path)).toMatchObject({ role: 'researcher', municipalityId: null, revision: 2 });
  });

  test('that meets another change is not stored, and shows what is', async () => {
    const path = await invite({ name: 'Carla Een' });
    const fields = { role: 'coordinator', municipality: municipalityId, revision: '1' };
    expect((await operator.post(path, { ...fields, name: 'Carla Twee' })).statusCode).toBe(303);
    const late = await operator.post(path, { ...fields, name: 'Carla Drie' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Carla Twee');
    expect(late.body).toContain('value="Carla Drie"');
    expect(late.body).toContain('name="revision" value="2"');
    expect((await readAccount(path)).name).toBe('Carla Twee');
    expect((await operator.post(path, { ...fields, name: 'Carla Drie', revision: '2' })).statusCode).toBe(
      303,
    );
  });

  test('of somebody to closed ends sessions and links; opened again the role is the same', async () => {
    const path = await invite();
    const isOpen = await openSession(path);
    const link = /\/sign-in\/[\w-]{22}/.exec((await operator.get(path)).body)![0];
    expect((await operator.post(`${path}/closure`)).statusCode).toBe(303);
    expect(await isOpen()).toBe(false);
    expect((await createVisitor(server.app).get(link)).status).toBe(404);
    expect((await operator.post(`${path}/invitation`)).statusCode).toBe(409);
    expect((await operator.post(`${path}/opening`)).statusCode).toBe(303);
    expect((await createVisitor(server.app).get(link)).status).toBe(404);
    expect((await readAccount(path)).role).toBe('coordinator');
  });

  test('never leaves an installation without an operator', async () => {
    const own = `/desk/accounts/${operator.accountId}`;
    const demotion = await operator.post(own, { name: 'Olga', role: 'researcher', revision: '1' });
    expect(demotion.statusCode).toBe(409);
    expect(demotion.body).toContain('laatste beheerder');
    const closure = await operator.post(`${own}/closure`);
    expect(closure.statusCode).toBe(409);
    expect(closure.body).toContain('laatste beheerder');
    // Two who shut out each other at the same moment: one remains.
    const second = await signIn(server.app, 'operator');
    const outcomes = await Promise.all([
      operator.post(`/desk/accounts/${second.accountId}/closure`),
      second.post(`${own}/closure`),
    ]);
    const open = await server.app.db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'operator')
      .where('disabledAt', 'is', null)
      .execute();
    expect(open).toHaveLength(1);
    expect(outcomes.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    await server.app.db
      .updateTable('account')
      .set({ disabledAt: null })
      .where('role', '=', 'operator')
      .execute();
    operator = await signIn(server.app, 'operator');
  });
});

test('the own account: name and language, and nothing about the role', async () => {
  const reader = await signIn(server.app, 'researcher', { name: 'Rik' });
  const { statusCode } = await reader.post('/desk/account', {
    name: 'Rik de Vries',
    language: 'en',
    role: 'operator',
    email: 'other@example.org',
  });
  expect(statusCode).toBe(303);
  const page = await reader.get('/desk/account?done=saved');
  expect(page.body).toContain('Your details were saved.');
  expect(page.body).toContain('Researcher');
  const account = await readAccount(`/desk/accounts/${reader.accountId}`);
  expect(account).toMatchObject({ name: 'Rik de Vries', language: 'en', role: 'researcher' });
  expect(account.email).not.toBe('other@example.org');
  expect((await reader.post('/desk/account', { name: '', language: 'fr' })).statusCode).toBe(422);
});

test('every list and page escapes what people typed', async () => {
  const path = await invite({ name: '<img src=x>' });
  for (const url of ['/desk/accounts', path, `${path}/edit`, '/desk/log']) {
    const { body, statusCode } = await operator.get(url);
    expect(statusCode).toBe(200);
    expect(body, url).not.toMatch(/<img src=x>|<sterk>/);
  }
});
