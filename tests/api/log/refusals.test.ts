/** Attempts that were refused stand in the log, with from where; and nobody fills it by being refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actAs } from '../../../server/log/act.ts';
import { refusalLimits } from '../../../server/web/limits.ts';
import { logRefusal } from '../../../server/web/log-refusal.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let server: TestApp;
let coordinator: SignedIn;
let otherNetwork: string;
beforeAll(async () => {
  server = await startTestApp({ TRUST_PROXY: '1' });
  const { networkId } = await seedRound(server.app.db);
  coordinator = await signIn(server.app, 'coordinator', { municipalityId: '1', networkIds: [networkId] });
  ({ networkId: otherNetwork } = await seedRound(server.app.db));
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.app.db.deleteFrom('attemptCount').execute();
});

const readLast = () =>
  server.app.db
    .selectFrom('audit')
    .select(['actor', 'accountId', 'action', 'networkId', 'note', 'origin', 'refusal'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

const count = async (action: string) =>
  (await server.app.db.selectFrom('audit').select('id').where('action', '=', action).execute()).length;

describe('a line stands there for', () => {
  test("a page of somebody else's network, and one that does not exist; both look the same", async () => {
    const theirs = await coordinator.get(`/desk/networks/${otherNetwork}`);
    const line = { actor: 'account', accountId: coordinator.accountId, action: 'desk.refused' };
    expect(await readLast()).toMatchObject({
      ...line,
      refusal: 'noRight',
      networkId: otherNetwork,
      note: 'GET /desk/networks/:network',
      origin: '127.0.0.1',
    });
    const none = await coordinator.get('/desk/networks/999999');
    expect(await readLast()).toMatchObject({ ...line, refusal: 'notFound', networkId: null });
    expect([theirs.statusCode, theirs.body]).toEqual([404, none.body]);
  });

  test('a change for which somebody has no right', async () => {
    await coordinator.post(`/desk/networks/${otherNetwork}/name`, { name: 'Van mij' });
    expect(await readLast()).toMatchObject({ refusal: 'noRight', note: 'POST /desk/networks/:network/name' });
  });

  test('a form that is not of this session', async () => {
    const answer = await coordinator.post('/desk/account', { name: 'Ik', csrf: 'geraden' });
    expect(answer.statusCode).toBe(403);
    expect(await readLast()).toMatchObject({ refusal: 'csrf', note: 'POST /desk/account' });
  });

  test('a wrong password, from the address that the proxy names; never the mail address that was typed', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
    const typed = { email: 'niemand@example.org', password: 'een gok' };
    await createVisitor(server.app).post('/sign-in', typed, headers);
    const line = await readLast();
    expect(line).toMatchObject({
      actor: 'visitor',
      action: 'accounts.signInFailed',
      refusal: 'wrongSignIn',
      origin: '198.51.100.7',
    });
    expect(JSON.stringify(line)).not.toContain('niemand');
  });

  test('a wrong key of the API, and none for a call without one', async () => {
    await server.app.inject({ url: '/api/networks', headers: { authorization: 'Bearer geraden' } });
    expect(await readLast()).toMatchObject({
      actor: 'visitor',
      action: 'desk.refused',
      refusal: 'keyNeeded',
    });
    const before = await count('desk.refused');
    await server.app.inject({ url: '/api/networks' });
    expect(await count('desk.refused')).toBe(before);
  });
});

test('a flood from many addresses leaves as many lines as the bound, and one that says there were more', {
  tags: ['long'],
}, async () => {
  const before = [await count('accounts.signInFailed'), await count('desk.refusalsUnwritten')];
  const { visitors, visitor } = refusalLimits;
  const addresses = Math.ceil(visitors / visitor) + 5;
  for (let address = 0; address < addresses; address++) {
    const acting = actAs(server.app, { kind: 'visitor' }, `10.0.${address}.1`);
    for (let time = 0; time < visitor; time++) {
      await logRefusal(acting, { action: 'accounts.signInFailed', refusal: 'wrongSignIn' });
    }
  }
  const after = [await count('accounts.signInFailed'), await count('desk.refusalsUnwritten')];
  expect(after).toEqual([before[0]! + visitors, before[1]! + 1]);
});

const refused = { action: 'accounts.signInFailed', refusal: 'wrongSignIn' } as const;

test('a flood from one address, or at one account, leaves room for what others try', async () => {
  const fromOne = actAs(server.app, { kind: 'visitor' }, '2001:db8::1');
  const atOne = actAs(server.app, { kind: 'visitor', accountId: coordinator.accountId }, '10.9.9.9');
  const before = [await count('accounts.signInFailed'), await count('desk.refusalsUnwritten')];
  for (let time = 0; time < refusalLimits.account + 20; time++) {
    await logRefusal({ ...fromOne, from: `2001:db8::${time.toString(16)}` }, refused);
    await logRefusal(atOne, refused);
  }
  await logRefusal({ ...fromOne, from: '2001:db8:1::1' }, refused);
  const after = [await count('accounts.signInFailed'), await count('desk.refusalsUnwritten')];
  expect(after).toEqual([before[0]! + 2 * refusalLimits.visitor + 1, before[1]! + 2]);
  await coordinator.get(`/desk/networks/${otherNetwork}`);
  expect(await readLast()).toMatchObject({ action: 'desk.refused', accountId: coordinator.accountId });
});

test('what is counted of a visitor does not tell whether the account exists', async () => {
  const countAll = async (accountId: string | undefined) => {
    await server.app.db.deleteFrom('attemptCount').execute();
    const visitor = actAs(server.app, { kind: 'visitor', accountId }, '10.9.9.9');
    for (let time = 0; time < refusalLimits.visitor + 5; time++) await logRefusal(visitor, refused);
    return server.app.db.selectFrom('attemptCount').select(['kind', 'count']).orderBy('kind').execute();
  };
  expect(await countAll(coordinator.accountId)).toEqual(await countAll(undefined));
});
