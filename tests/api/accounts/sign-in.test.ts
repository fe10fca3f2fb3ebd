/** Signing in and out: first start, invitation, password, link by mail, and how sessions end. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../server/access/access.ts';
import { addSession, findSession, makeCsrfToken } from '../../../server/access/sessions.ts';
import { changePassword } from '../../../server/accounts/change-password.ts';
import { disableAccount } from '../../../server/accounts/disable-account.ts';
import { editAccount } from '../../../server/accounts/edit-account.ts';
import { hashPassword } from '../../../server/accounts/password.ts';
import { signIn as startSession } from '../../../server/accounts/sign-in/sign-in.ts';
import { signInByLink } from '../../../server/accounts/sign-in/sign-in-by-link.ts';
import {
  addSignInLink,
  findSignInLink,
  makeFirstLink,
} from '../../../server/accounts/sign-in/sign-in-links.ts';
import { actAs } from '../../../server/log/act.ts';
import { actingOn } from '../../support/acting.ts';
import { seedRound } from '../../support/seed.ts';
import { signIn } from '../../support/sign-in.ts';
import { someBrowser } from '../../support/some-browser.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor, readCsrf, type Visitor } from '../../support/visitor.ts';

const password = 'een lange zin als wachtwoord';
let server: TestApp;
let people = 0;

beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:9' });
});
afterAll(() => server.stop());

async function addPerson(role: Role = 'researcher', chosen: string | null = password) {
  const email = `persoon${++people}@example.org`;
  const { id } = await server.app.db
    .insertInto('account')
    .values({
      email,
      emailFolded: email,
      name: `Persoon ${people}`,
      role,
      passwordHash: chosen && (await hashPassword(chosen)),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, email };
}

/** Whom the desk takes this visitor for. */
async function isSignedIn(visitor: Visitor): Promise<boolean> {
  const { status, location } = await visitor.get('/desk/account');
  if (status === 200) return true;
  expect(location).toMatch(/^\/sign-in\?to=/);
  return false;
}

async function countLines(action: string, accountId: string): Promise<number> {
  const lines = await server.app.db
    .selectFrom('audit')
    .select('id')
    .where('action', '=', action)
    .where('accountId', '=', accountId)
    .execute();
  return lines.length;
}

describe('the first start', () => {
  test('one link makes one operator; it works once and opening it changes nothing', async () => {
    const { app } = server;
    const [one, two] = await Promise.all([
      makeFirstLink(actAs(app, { kind: 'job' })),
      makeFirstLink(actAs(app, { kind: 'job' })),
    ]);
    expect(one).toBe(two);
    expect(await app.db.selectFrom('signInLink').select('id').execute()).toHaveLength(1);
    const visitor = createVisitor(app);
    for (let i = 0; i < 5; i++) expect((await visitor.get(`/first/${one}`)).status).toBe(200);
    expect((await visitor.get(`/sign-in/${one}`)).status).toBe(404);

    const wrong = await visitor.post(`/first/${one}`, { name: '', email: 'anna', password: 'kort' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Er kloppen 3 dingen niet');
    expect(wrong.text).toContain('value="anna"');
    expect(wrong.text).not.toContain('value="kort"');

    const fields = { name: 'Anna', email: 'anna@example.org', password };
    const answers = await Promise.all([
      visitor.post(`/first/${one}`, fields),
      createVisitor(app).post(`/first/${one}`, { ...fields, email: 'bram@example.org' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    const accounts = await app.db.selectFrom('account').select(['id', 'role']).execute();
    expect(accounts).toMatchObject([{ role: 'operator' }]);
    expect((await visitor.get(`/first/${one}`)).status).toBe(404);
    expect(await makeFirstLink(actAs(app, { kind: 'job' }))).toBeUndefined();
    expect(await countLines('accounts.firstMade', accounts[0]!.id)).toBe(1);
  });
});

describe('a password', () => {
  test('opens the desk at the page that was asked for', async () => {
    const { email } = await addPerson();
    const visitor = createVisitor(server.app);
    const asked = await visitor.get('/desk/account?done=saved');
    expect(asked.location).toBe('/sign-in?to=%2Fdesk%2Faccount%3Fdone%3Dsaved');
    const answer = await visitor.post('/sign-in', {
      email: ` ${email.toUpperCase()}`,
      password,
      to: '/desk/account?done=saved',
    });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe('/desk/account?done=saved');
    expect(await isSignedIn(visitor)).toBe(true);
  });

  test.each([
    'https://evil.example/desk',
    '//evil.example/desk',
    '/desk@evil.example',
    '/desk/../sign-in',
    '/desk\\evil',
    '/desk/\r\nx',
    'javascript:alert(1)',
    '/deskundig',
  ])('never leads to %j', async (to) => {
    const { email } = await addPerson();
    const answer = await createVisitor(server.app).post('/sign-in', { email, password, to });
    expect(answer.location).toBe('/desk');
  });

  test('nobody can see from a refusal whether there is an account', async () => {
    const open = await addPerson();
    const without = await addPerson('researcher', null);
    const disabled = await addPerson();
    await server.app.db
      .updateTable('account')
      .set({ disabledAt: new Date() })
      .where('id', '=', disabled.id)
      .execute();
    const attempts = [
      { email: open.email, password: 'niet het goede wachtwoord' },
      { email: open.email, password: '' },
      { email: open.email, password: 'x'.repeat(4000) },
      { email: without.email, password },
      { email: disabled.email, password },
      { email: 'niemand@example.org', password },
      { email: '', password: '' },
    ];
    const answers = [];
    for (const attempt of attempts) {
      const { status, text } = await createVisitor(server.app).post('/sign-in', attempt);
      answers.push({ status, text: text.replaceAll(attempt.email, '') });
    }
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.text.replace(' value=""', '')).toBe(answers[0]!.text.replace(' value=""', ''));
    }
    const logged = await server.app.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'accounts.signInFailed')
      .execute();
    expect(logged).toHaveLength(attempts.length);
    expect(JSON.stringify(logged)).not.toMatch(/niemand|example\.org/);
  });

  test('a new session replaces the one that the browser had', async () => {
    const { id, email } = await addPerson();
    const planted = await addSession(server.app.db, id, someBrowser());
    const visitor = createVisitor(server.app);
    visitor.cookies.set('session', planted);
    await visitor.post('/sign-in', { email, password });
    expect(visitor.cookies.get('session')).not.toBe(planted);
    expect(await findSession(server.app.db, planted)).toBeUndefined();
  });

  test('guessing is slowed down by visitor and by account, and keeps nobody else out', async () => {
    const anna = await addPerson();
    const bram = await addPerson();
    const owner = createVisitor(server.app);
    await owner.post('/sign-in', { email: anna.email, password });

    const guesser = createVisitor(server.app, '10.8.0.1');
    const statuses: number[] = [];
    for (let i = 0; i < 22; i++) {
      const guess = await guesser.post('/sign-in', { email: `iemand${i}@example.org`, password: `gok ${i}` });
      statuses.push(guess.status);
      if (guess.status === 429) {
        expect(Number(guess.headers['retry-after'])).toBeGreaterThan(0);
        expect(guess.text).toMatch(/Wacht \d+ seconden/);
      }
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    expect((await createVisitor(server.app).post('/sign-in', { email: bram.email, password })).status).toBe(
      303,
    );

    // From ever other addresses, at one account: the stranger is held up, whoever signed in before is not.
    for (let i = 0; i < 20; i++) {
      await createVisitor(server.app).post('/sign-in', { email: anna.email, password: `gok ${i}` });
    }
    const stranger = await createVisitor(server.app).post('/sign-in', { email: anna.email, password });
    expect(stranger.status).toBe(429);
    expect((await owner.post('/sign-in', { email: anna.email, password })).status).toBe(303);
  });

  test('a form of another site is refused, and one that hides where it comes from', async () => {
    const { email } = await addPerson();
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost' },
      { origin: 'nonsense' },
    ];
    for (const headers of foreign) {
      const visitor = createVisitor(server.app);
      expect((await visitor.post('/sign-in', { email, password }, headers)).status).toBe(403);
      expect(visitor.cookies.has('session')).toBe(false);
    }
    const own: Record<string, string>[] = [
      { origin: 'http://127.0.0.1:3000' },
      { origin: 'http://localhost', host: 'localhost' },
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
    ];
    for (const headers of own) {
      const answer = await createVisitor(server.app).post('/sign-in', { email, password }, headers);
      expect(answer.status).toBe(303);
    }
  });
});

describe('a link', () => {
  test('by mail: asked for without a word about accounts, taken by a press, once', async () => {
    const { app } = server;
    const person = await addPerson('researcher', null);
    const known = await createVisitor(app).post('/sign-in/mail', { email: person.email });
    const unknown = await createVisitor(app).post('/sign-in/mail', { email: 'niemand2@example.org' });
    expect(known.status).toBe(200);
    expect(unknown.status).toBe(200);
    expect(known.text.replaceAll(person.email, '')).toBe(unknown.text.replaceAll('niemand2@example.org', ''));

    await expect
      .poll(() => app.db.selectFrom('mail').selectAll().where('kind', '=', 'sign-in').execute())
      .toMatchObject([{ recipient: person.email, accountId: person.id }]);
    const { token } = await addSignInLink(app.db, app.linkKey, person.id, 'sign-in');
    const visitor = createVisitor(app);
    for (let i = 0; i < 3; i++) {
      const page = await visitor.get(`/sign-in/${token}`);
      expect(page.status).toBe(200);
      expect(page.headers['referrer-policy']).toBe('strict-origin');
    }
    expect(visitor.cookies.has('session')).toBe(false);
    const takers = await Promise.all([
      visitor.post(`/sign-in/${token}`),
      createVisitor(app).post(`/sign-in/${token}`),
    ]);
    expect(takers.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect((await visitor.get(`/sign-in/${token}`)).status).toBe(404);
  });

  test('an invitation lets choose a password, and the newest alone works', async () => {
    const { app } = server;
    const person = await addPerson('researcher', null);
    const earlier = await addSignInLink(app.db, app.linkKey, person.id, 'invite');
    const { token } = await addSignInLink(app.db, app.linkKey, person.id, 'invite');
    const visitor = createVisitor(app);
    expect((await visitor.get(`/sign-in/${earlier.token}`)).status).toBe(404);
    const short = await visitor.post(`/sign-in/${token}`, { password: 'kort' });
    expect(short.status).toBe(422);
    expect((await visitor.post(`/sign-in/${token}`, { password })).status).toBe(303);
    expect(await isSignedIn(visitor)).toBe(true);
    expect((await createVisitor(app).post('/sign-in', { email: person.email, password })).status).toBe(303);
  });

  test('of a closed account, an ended one and one that never was look the same', async () => {
    const { app } = server;
    const closed = await addPerson();
    const inTime = await addPerson();
    const links = [
      await addSignInLink(app.db, app.linkKey, closed.id, 'invite'),
      await addSignInLink(app.db, app.linkKey, inTime.id, 'sign-in'),
      { token: 'AAAAAAAAAAAAAAAAAAAAAA', id: '0' },
    ];
    await app.db.updateTable('account').set({ disabledAt: new Date() }).where('id', '=', closed.id).execute();
    await app.db
      .updateTable('signInLink')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where('id', '=', links[1]!.id)
      .execute();
    const texts = new Set<string>();
    for (const { token } of links) {
      const visitor = createVisitor(app);
      const [page, press] = [await visitor.get(`/sign-in/${token}`), await visitor.post(`/sign-in/${token}`)];
      expect([page.status, press.status]).toEqual([404, 404]);
      texts.add(page.text).add(press.text);
    }
    expect(texts.size).toBe(1);
  });

  test('goes to one address five times an hour, however it is spelled, and whoever asks', async () => {
    const { app } = server;
    const { id, email } = await addPerson();
    const spelled = [email, email.toUpperCase(), ` ${email} `];
    for (const to of [(n: number) => spelled[n % 3]!, () => 'nergens@example.org']) {
      const asked = Array.from({ length: 60 }, (_, n) =>
        createVisitor(app).post('/sign-in/mail', { email: to(n) }),
      );
      const answers = await Promise.all(asked);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(55);
      for (const { text } of refused) expect(text).toMatch(/Wacht \d+ seconden/);
    }
    const count = async () =>
      (await app.db.selectFrom('mail').select('id').where('accountId', '=', id).execute()).length;
    await expect.poll(count).toBe(5);
  });

  test('wrong links are counted apart', async () => {
    const visitor = createVisitor(server.app, '10.8.0.2');
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++) statuses.push((await visitor.get(`/sign-in/wrong${i}`)).status);
    expect(statuses).toEqual([...Array(30).fill(404), 429, 429]);
    expect((await visitor.get('/invitations/wrong')).status).toBe(404);
  });
});

describe('a session ends', () => {
  test('at signing out', async () => {
    const { id, email } = await addPerson();
    const visitor = createVisitor(server.app);
    await visitor.post('/sign-in', { email, password });
    const token = visitor.cookies.get('session')!;
    const page = await visitor.get('/desk/account');
    expect((await visitor.post('/desk/sign-out', { csrf: readCsrf(page) })).status).toBe(303);
    expect(visitor.cookies.has('session')).toBe(false);
    expect(await findSession(server.app.db, token)).toBeUndefined();
    expect(await countLines('accounts.signedOut', id)).toBe(1);
  });

  test('elsewhere at another password, and here it goes on as a new one', async () => {
    const { email } = await addPerson();
    const [here, there] = [createVisitor(server.app), createVisitor(server.app)];
    await here.post('/sign-in', { email, password });
    await there.post('/sign-in', { email, password });
    const csrf = readCsrf(await here.get('/desk/account'));
    const before = here.cookies.get('session');
    const wrong = await here.post('/desk/account/password', { csrf, current: 'fout', password: 'kort' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Er kloppen 2 dingen niet');
    expect(await isSignedIn(there)).toBe(true);
    const next = 'een heel andere lange zin';
    const answer = await here.post('/desk/account/password', { csrf, current: password, password: next });
    expect(answer.location).toBe('/desk/account?done=passwordChanged');
    expect(here.cookies.get('session')).not.toBe(before);
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
    expect((await createVisitor(server.app).post('/sign-in', { email, password })).status).toBe(401);
  });

  test('after twelve hours', async () => {
    const reader = await signIn(server.app, 'researcher');
    expect((await reader.get('/desk/account')).statusCode).toBe(200);
    const session = server.app.db.updateTable('session').where('accountId', '=', reader.accountId);
    const { expiresAt, createdAt } = await server.app.db
      .selectFrom('session')
      .selectAll()
      .where('accountId', '=', reader.accountId)
      .executeTakeFirstOrThrow();
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(12 * 3600_000);
    await session.set({ expiresAt: new Date(Date.now() - 1) }).execute();
    expect((await reader.get('/desk/account')).statusCode).toBe(303);
  });

  test('two hours after its last request; each request within them lets it go on', async () => {
    const reader = await signIn(server.app, 'researcher');
    const setUsed = (ago: string) =>
      sql`UPDATE session SET used_at = now() - ${ago}::interval WHERE account_id = ${reader.accountId}`.execute(
        server.app.db,
      );
    const readUsed = async () =>
      (
        await server.app.db
          .selectFrom('session')
          .select(sql<boolean>`used_at > now() - interval '59 seconds'`.as('isNow'))
          .where('accountId', '=', reader.accountId)
          .executeTakeFirstOrThrow()
      ).isNow;
    await setUsed('119 minutes');
    expect((await reader.get('/desk/account')).statusCode).toBe(200);
    expect(await readUsed()).toBe(true);
    // Once a minute is enough.
    await setUsed('59 seconds');
    const before = await readUsed();
    await reader.get('/desk/account');
    expect(await readUsed()).toBe(before);
    await setUsed('121 minutes');
    expect((await reader.get('/desk/account')).statusCode).toBe(303);
    const late = await reader.post('/desk/account', { name: 'Nieuw', language: 'nl' });
    expect(late.statusCode).toBe(401);
    expect(late.body).toContain('Nieuw');
  });

  test('and so do links that were not used: at another password, another role, a closing', async () => {
    const { app } = server;
    const operator = await signIn(app, 'operator');
    const ends: Record<string, (person: { id: string; email: string }) => Promise<unknown>> = {
      password: async ({ id }) =>
        changePassword(actingOn(app), id, await hashPassword(password), someBrowser()),
      role: ({ id }) => editAccount(actingOn(app), id, { name: 'Anders', role: 'operator' }, 1),
      closing: ({ id }) => disableAccount(actingOn(app), id),
      'a link with a password': async ({ id }) => {
        const { token } = await addSignInLink(app.db, app.linkKey, id, 'sign-in');
        const link = { ...(await findSignInLink(app.db, token))!, accountId: id };
        await signInByLink(actingOn(app), link, await hashPassword(password), someBrowser());
      },
    };
    expect((await operator.get('/desk/accounts')).statusCode).toBe(200);
    for (const [what, end] of Object.entries(ends)) {
      const person = await addPerson();
      const { token } = await addSignInLink(app.db, app.linkKey, person.id, 'sign-in');
      expect((await createVisitor(app).get(`/sign-in/${token}`)).status).toBe(200);
      await end(person);
      expect([what, (await createVisitor(app).get(`/sign-in/${token}`)).status]).toEqual([what, 404]);
    }
  });

  test('also that of a sign-in with the old password at the moment of the change', async () => {
    const { app } = server;
    const { id } = await addPerson();
    const old = await app.db
      .selectFrom('account')
      .select('passwordHash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await changePassword(actingOn(app), id, await hashPassword('een heel andere lange zin'), someBrowser());
    const late = startSession(actingOn(app), { id, ...old }, { action: 'accounts.signedIn' }, someBrowser());
    await expect(late).rejects.toMatchObject({ statusCode: 401 });
  });

  test('everywhere when asked', async () => {
    const reader = await signIn(server.app, 'researcher');
    const elsewhere = await addSession(server.app.db, reader.accountId, someBrowser());
    await reader.post('/desk/account/sign-out');
    expect(await findSession(server.app.db, elsewhere)).toBeUndefined();
    expect((await reader.get('/desk/account')).statusCode).toBe(303);
  });
});

describe('the token of a form', () => {
  test('is needed, and is that of this very session', async () => {
    const { app } = server;
    const [reader, other] = [await signIn(app, 'researcher'), await signIn(app, 'researcher')];
    const elsewhere = (await findSession(app.db, await addSession(app.db, reader.accountId, someBrowser())))!;
    const send = (csrf: string | undefined) =>
      app.inject({
        method: 'POST',
        url: '/desk/account',
        headers: { cookie: reader.cookie },
        payload: { name: 'Anders', language: 'nl', ...(csrf === undefined ? {} : { csrf }) },
      });
    for (const csrf of [undefined, '', 'nonsense', other.csrf, makeCsrfToken(elsewhere)]) {
      const { statusCode, body } = await send(csrf);
      expect(statusCode).toBe(403);
      expect(body).toContain('te lang open');
    }
    const readName = async () =>
      (await app.db.selectFrom('account').select('name').where('id', '=', reader.accountId).execute())[0]!
        .name;
    expect(await readName()).not.toBe('Anders');
    expect((await send(reader.csrf)).statusCode).toBe(303);
    expect(await readName()).toBe('Anders');
  });

  test('does not help a form of another site', async () => {
    const reader = await signIn(server.app, 'researcher');
    const answer = await server.app.inject({
      method: 'POST',
      url: '/desk/account/sign-out',
      headers: { cookie: reader.cookie, origin: 'https://evil.example' },
      payload: { csrf: reader.csrf },
    });
    expect(answer.statusCode).toBe(403);
    expect((await reader.get('/desk/account')).statusCode).toBe(200);
  });
});

test('over https cookies are never sent in the clear, and no script reads them', async () => {
  const secure = await startTestApp({ PUBLIC_URL: 'https://desk.example.org' });
  try {
    const token = (await makeFirstLink(actAs(secure.app, { kind: 'job' })))!;
    const post = (url: string, payload: object) => secure.app.inject({ method: 'POST', url, payload });
    const account = { email: 'anna@example.org', password };
    const made = await post(`/first/${token}`, { ...account, name: 'Anna' });
    expect([made.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    const entered = await post('/sign-in?lang=en', account);
    expect(entered.cookies.map(({ name }) => name).sort()).toEqual(['__Host-session', 'known', 'language']);
    const { path, invitationId } = (await seedRound(secure.app.db)).people.anna!;
    const opened = await secure.app.inject({ url: `${path}/sharing` });
    const saved = await secure.app.inject({
      method: 'POST',
      url: `${path}/sharing`,
      cookies: Object.fromEntries(opened.cookies.map(({ name, value }) => [name, value])),
      payload: { view: 'x.1', comment: 'Wij zien elkaar weinig.' },
    });
    const ofRespondent = [...opened.cookies, ...saved.cookies];
    expect(ofRespondent.map(({ name }) => name)).toEqual([`holder-${invitationId}`, 'answered']);
    for (const cookie of [...entered.cookies, ...ofRespondent]) {
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
    }
  } finally {
    await secure.stop();
  }
});
