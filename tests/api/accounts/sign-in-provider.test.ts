/** Signing in by OpenID Connect, at a real provider. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSession, findSession } from '../../../server/access/sessions.ts';
import { disableAccount, enableAccount } from '../../../server/accounts/disable-account.ts';
import { signInByProvider } from '../../../server/accounts/sign-in/sign-in-by-provider.ts';
import { addSignInLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import { actingOn } from '../../support/acting.ts';
import { type ProviderPerson, startProvider, type TestProvider } from '../../support/oidc-provider.ts';
import { someBrowser } from '../../support/some-browser.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor, readHidden, type Visit, type Visitor } from '../../support/visitor.ts';

const publicUrl = 'http://127.0.0.1:3000';
let provider: TestProvider;
let server: TestApp;
let people = 0;

beforeAll(async () => {
  provider = await startProvider(publicUrl);
  server = await startTestApp({ ...provider.env, OIDC_MAIL_DOMAINS: 'eigen.example', LOG_LEVEL: 'silent' });
  await server.app.db.insertInto('municipality').values({ code: 'GM0988', name: 'Weert' }).execute();
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});

/** Somebody at the provider whom nobody here knows yet. */
function createPerson(claims: Record<string, unknown> = {}): ProviderPerson {
  const number = ++people;
  return {
    sub: `subject-${number}`,
    name: `Persoon ${number}`,
    email: `persoon${number}@gemeente.example`,
    email_verified: true,
    ...claims,
  };
}

/** Goes to the provider as this person and gives the address that it sends the browser back to. */
async function visitProvider(visitor: Visitor, person: ProviderPerson, to = ''): Promise<URL> {
  provider.person = person;
  let { status, location } = await visitor.get(`/sign-in/provider${to && `?to=${encodeURIComponent(to)}`}`);
  expect(status).toBe(303);
  const jar = new Map<string, string>();
  for (let hops = 0; hops < 10; hops++) {
    const url: URL = new URL(location!, provider.issuer);
    if (url.href.startsWith(publicUrl)) return url;
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    await answer.body?.cancel();
    location = answer.headers.get('location') ?? undefined;
    if (!location) throw new Error(`The provider stopped at ${url} with ${answer.status}.`);
  }
  throw new Error('The provider goes round in circles.');
}

async function returnTo(visitor: Visitor, url: URL): Promise<Visit> {
  const page = await visitor.get(url.pathname + url.search);
  expect(page.status).toBe(200);
  expect(visitor.cookies.has('session')).toBe(false);
  return visitor.post(url.pathname, { query: readHidden(page, 'query')! });
}

async function signInAs(
  person: ProviderPerson,
  visitor = createVisitor(server.app),
  to = '',
): Promise<Visit> {
  return returnTo(visitor, await visitProvider(visitor, person, to));
}

async function findAccount(person: ProviderPerson) {
  return server.app.db
    .selectFrom('account')
    .selectAll()
    .where('email', '=', String(person.email))
    .executeTakeFirst();
}

async function invite(
  person: ProviderPerson,
  role: 'researcher' | 'operator' = 'researcher',
): Promise<string> {
  const { id } = await server.app.db
    .insertInto('account')
    .values({
      email: String(person.email).toUpperCase(),
      emailFolded: String(person.email),
      name: 'Genodigde',
      role,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

describe('somebody with a role at the provider', () => {
  test('gets an account at the first visit, and the same one at the next', async () => {
    const person = createPerson({ roles: ['coordinator'], municipalityCode: 'GM0988' });
    const visitor = createVisitor(server.app);
    const answer = await signInAs(person, visitor, '/desk/account');
    expect([answer.status, answer.location]).toEqual([303, '/desk/account']);
    expect((await visitor.get('/desk/account')).text).toContain(person.name);
    expect(await findAccount(person)).toMatchObject({
      role: 'coordinator',
      name: person.name,
      oidcSubject: `${provider.issuer} ${person.sub}`,
      passwordHash: null,
    });
    // The mail address there may change: it is the subject that counts.
    const again = await signInAs({ ...person, email: 'elders@gemeente.example' });
    expect(again.status).toBe(303);
    expect(await findAccount({ ...person, email: 'elders@gemeente.example' })).toBeUndefined();
    const lines = await server.app.db
      .selectFrom('audit')
      .select('action')
      .where('accountId', '=', (await findAccount(person))!.id)
      .orderBy('id')
      .execute();
    expect(lines.map(({ action }) => action)).toEqual([
      'accounts.madeByProvider',
      'accounts.signedInByProvider',
      'accounts.signedInByProvider',
    ]);
  });

  test('has another role here as soon as there; sessions end, networks are given anew', async () => {
    const person = createPerson({ roles: ['municipality'], municipalityCode: 'GM0988' });
    await signInAs(person);
    const { id } = (await findAccount(person))!;
    const earlier = await addSession(server.app.db, id, someBrowser());
    expect((await signInAs({ ...person, roles: ['researcher'] })).status).toBe(303);
    expect(await findAccount(person)).toMatchObject({ role: 'researcher', municipalityId: null });
    expect(await findSession(server.app.db, earlier)).toBeUndefined();
  });

  test('loses the account when the provider names no role any more, and gets it back with one', async () => {
    const person = createPerson({ roles: ['researcher'] });
    await signInAs(person);
    const { id } = (await findAccount(person))!;
    const earlier = await addSession(server.app.db, id, someBrowser());
    const link = await addSignInLink(server.app.db, server.app.linkKey, id, 'sign-in');
    for (const roles of [[], ['koning'], undefined]) {
      const visitor = createVisitor(server.app);
      const answer = await signInAs({ ...person, roles }, visitor);
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('daar geen rol voor Ketenspiegel meer');
      expect(visitor.cookies.has('session')).toBe(false);
    }
    expect(await findAccount(person)).toMatchObject({ disabledAt: expect.any(Date), closedByProvider: true });
    expect(await findSession(server.app.db, earlier)).toBeUndefined();
    expect((await createVisitor(server.app).get(`/sign-in/${link.token}`)).status).toBe(404);
    expect((await signInAs({ ...person, roles: ['researcher'] })).status).toBe(303);
    expect(await findAccount(person)).toMatchObject({ disabledAt: null, closedByProvider: false });
    const lines = await server.app.db
      .selectFrom('audit')
      .select('action')
      .where('thingId', '=', id)
      .where('action', 'in', ['accounts.closedByProvider', 'accounts.roleByProvider'])
      .orderBy('id')
      .execute();
    expect(lines.map(({ action }) => action)).toEqual([
      'accounts.closedByProvider',
      'accounts.roleByProvider',
    ]);
  });

  test('is let in without a role there when the operator opened the account by hand, and never otherwise', async () => {
    const person = createPerson({ roles: ['researcher'] });
    await signInAs(person);
    await signInAs({ ...person, roles: [] });
    const { id } = (await findAccount(person))!;
    await enableAccount(actingOn(server.app), id);
    expect((await signInAs({ ...person, roles: [] })).status).toBe(303);
    await disableAccount(actingOn(server.app), id);
    expect((await signInAs(person)).status).toBe(403);
  });

  test('makes one account at ten first visits at once', async () => {
    const person = createPerson({ roles: ['researcher'] });
    const claimed = {
      subject: `${provider.issuer} ${person.sub}`,
      email: String(person.email),
      name: 'Tien',
      role: 'researcher',
      municipalityCode: undefined,
    } as const;
    const visits = Array.from({ length: 10 }, () =>
      signInByProvider(actingOn(server.app), claimed, 'nl', someBrowser()),
    );
    expect(new Set(await Promise.all(visits)).size).toBe(10);
    const lines = await server.app.db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'accounts.madeByProvider')
      .where('thingId', '=', (await findAccount(person))!.id)
      .execute();
    expect(lines).toHaveLength(1);
  });

  test.each([
    [{ roles: ['coordinator'] }, 'bij welke gemeente'],
    [{ roles: ['municipality'], municipalityCode: 'GM0001' }, 'GM0001'],
    [{ roles: ['researcher'], email_verified: false }, 'bevestigd mailadres'],
    [{ roles: ['researcher'], email: undefined }, 'bevestigd mailadres'],
    [{ roles: ['koning'] }, 'uitnodiging'],
    [{}, 'uitnodiging'],
  ])('%j is told what is missing', async (claims, sentence) => {
    const person = createPerson(claims);
    const visitor = createVisitor(server.app);
    const answer = await signInAs(person, visitor);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(sentence);
    expect(visitor.cookies.has('session')).toBe(false);
    expect(await findAccount(createPerson({ ...claims, email: person.email }))).toBeUndefined();
  });
});

test.each([
  [{ name: 'An\0na' }, 303],
  [{ name: 'An\ud800na' }, 303],
  [{ role: 'coordinator', municipalityCode: 'GM\0' }, 403],
  [{ email: 'anna\0@gemeente.example' }, 403],
])('a claim with a sign that no database stores, %j, is no error of ours', async (claims, status) => {
  const { role = 'researcher', ...others } = claims as Record<string, string>;
  const person = createPerson({ roles: [role], ...others });
  expect((await signInAs(person)).status).toBe(status);
});

describe('somebody who was invited here', () => {
  test('is known by the mail address that the provider vouches for, and keeps the role', async () => {
    const person = createPerson();
    const id = await invite(person);
    expect((await signInAs(person)).status).toBe(303);
    const account = await server.app.db.selectFrom('account').selectAll().where('id', '=', id).execute();
    expect(account).toMatchObject([{ role: 'researcher', oidcSubject: `${provider.issuer} ${person.sub}` }]);
  });

  test('is not known by an address that anybody could type there', async () => {
    const person = createPerson({ email_verified: false });
    await invite(person, 'operator');
    expect((await signInAs(person)).status).toBe(403);
  });

  test.each([
    [
      'says nothing of an address that it hands out itself',
      { email: 'anna@Eigen.example', email_verified: undefined },
    ],
    ['writes it as a text', { email_verified: 'true' }],
  ])('is known where the provider %s', async (_how, claims) => {
    const person = createPerson(claims);
    await invite({ ...person, email: String(person.email).toLowerCase() });
    expect((await signInAs(person)).status).toBe(303);
  });

  test('is told how to come in where the provider does not vouch for the address, and never to ask for what it had', async () => {
    const person = createPerson({ email_verified: undefined });
    await invite(person);
    const answer = await signInAs(person);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Log dan in met de link uit die mail');
    expect(answer.text).not.toContain('om een uitnodiging');
  });

  test('goes on where it was after going back in the browser', async () => {
    const person = createPerson();
    await invite(person);
    const visitor = createVisitor(server.app);
    const url = await visitProvider(visitor, person);
    await returnTo(visitor, url);
    const page = await visitor.get(url.pathname + url.search);
    const again = await visitor.post(url.pathname, { query: readHidden(page, 'query')! });
    expect([again.status, again.location]).toEqual([303, '/desk']);
    // Without a session it stays what it was: too late.
    const other = createVisitor(server.app);
    expect((await other.post(url.pathname, { query: readHidden(page, 'query')! })).status).not.toBe(303);
  });

  test('is not somebody else who got the same mail address later', async () => {
    const person = createPerson();
    await invite(person);
    await signInAs(person);
    const successor = { ...person, sub: `${person.sub}-successor` };
    expect((await signInAs(successor)).status).toBe(403);
  });

  test('and whose account was closed stays out', async () => {
    const person = createPerson({ roles: ['researcher'] });
    await signInAs(person);
    await server.app.db
      .updateTable('account')
      .set({ disabledAt: new Date() })
      .where('email', '=', String(person.email))
      .execute();
    expect((await signInAs(person)).status).toBe(403);
  });

  test('is not taken down as the last operator by a claim', async () => {
    const person = createPerson({ roles: ['operator'] });
    await signInAs(person);
    await server.app.db
      .updateTable('account')
      .set({ disabledAt: new Date() })
      .where('role', '=', 'operator')
      .where('email', '<>', String(person.email))
      .execute();
    const answer = await signInAs({ ...person, roles: ['researcher'] });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('laatste beheerder');
    expect(await findAccount(person)).toMatchObject({ role: 'operator' });
  });
});

describe('coming back', () => {
  test('by a GET signs nobody in, and works once', async () => {
    const person = createPerson({ roles: ['researcher'] });
    const visitor = createVisitor(server.app);
    const url = await visitProvider(visitor, person);
    for (let i = 0; i < 3; i++) await visitor.get(url.pathname + url.search);
    expect(visitor.cookies.has('session')).toBe(false);
    expect(await findAccount(person)).toBeUndefined();
    expect((await returnTo(visitor, url)).status).toBe(303);
    visitor.cookies.delete('session');
    expect((await returnTo(visitor, url)).status).toBe(400);
  });

  test('in another browser, with another state or a code of somebody else is refused', async () => {
    const [victim, attacker] = [createVisitor(server.app), createVisitor(server.app)];
    const own = await visitProvider(attacker, createPerson({ roles: ['researcher'] }));
    // The victim never left: no cookie.
    expect((await returnTo(victim, own)).status).toBe(400);
    const started = await visitProvider(victim, createPerson({ roles: ['researcher'] }));
    expect((await returnTo(victim, own)).status).toBe(400);
    await visitProvider(victim, createPerson({ roles: ['researcher'] }));
    const mixed = new URL(started);
    mixed.searchParams.set('code', own.searchParams.get('code')!);
    expect((await returnTo(victim, mixed)).status).toBe(400);
    expect(victim.cookies.has('session')).toBe(false);
  });

  test('from a form of another site is refused', async () => {
    const visitor = createVisitor(server.app);
    const url = await visitProvider(visitor, createPerson({ roles: ['researcher'] }));
    const answer = await visitor.post(
      url.pathname,
      { query: url.search.slice(1) },
      { origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
  });

  test('with a refusal of the provider shows the way to sign in', async () => {
    const visitor = createVisitor(server.app);
    const { location } = await visitor.get('/sign-in/provider');
    const state = new URL(location!).searchParams.get('state');
    const answer = await visitor.post('/sign-in/provider/return', {
      query: `error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Inloggen met Gemeente Weert is niet gelukt');
    expect(answer.text).toContain('name="password"');
  });
});

test('asks for PKCE, state and nonce, and sends nobody to another site afterwards', async () => {
  const visitor = createVisitor(server.app);
  const { location } = await visitor.get('/sign-in/provider?to=https://evil.example');
  const asked = new URL(location!).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(asked.get(name)!.length).toBeGreaterThan(20);
  const answer = await signInAs(createPerson({ roles: ['researcher'] }), visitor, 'https://evil.example');
  expect(answer.location).toBe('/desk');
});

test('a provider that is down is said in a sentence, and one can sign in another way', async () => {
  const down = await startProvider(publicUrl);
  await down.stop();
  const other = await startTestApp({ ...down.env, LOG_LEVEL: 'silent' });
  try {
    const { status, text } = await createVisitor(other.app).get('/sign-in/provider');
    expect(status).toBe(503);
    expect(text).toContain('de aanbieder geeft geen antwoord');
    expect(text).toContain('name="password"');
  } finally {
    await other.stop();
  }
});
