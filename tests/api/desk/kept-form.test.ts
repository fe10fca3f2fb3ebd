/** Safety, rule 2: an ended session never throws away a form. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../../server/accounts/password.ts';
import { addSignInLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor, readCsrf, readHidden, unescapeHtml, type Visit } from '../../support/visitor.ts';

const password = 'een lange zin als wachtwoord';
const email = 'anna@example.org';
let server: TestApp;
let accountId: string;

beforeAll(async () => {
  server = await startTestApp();
  const account = await server.app.db
    .insertInto('account')
    .values({
      email,
      emailFolded: email,
      name: 'Anna',
      role: 'researcher',
      passwordHash: await hashPassword(password),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  accountId = account.id;
});
afterAll(() => server.stop());

async function readName(): Promise<string> {
  const { name } = await server.app.db
    .selectFrom('account')
    .select('name')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return name;
}

/** The fields of the page that sends a kept form again. */
function readFields({ text }: Visit): Record<string, string> {
  const found = [...text.matchAll(/<textarea name="([^"]+)">\n([^<]*)<\/textarea>/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name!, unescapeHtml(value!)]));
}

test('what was typed waits in the page, is shown to nobody else, and is saved by a press', async () => {
  const visitor = createVisitor(server.app);
  const typed = "Anna <b>'t Hart";
  const late = await visitor.post('/desk/account', {
    csrf: 'of an earlier session',
    name: typed,
    language: 'nl',
  });
  expect(late.status).toBe(401);
  expect(late.text).toContain('Er is nog niets opgeslagen');
  expect(late.text).not.toContain('<b>');
  const kept = readHidden(late, 'kept')!;
  expect(JSON.parse(kept).fields).toEqual([
    ['name', typed],
    ['language', 'nl'],
  ]);

  // A slip of the hand in between does not lose it.
  const slip = await visitor.post('/sign-in', { email, password: 'vergissing', kept });
  expect(slip.status).toBe(401);
  expect(readHidden(slip, 'kept')).toBe(kept);

  const page = await visitor.post('/sign-in', { email, password, kept });
  expect(page.status).toBe(200);
  expect(page.text).toContain('action="/desk/account"');
  expect(page.text).not.toContain('<b>');
  expect(await readName()).toBe('Anna');
  const saved = await visitor.post('/desk/account', { ...readFields(page), csrf: readCsrf(page) });
  expect(saved.location).toBe('/desk/account?done=saved');
  expect(await readName()).toBe(typed);
});

test('whoever signs in by a link in another tab comes back to it', async () => {
  const visitor = createVisitor(server.app);
  const kept = readHidden(
    await visitor.post('/desk/account', { name: 'Anna Twee', language: 'nl' }),
    'kept',
  )!;
  const early = await visitor.post('/sign-in/kept', { kept });
  expect(early.status).toBe(401);
  expect(readHidden(early, 'kept')).toBe(kept);
  const { token } = await addSignInLink(server.app.db, server.app.linkKey, accountId, 'sign-in');
  await visitor.post(`/sign-in/${token}`);
  const page = await visitor.post('/sign-in/kept', { kept });
  await visitor.post('/desk/account', { ...readFields(page), csrf: readCsrf(page) });
  expect(await readName()).toBe('Anna Twee');
});

test('another site can not have its form kept, nor bring one along', async () => {
  const foreign = { origin: 'https://evil.example' };
  const visitor = createVisitor(server.app);
  const answer = await visitor.post('/desk/account', { name: 'Evil', language: 'nl' }, foreign);
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain('Evil');
  const kept = JSON.stringify({ path: '/desk/account', fields: [['name', 'Evil']], hadFile: false });
  expect((await visitor.post('/sign-in', { email, password, kept }, foreign)).status).toBe(403);
  expect((await visitor.post('/sign-in/kept', { kept }, foreign)).status).toBe(403);
});

test('a kept form is sent to the desk and nowhere else', async () => {
  const kept = JSON.stringify({ path: 'https://evil.example/', fields: [['name', 'x']], hadFile: false });
  const answer = await createVisitor(server.app).post('/sign-in', { email, password, kept });
  expect(answer.status).toBe(303);
  expect(answer.location).toBe('/desk');
});

test('a file can not be kept, and the page says so; what is beside it is', async () => {
  const boundary = 'xxx';
  const part = (name: string, value: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const answer = await server.app.inject({
    method: 'POST',
    url: '/desk/account',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${part('name', 'Anna')}${part('file', 'naam;soort', '; filename="a.csv"')}--${boundary}--\r\n`,
  });
  expect(answer.statusCode).toBe(401);
  expect(answer.body).toContain('Kies het straks opnieuw');
  expect(answer.body).toContain('Anna');
  expect(answer.body).not.toContain('naam;soort');
});

test('what is too large to keep is not kept silently', async () => {
  const boundary = 'xxx';
  const large = `--${boundary}\r\nContent-Disposition: form-data; name="list"\r\n\r\n${'x'.repeat(300_000)}\r\n--${boundary}--\r\n`;
  const answer = await server.app.inject({
    method: 'POST',
    url: '/desk/account',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: large,
  });
  expect(answer.statusCode).toBe(401);
  expect(answer.body).toContain('te groot om hier te bewaren');
});

test('a form of 200 KB passes through signing in', async () => {
  const visitor = createVisitor(server.app);
  const text = 'é"\n'.repeat(40_000);
  const late = await visitor.post('/desk/account', { name: text, language: 'nl' });
  expect(late.status).toBe(413);
  const fits = 'é"\n'.repeat(20_000);
  const kept = readHidden(await visitor.post('/desk/account', { name: fits, language: 'nl' }), 'kept')!;
  const page = await visitor.post('/sign-in', { email, password, kept });
  expect(page.status).toBe(200);
  expect(page.text).toContain('é&quot;\né&quot;');
});
