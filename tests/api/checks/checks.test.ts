/** The check of sender and address as the operator sees it, at the desk and in the shell. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NameServer, startNameServer } from '../../support/name-server.ts';
import { readWords } from '../../support/read-html.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let dns: NameServer;
let server: TestApp;
beforeAll(async () => {
  dns = await startNameServer();
  server = await startTestApp({
    PUBLIC_URL: 'http://keten.example',
    MAIL_FROM: 'Ketenspiegel <mail@keten.example>',
    DNS_SERVER: dns.address,
  });
});
afterAll(async () => {
  await server.stop();
  await dns.stop();
});

test('nobody is asked before the operator asks, and two looks at once ask once; each answer says what to do', async () => {
  dns.records['keten.example'] = ['v=spf1 a -all'];
  dns.records['_dmarc.keten.example'] = 'broken';
  const operator = await signIn(server.app, 'operator');
  expect((await operator.get('/desk/jobs')).body).toContain('href="/desk/checks"');
  expect(dns.asked).toEqual([]);
  const [page] = await Promise.all([operator.get('/desk/checks'), operator.get('/desk/checks')]);
  const words = readWords(page.body);
  expect(words).toContain('keten.example zegt welke mailservers namens dat domein mailen.');
  expect(words).toContain('Vraag hem aan wie uw mailserver beheert, en geef hem in DKIM_SELECTOR.');
  expect(words).toContain('Wij konden niet kijken: de DNS gaf geen antwoord over keten.example.');
  expect(words).toContain('http://keten.example is niet versleuteld.');
  expect(dns.asked.filter((name) => name === 'keten.example')).toHaveLength(1);
});
