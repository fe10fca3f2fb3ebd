/** A lost link sent again: to the address that is known and nowhere else, with the same answer to everybody. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { openBoard } from '../../support/open-board.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { startTestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver.received.length = 0;
});

const host = { host: 'keten.example' };
const ask = (email: string, from = createVisitor(server.app)) => from.post('/lost-link', { email }, host);
const links = (text: string) => [...text.matchAll(/\/invitations\/[\w-]{22}(?=\n)/g)].map(([link]) => link);

test('who is known and who is not get the same answer, with the same headers and one job each that holds no address', async () => {
  const { own } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  receiver.received.length = 0;
  const forget = (headers: Record<string, unknown>) => ({ ...headers, date: '' });
  const [known, unknown] = [await ask(own('Anna')), await ask('niemand@elders.example')];
  expect(known.status).toBe(303);
  expect({ ...known, headers: forget(known.headers) }).toEqual({
    ...unknown,
    headers: forget(unknown.headers),
  });
  const said = await createVisitor(server.app).get(known.location!, host);
  expect(said.status).toBe(200);
  expect(readWords(said.text)).toContain('Is dit adres uitgenodigd, en kunt u nog antwoorden?');
  expect(said.text).not.toContain('partner.example');
  // Nothing more was done while somebody waited.
  expect(receiver.received).toEqual([]);
  await runJobs(server.app);
  expect(receiver.received.map(({ to }) => to)).toEqual([own('Anna')]);
  const { rows } = await server.app.pg.query(
    "SELECT state, output, data::text FROM pgboss.job WHERE name = 'mail-lost-links'",
  );
  expect(rows).toHaveLength(2);
  expect(rows.map(({ state, output }) => ({ state, output }))).toEqual([
    { state: 'completed', output: rows[1].output },
    { state: 'completed', output: rows[0].output },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/anna|niemand|example/i);
});

test('the mail has the link that was mailed before, in the language and the name of the person, from the coordinator', async () => {
  const { own, row } = await openBoard(server.app, [
    [{ name: 'Anna' }, { name: 'Zoë', language: 'en' }],
    [{ name: 'Bram' }],
  ]);
  const before = await row('Anna');
  const first = new Map(receiver.received.map(({ to, email }) => [to, links(email.text!)[0]]));
  receiver.received.length = 0;
  // Capitals and spaces are not an other address.
  await ask(` ${own('Anna').toUpperCase()} `);
  await ask(own('Zoë'));
  await runJobs(server.app);
  const [dutch, english] = [own('Anna'), own('Zoë')].map(
    (address) => receiver.received.find(({ to }) => to === address)!.email,
  );
  expect(receiver.received).toHaveLength(2);
  expect(links(dutch!.text!)).toEqual([first.get(own('Anna'))]);
  expect(dutch!.text).toContain('Beste Anna,');
  expect(dutch!.from?.name).toContain('Anne Jansen');
  expect(english!.text).toContain('Dear Zoë,');
  expect(english!.subject).toMatch(/^Your link/);
  expect((await makeRespondent(server.app, links(english!.text!)[0]!).open()).status).toBe(200);
  // It is no reminder and no invitation: the board stays as it was.
  expect(await row('Anna')).toBe(before);
});

test('who is asked in two rounds gets both links; nobody else does: withdrawn, unsubscribed or in the archive', async () => {
  const one = await openBoard(server.app, [
    [{ name: 'Bram' }, { name: 'Carla', unsubscribed: true }, { name: 'Dirk' }, { name: 'Esra' }],
  ]);
  const two = await openBoard(server.app, [[{ name: 'Femke' }]]);
  const { db } = server.app;
  await db
    .updateTable('person')
    .set({ email: one.own('Bram') })
    .where('id', '=', two.network.people.Femke!)
    .execute();
  await one.coordinator.post(`/desk/invitations/${await one.id('Dirk')}/revocation`);
  await db
    .updateTable('person')
    .set({ archivedAt: new Date() })
    .where('id', '=', one.network.people.Esra!)
    .execute();
  receiver.received.length = 0;
  for (const name of ['Bram', 'Carla', 'Dirk', 'Esra']) {
    expect((await ask(one.own(name))).location).toBe('/lost-link?done=asked');
  }
  await runJobs(server.app);
  expect(receiver.received.map(({ to }) => to)).toEqual([one.own('Bram'), one.own('Bram')]);
  const found = receiver.received.flatMap(({ email }) => links(email.text!));
  expect(new Set(found).size).toBe(2);
  for (const link of found) expect((await makeRespondent(server.app, link).open()).status).toBe(200);
});

test('three mails a day to an address, and nothing tells that somebody asked before; ten tries a minute of a visitor', async () => {
  const { own } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  receiver.received.length = 0;
  for (const address of [own('Anna'), 'nooit@elders.example']) {
    for (let time = 0; time < 5; time += 1) {
      expect(await ask(address)).toMatchObject({ status: 303, location: '/lost-link?done=asked' });
      await runJobs(server.app);
    }
  }
  expect(receiver.received.map(({ to }) => to)).toEqual([own('Anna'), own('Anna'), own('Anna')]);
  const one = createVisitor(server.app);
  for (let time = 0; time < 10; time += 1) {
    expect((await ask(`iemand${time}@elders.example`, one)).status).toBe(303);
  }
  expect((await ask('iemand11@elders.example', one)).status).toBe(429);
});

test('a typing error is told, a form of another site is refused, and a server without mail says so', async () => {
  const wrong = await ask('anna@partner');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('href="#email"');
  expect(wrong.text).toContain('value="anna@partner"');
  const foreign = createVisitor(server.app).post(
    '/lost-link',
    { email: 'a@b.example' },
    { ...host, origin: 'http://boef.example' },
  );
  expect((await foreign).status).toBe(403);
  const silent = await startTestApp();
  try {
    const visitor = createVisitor(silent.app);
    const page = await visitor.get('/lost-link');
    expect(readWords(page.text)).toContain('Deze server verstuurt geen mail.');
    expect(page.text).not.toContain('<form');
    expect((await visitor.post('/lost-link', { email: 'a@b.example' })).status).toBe(409);
  } finally {
    await silent.stop();
  }
});

test('the start page and the page of a link that opens nothing lead here, and no other page of a refusal does', async () => {
  const visitor = createVisitor(server.app);
  for (const [path, leads] of [
    ['/', true],
    ['/invitations/AAAAAAAAAAAAAAAAAAAAAA', true],
    ['/shares/AAAAAAAAAAAAAAAAAAAAAA', false],
  ] as const) {
    const { text } = await visitor.get(path, host);
    expect(text.includes('href="/lost-link"')).toBe(leads);
    expect(text.includes('href="/code"')).toBe(leads);
  }
});
