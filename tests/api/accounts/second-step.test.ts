/** The second step of signing in: who must take it, what takes it, and that nothing goes around it. */
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../../server/access/access.ts';
import { addSession, findSession } from '../../../server/access/sessions.ts';
import { hashPassword } from '../../../server/accounts/password.ts';
import { makeAppSecret, sealSecret } from '../../../server/accounts/second-step/app-codes.ts';
import { replaceRecoveryCodes } from '../../../server/accounts/second-step/recovery-codes.ts';
import { resetFactors } from '../../../server/accounts/second-step/remove-factor.ts';
import { makeSignInLink } from '../../../server/accounts/sign-in/make-sign-in-link.ts';
import { signIn as startSession } from '../../../server/accounts/sign-in/sign-in.ts';
import { actingOn } from '../../support/acting.ts';
import { signIn } from '../../support/sign-in.ts';
import { someBrowser } from '../../support/some-browser.ts';
import { startBeside, startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor, readCsrf, readHidden, type Visit, type Visitor } from '../../support/visitor.ts';

const password = 'een lange zin als wachtwoord';
const step = '/sign-in/second-step';
const own = '/desk/account/second-step';
let server: TestApp;
let passwordHash: string;
let municipalityId: string;
let people = 0;

beforeAll(async () => {
  server = await startTestApp({ SECOND_STEP: 'operator,coordinator' });
  passwordHash = await hashPassword(password);
  ({ id: municipalityId } = await server.app.db
    .insertInto('municipality')
    .values({ code: 'GM0988', name: 'Weert' })
    .returning('id')
    .executeTakeFirstOrThrow());
});
afterAll(() => server.stop());

async function addPerson(role: Role = 'operator') {
  const email = `stap${++people}@example.org`;
  const { id } = await server.app.db
    .insertInto('account')
    .values({
      email,
      emailFolded: email,
      name: `Stap ${people}`,
      role,
      passwordHash,
      municipalityId: ['coordinator', 'municipality'].includes(role) ? municipalityId : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, email };
}

/** Gives somebody an app, as if it was set up before. */
async function giveApp(accountId: string) {
  const secret = makeAppSecret();
  await server.app.db
    .insertInto('secondFactor')
    .values({ accountId, kind: 'app', secret: sealSecret(server.app.linkKey, accountId, secret) })
    .execute();
  return secret;
}

/** The code of an app, so many half minutes from now. */
const makeCode = (secret: string, halfMinutes = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + halfMinutes * 30_000,
  });

async function enterPassword({ email }: { email: string }, fields: Record<string, string> = {}) {
  const visitor = createVisitor(server.app);
  const answer = await visitor.post('/sign-in', { email, password, ...fields });
  return { visitor, answer };
}

const isIn = async (visitor: Visitor) => (await visitor.get('/desk/account')).status === 200;
/** The secret for an app that this page shows. */
const readSecret = (html: string) => /<code class="code">([A-Z2-7 ]+)</.exec(html)![1]!;
const readSealed = (html: string) => /name="sealed" value="([^"]+)"/.exec(html)![1]!;
const readCodes = ({ text }: Visit) =>
  [...text.matchAll(/<li><code class="code">([^<]+)</g)].map(([, one]) => one!);

async function listActions(accountId: string): Promise<string[]> {
  const lines = await server.app.db
    .selectFrom('audit')
    .select('action')
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute();
  return lines.map(({ action }) => action);
}

describe('who has a second step', () => {
  test('comes in with a code of the app, and with no code twice', async () => {
    const person = await addPerson();
    const secret = await giveApp(person.id);
    const { visitor, answer } = await enterPassword(person, { to: '/desk/log' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<h1>Tweede stap</h1>');
    expect(await isIn(visitor)).toBe(false);
    const half = visitor.cookies.get('session');
    const code = makeCode(secret);
    const done = await visitor.post(step, { code: `${code.slice(0, 3)} ${code.slice(3)}`, to: '/desk/log' });
    expect([done.status, done.location]).toEqual([303, '/desk/log']);
    expect(await isIn(visitor)).toBe(true);
    expect(visitor.cookies.get('session')).not.toBe(half);
    expect(await listActions(person.id)).toEqual([
      'accounts.signedIn',
      'accounts.secondStepAsked',
      'accounts.secondStepTaken',
    ]);
    const other = await enterPassword(person);
    expect((await other.visitor.post(step, { code })).status).toBe(401);
    expect(await isIn(other.visitor)).toBe(false);
  });

  test('is refused with a code of another account, of long ago, and with none', async () => {
    const [person, neighbour] = [await addPerson(), await addPerson()];
    const secret = await giveApp(person.id);
    const { visitor } = await enterPassword(person);
    for (const code of [
      makeCode(await giveApp(neighbour.id)),
      makeCode(secret, -5),
      makeCode(secret, 5),
      '',
      '000 000 0',
    ]) {
      const answer = await visitor.post(step, { code });
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('Deze code of passkey klopt niet');
    }
    expect(await isIn(visitor)).toBe(false);
    const lines = await listActions(person.id);
    expect(lines.filter((action) => action === 'accounts.secondStepFailed')).toHaveLength(5);
  });

  test('is told to wait after many tries, whoever else signs in', async () => {
    const [person, other] = [await addPerson(), await addPerson()];
    const secret = await giveApp(person.id);
    const { visitor } = await enterPassword(person);
    for (let tries = 0; tries < 20; tries += 1) await visitor.post(step, { code: '000000' });
    const late = await visitor.post(step, { code: makeCode(secret) });
    expect(late.status).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    const otherSecret = await giveApp(other.id);
    const fresh = await enterPassword(other);
    expect((await fresh.visitor.post(step, { code: makeCode(otherSecret) })).status).toBe(303);
  });

  test('takes it after a link too, and keeps the form that came too late', async () => {
    const person = await addPerson();
    const secret = await giveApp(person.id);
    const token = await makeSignInLink(actingOn(server.app), person);
    const visitor = createVisitor(server.app);
    const opened = await visitor.post(`/sign-in/${token}`, { password: 'nog een lange zin hierbij' });
    expect([opened.status, opened.location]).toEqual([303, step]);
    expect(await isIn(visitor)).toBe(false);
    await server.app.db.updateTable('account').set({ passwordHash }).where('id', '=', person.id).execute();
    const kept = JSON.stringify({ path: '/desk/account', fields: [['name', 'Nieuwe naam']], hadFile: false });
    const { visitor: late, answer } = await enterPassword(person, { kept });
    expect(readHidden(answer, 'kept')).toBe(kept);
    const done = await late.post(step, { code: makeCode(secret), kept });
    expect(done.status).toBe(200);
    expect(done.text).toContain('Nieuwe naam');
  });

  test('of two that send the same code one gets in', async () => {
    const person = await addPerson();
    const code = makeCode(await giveApp(person.id));
    const visits = await Promise.all([enterPassword(person), enterPassword(person)]);
    const answers = await Promise.all(visits.map(({ visitor }) => visitor.post(step, { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
  });
});

describe('who knows the password alone', () => {
  test('uses up no tries of the owner, in a browser of before or with a recovery code', async () => {
    const person = await addPerson();
    const secret = await giveApp(person.id);
    const { visitor: owner } = await enterPassword(person);
    expect((await owner.post(step, { code: makeCode(secret) })).status).toBe(303);
    const codes = await replaceRecoveryCodes(server.app.db, person.id);
    const { visitor: thief } = await enterPassword(person);
    for (let tries = 0; tries < 21; tries += 1) await thief.post(step, { code: '000000' });
    expect((await thief.post(step, { code: '000000' })).status).toBe(429);
    await owner.post('/sign-in', { email: person.email, password });
    expect((await owner.post(step, { code: makeCode(secret, 1) })).status).toBe(303);
    const { visitor: elsewhere } = await enterPassword(person);
    expect((await elsewhere.post(step, { code: codes[0]! })).status).toBe(303);
    // Nor of who is at the desk.
    const csrf = readCsrf(await elsewhere.get(own));
    const atDesk = await elsewhere.post(`${own}/confirm`, { csrf, code: codes[1]! });
    expect([atDesk.status, atDesk.location]).toEqual([303, own]);
  });

  test('or reads the mailbox changes no password before the second step', async () => {
    const person = await addPerson();
    const secret = await giveApp(person.id);
    const owner = await addSession(server.app.db, person.id, someBrowser());
    const token = await makeSignInLink(actingOn(server.app), person);
    const visitor = createVisitor(server.app);
    const chosen = 'een heel andere lange zin';
    expect((await visitor.post(`/sign-in/${token}`, { password: chosen })).location).toBe(step);
    expect(await findSession(server.app.db, owner)).toBeDefined();
    expect((await enterPassword(person)).answer.status).toBe(200);
    expect((await visitor.post(step, { code: makeCode(secret) })).status).toBe(303);
    expect(await findSession(server.app.db, owner)).toBeUndefined();
    expect((await enterPassword(person)).answer.status).toBe(401);
    expect(await listActions(person.id)).toContain('accounts.passwordChanged');
  });
});

test('who comes from a provider proves it again before a change, once there is a second step', async () => {
  const person = await addPerson();
  const enter = async () => {
    const entering = { id: person.id, isProvenElsewhere: true };
    const line = { action: 'accounts.signedInByProvider' } as const;
    const { token, waitsFor } = await startSession(actingOn(server.app), entering, line, someBrowser());
    expect(waitsFor).toBeNull();
    return (await findSession(server.app.db, token))!.isConfirmed;
  };
  expect(await enter()).toBe(true);
  await giveApp(person.id);
  expect(await enter()).toBe(false);
});

describe('half signed in', () => {
  test('opens no page of the desk and sends no form of it', async () => {
    const person = await addPerson();
    await giveApp(person.id);
    const { visitor } = await enterPassword(person);
    for (const path of ['/desk', '/desk/networks', '/desk/accounts', '/desk/log', own])
      expect((await visitor.get(path)).status).toBe(303);
    expect((await visitor.post('/desk/account', { name: 'Iemand anders', language: 'nl' })).status).toBe(401);
    expect(
      (await visitor.post('/sign-in/kept', { kept: '{"path":"/desk/account","fields":[],"hadFile":false}' }))
        .status,
    ).toBe(401);
  });

  test('ends after a quarter of an hour', async () => {
    const person = await addPerson();
    const secret = await giveApp(person.id);
    const { visitor } = await enterPassword(person);
    await server.app.db
      .updateTable('session')
      .set({ expiresAt: sql<Date>`expires_at - interval '15 minutes'` })
      .where('accountId', '=', person.id)
      .execute();
    const answer = await visitor.post(step, { code: makeCode(secret) });
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    expect((await visitor.get(`${step}?to=%2Fdesk%2Flog`)).location).toBe('/sign-in?to=%2Fdesk%2Flog');
  });
});

describe('who needs one and has none', () => {
  test.each(roles.map((role) => [role, ['operator', 'coordinator'].includes(role)] as const))(
    'a %s: %s',
    async (role, isNeeded) => {
      const person = await addPerson(role);
      const { visitor, answer } = await enterPassword(person);
      expect(answer.status).toBe(isNeeded ? 200 : 303);
      expect(await isIn(visitor)).toBe(!isNeeded);
    },
  );

  test('sets up an app while signing in, and gets ten codes that each work once', async () => {
    const person = await addPerson();
    const { visitor, answer } = await enterPassword(person);
    expect(answer.text).toContain('<h1>Stel een tweede stap in</h1>');
    const sealed = readSealed(answer.text);
    const secret = readSecret(answer.text);
    const wrong = await visitor.post(step, { sealed, code: '000000' });
    expect(wrong.status).toBe(422);
    // The same picture again: nobody has to scan twice.
    expect(wrong.text).toContain(secret);
    expect(await isIn(visitor)).toBe(false);
    const done = await visitor.post(step, { sealed, code: makeCode(secret) });
    expect(done.status).toBe(200);
    const codes = readCodes(done);
    expect(new Set(codes).size).toBe(10);
    expect(await isIn(visitor)).toBe(true);
    for (const [typed, status] of [
      [codes[0]!.toLowerCase().replaceAll('-', ' '), 303],
      [codes[0]!, 401],
      [codes[1]!, 303],
    ] as const) {
      const next = await enterPassword(person);
      expect((await next.visitor.post(step, { code: typed })).status).toBe(status);
    }
    expect((await visitor.get(own)).text).toContain('Herstelcodes die u nog kunt gebruiken: 8.');
    // What is stored opens nothing.
    const stored = await server.app.db
      .selectFrom('recoveryCode')
      .select('codeHash')
      .where('accountId', '=', person.id)
      .execute();
    const plain = codes.map((code) => code.replaceAll('-', ''));
    for (const { codeHash } of stored) expect(plain).not.toContain(codeHash.toString());
    const factor = await server.app.db
      .selectFrom('secondFactor')
      .select('secret')
      .where('accountId', '=', person.id)
      .executeTakeFirstOrThrow();
    expect(factor.secret.toString('latin1')).not.toContain(secret.replaceAll(' ', ''));
  });

  test('a page of somebody else sets nothing up', async () => {
    const [person, thief] = [await addPerson(), await addPerson()];
    const { answer } = await enterPassword(thief);
    const secret = readSecret(answer.text);
    const { visitor } = await enterPassword(person);
    const tried = await visitor.post(step, { sealed: readSealed(answer.text), code: makeCode(secret) });
    expect(tried.status).toBe(409);
    expect(await isIn(visitor)).toBe(false);
  });

  test('who waits with a stolen password gets none beside that of the owner', async () => {
    const person = await addPerson();
    const { visitor: thief, answer } = await enterPassword(person);
    await giveApp(person.id);
    const secret = readSecret(answer.text);
    const tried = await thief.post(step, { sealed: readSealed(answer.text), code: makeCode(secret) });
    expect(tried.status).toBe(409);
    expect(await isIn(thief)).toBe(false);
    const factors = server.app.db.selectFrom('secondFactor').select('id').where('accountId', '=', person.id);
    expect(await factors.execute()).toHaveLength(1);
  });

  test('the setting names nobody: nobody needs one, and who chose one takes it', async () => {
    const free = await startBeside(server, { SECOND_STEP: 'nobody' });
    const [plain, careful] = [await addPerson(), await addPerson()];
    await giveApp(careful.id);
    const visit = async ({ email }: { email: string }) => {
      const visitor = createVisitor(free.app);
      await visitor.post('/sign-in', { email, password });
      return isIn(visitor);
    };
    expect([await visit(plain), await visit(careful)]).toEqual([true, false]);
    await free.stop();
  });
});

describe('changing it', () => {
  test('asks again who it is after a quarter of an hour, and counts tries', async () => {
    const reader = await signIn(server.app, 'researcher');
    await server.app.db
      .updateTable('account')
      .set({ passwordHash })
      .where('id', '=', reader.accountId)
      .execute();
    const sessions = server.app.db.updateTable('session').where('accountId', '=', reader.accountId);
    await sessions.set({ confirmedAt: sql<Date>`now() - interval '16 minutes'` }).execute();
    const page = await reader.get(own);
    expect(page.body).toContain('Bent u het nog?');
    expect(page.body).not.toContain('name="sealed"');
    expect((await reader.post(own, { sealed: 'x', code: '123456' })).statusCode).toBe(409);
    expect((await reader.post(`${own}/codes`)).statusCode).toBe(409);
    expect((await reader.post(`${own}/confirm`, { password: 'iets anders' })).statusCode).toBe(422);
    expect((await reader.post(`${own}/confirm`, { password })).statusCode).toBe(303);
    expect((await reader.get(own)).body).toContain('name="sealed"');
    // With an app the password says nothing any more.
    const secret = await giveApp(reader.accountId);
    await sessions.set({ confirmedAt: sql<Date>`now() - interval '16 minutes'` }).execute();
    expect((await reader.post(`${own}/confirm`, { password })).statusCode).toBe(422);
    expect((await reader.post(`${own}/removal`, { factor: '1' })).statusCode).toBe(409);
    expect((await reader.post(`${own}/confirm`, { code: makeCode(secret) })).statusCode).toBe(303);
    for (let tries = 0; tries < 20; tries += 1) await reader.post(`${own}/confirm`, { code: '000000' });
    expect((await reader.post(`${own}/confirm`, { code: '000000' })).statusCode).toBe(429);
  });

  test('and so does another password beside it', async () => {
    const reader = await signIn(server.app, 'researcher');
    const { db } = server.app;
    await db.updateTable('account').set({ passwordHash }).where('id', '=', reader.accountId).execute();
    await giveApp(reader.accountId);
    const sessions = db.updateTable('session').where('accountId', '=', reader.accountId);
    await sessions.set({ confirmedAt: sql<Date>`now() - interval '16 minutes'` }).execute();
    const form = { current: password, password: 'een heel andere lange zin' };
    expect((await reader.post('/desk/account/password', form)).statusCode).toBe(409);
    await sessions.set({ confirmedAt: sql<Date>`now()` }).execute();
    expect((await reader.post('/desk/account/password', form)).statusCode).toBe(303);
  });

  test('the same app is not stored twice, so that no code works twice', async () => {
    const reader = await signIn(server.app, 'researcher');
    const page = await reader.get(own);
    const secret = readSecret(page.body);
    const sealed = readSealed(page.body);
    const form = { sealed, code: makeCode(secret) };
    const answers = await Promise.all([reader.post(own, form), reader.post(own, form)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  test('the last one stays with a role that needs it; the codes go with the last one of another', async () => {
    for (const [role, status] of [
      ['operator', 409],
      ['researcher', 303],
    ] as const) {
      const reader = await signIn(server.app, role);
      const page = await reader.get(own);
      const secret = readSecret(page.body);
      const sealed = readSealed(page.body);
      expect((await reader.post(own, { sealed, code: makeCode(secret) })).statusCode).toBe(200);
      const factors = server.app.db
        .selectFrom('secondFactor')
        .select('id')
        .where('accountId', '=', reader.accountId);
      const { id } = await factors.executeTakeFirstOrThrow();
      expect((await reader.post(`${own}/removal`, { factor: id })).statusCode).toBe(status);
      const codes = server.app.db
        .selectFrom('recoveryCode')
        .select('codeHash')
        .where('accountId', '=', reader.accountId);
      expect(await codes.execute()).toHaveLength(role === 'operator' ? 10 : 0);
    }
  });

  test('nobody removes what is of somebody else', async () => {
    const [reader, other] = [await signIn(server.app, 'researcher'), await signIn(server.app, 'researcher')];
    await giveApp(other.accountId);
    const factors = server.app.db
      .selectFrom('secondFactor')
      .select('id')
      .where('accountId', '=', other.accountId);
    const { id } = await factors.executeTakeFirstOrThrow();
    expect((await reader.post(`${own}/removal`, { factor: id })).statusCode).toBe(303);
    expect(await factors.execute()).toHaveLength(1);
  });

  test('ten are enough', async () => {
    const reader = await signIn(server.app, 'researcher');
    for (let have = 0; have < 10; have += 1) await giveApp(reader.accountId);
    const page = await reader.get(own);
    const secret = readSecret(page.body);
    const sealed = readSealed(page.body);
    const answer = await reader.post(own, { sealed, code: makeCode(secret) });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('U hebt al 10 tweede stappen');
  });
});

test('who lost everything is helped by an operator: all of it goes, sessions too, with a line', async () => {
  const [operator, person] = [await signIn(server.app, 'operator'), await addPerson()];
  await giveApp(person.id);
  const token = await addSession(server.app.db, person.id, someBrowser());
  const page = `/desk/accounts/${person.id}`;
  expect((await operator.get(page)).body).toContain('Tweede stap weghalen');
  expect((await operator.post(`${page}/second-step-reset`)).headers.location).toBe(
    `${page}?done=factorsReset`,
  );
  expect(await findSession(server.app.db, token)).toBeUndefined();
  expect((await operator.get(page)).body).not.toContain('Tweede stap weghalen');
  expect(await listActions(operator.accountId)).toContain('accounts.factorsReset');
  // Whoever knows the password does not come first: the next way in is a link to this person.
  expect((await enterPassword(person)).answer.status).toBe(401);
  const link = await makeSignInLink(actingOn(server.app), person);
  const visit = createVisitor(server.app);
  expect((await visit.post(`/sign-in/${link}`, { password })).location).toBe(step);
  expect((await visit.get(step)).text).toContain('<h1>Stel een tweede stap in</h1>');
  expect((await operator.post(`/desk/accounts/${operator.accountId}/second-step-reset`)).statusCode).toBe(
    409,
  );
  // Half signed in when it happened: that ends as well.
  await giveApp(person.id);
  const { visitor } = await enterPassword(person);
  await resetFactors(actingOn(server.app), person.id);
  expect((await visitor.get(step)).location).toBe('/sign-in');
});

test('from outside nobody sees who has a second step before the password is right', async () => {
  const [plain, careful] = [await addPerson('researcher'), await addPerson('researcher')];
  await giveApp(careful.id);
  const answers = await Promise.all(
    [plain.email, careful.email, 'niemand@example.org'].map(async (email) => {
      const { status, text } = await createVisitor(server.app).post('/sign-in', {
        email,
        password: 'iets anders',
      });
      return [status, text.replaceAll(email, 'X')];
    }),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('one sees where one is signed in, and ends one of those', async () => {
  const [reader, other] = [await signIn(server.app, 'researcher'), await signIn(server.app, 'researcher')];
  const elsewhere = await addSession(server.app.db, reader.accountId, {
    address: '198.51.100.7',
    name: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  });
  const page = (await reader.get('/desk/account')).body;
  expect(page).toContain('Safari op iOS');
  expect(page).toContain('198.51.100.7');
  const { id } = (await findSession(server.app.db, elsewhere))!;
  await other.post('/desk/account/sessions/end', { session: id });
  expect(await findSession(server.app.db, elsewhere)).toBeDefined();
  expect((await reader.post('/desk/account/sessions/end', { session: id })).statusCode).toBe(303);
  expect(await findSession(server.app.db, elsewhere)).toBeUndefined();
  for (const nothing of ['', 'x', '0', id])
    expect((await reader.post('/desk/account/sessions/end', { session: nothing })).statusCode).toBe(303);
});

test('with another key of the installation no app fits', async () => {
  const person = await addPerson();
  const secret = makeAppSecret();
  await server.app.db
    .insertInto('secondFactor')
    .values({ accountId: person.id, kind: 'app', secret: sealSecret('another key', person.id, secret) })
    .execute();
  const { visitor } = await enterPassword(person);
  expect((await visitor.post(step, { code: makeCode(secret) })).status).toBe(401);
});
