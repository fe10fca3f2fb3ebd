/** What public bodies ask of every website: where a weakness is reported, and what is known of accessibility. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let bare: TestApp;
let full: TestApp;
beforeAll(async () => {
  bare = await startTestApp({ PUBLIC_URL: 'http://127.0.0.1' });
  full = await startTestApp({
    PUBLIC_URL: 'https://keten.example',
    SECURITY_CONTACT: 'veilig@gemeente.example',
    SECURITY_POLICY: 'https://gemeente.example/veilig',
    ACCESSIBILITY_CONTACT: 'https://gemeente.example/toegankelijk?vorm=1&taal=nl',
    ACCESSIBILITY_STATEMENT: 'https://gemeente.example/verklaring',
  });
});
afterAll(async () => {
  await bare.stop();
  await full.stop();
});

const ask = ({ app }: TestApp, url: string) =>
  app.inject({ url, headers: { host: new URL(app.config.publicUrl).host } });

test('security.txt has what RFC 9116 asks: a contact, and an end within a year', async () => {
  const { statusCode, headers, body } = await ask(full, '/.well-known/security.txt');
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
  const lines = body
    .trimEnd()
    .split('\n')
    .map((line) => /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line)!.slice(1));
  expect(lines.map(([name]) => name)).toEqual([
    'Contact',
    'Expires',
    'Preferred-Languages',
    'Canonical',
    'Policy',
  ]);
  const fields = Object.fromEntries(lines) as Record<string, string>;
  expect(fields).toMatchObject({
    Contact: 'mailto:veilig@gemeente.example',
    Canonical: 'https://keten.example/.well-known/security.txt',
    Policy: 'https://gemeente.example/veilig',
  });
  expect(fields.Expires).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
  const days = (Date.parse(fields.Expires!) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(170);
  expect(days).toBeLessThan(365);
});

test('without a contact there is no security.txt', async () => {
  expect((await ask(bare, '/.well-known/security.txt')).statusCode).toBe(404);
});

test.each([
  ['SECURITY_CONTACT', 'geen adres'],
  ['SECURITY_CONTACT', 'veilig@gemeente.example\nPolicy: x'],
  ['SECURITY_POLICY', 'http://gemeente.example'],
  ['ACCESSIBILITY_CONTACT', 'javascript:alert(1)'],
  ['ACCESSIBILITY_STATEMENT', 'gemeente.example'],
])('%s can not be %j', async (name, value) => {
  await expect(startTestApp({ [name]: value })).rejects.toMatchObject({ code: 'settingsWrong' });
});

test('the page about accessibility says where to complain, in both languages', async () => {
  const dutch = (await ask(full, '/toegankelijkheid')).body;
  expect(dutch).toContain('<html lang="nl"');
  expect(dutch.replaceAll('&#x3D;', '=')).toContain(
    'href="https://gemeente.example/toegankelijk?vorm=1&amp;taal=nl"',
  );
  expect(dutch).toContain('href="https://gemeente.example/verklaring"');
  const english = (await ask(full, '/toegankelijkheid?lang=en')).body;
  expect(english).toContain('Does something not work?');
});

test('without settings it says to ask whoever invited, and that it is no statement', async () => {
  const { body } = await ask(bare, '/toegankelijkheid');
  expect(body).toContain('Meld het bij degene die u uitnodigde');
  expect(body).toContain('Deze pagina is geen toegankelijkheidsverklaring');
});

test('the foot of each page leads to it', async () => {
  for (const url of [
    '/',
    '/api',
    '/sign-in',
    '/lost-link',
    '/invitations/x',
    '/nergens',
    '/toegankelijkheid',
  ]) {
    expect((await ask(bare, url)).body, url).toMatch(
      /<footer[\s\S]*href="\/toegankelijkheid"[\s\S]*<\/footer>/,
    );
  }
});
