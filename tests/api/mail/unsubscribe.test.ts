/** Stopping the mails by the link in them: one press, by a person or by a mail program, and nobody else's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeMail } from '../../../server/mail/compose-mail.ts';
import { findMailToSend } from '../../../server/mail/mails-to-send.ts';
import { seedMails } from '../../support/seed-mails.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'https://keten.example' });
});
afterAll(() => server.stop());

async function seedPerson(email: string) {
  const { people } = await seedMails(server.app, { names: { [email]: 'Anna' } });
  const person = people[email]!;
  const mail = composeMail(server.app, (await findMailToSend(server.app.db, person.mailId))!)!;
  const path = /<https:\/\/keten\.example(.+)>/.exec(mail.headers['List-Unsubscribe']!)![1]!;
  const isStopped = async () => {
    const row = await server.app.db
      .selectFrom('person')
      .select('unsubscribedAt')
      .where('id', '=', person.personId)
      .executeTakeFirstOrThrow();
    return row.unsubscribedAt !== null;
  };
  return { ...person, path, isStopped };
}

test('opening the page changes nothing, however often', async () => {
  const { path, isStopped } = await seedPerson('a@partner.example');
  for (let time = 0; time < 3; time++) {
    const page = await server.app.inject(path);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Stuur mij geen mails meer');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  }
  await server.app.inject({ method: 'HEAD', url: path });
  await server.app.inject({ method: 'OPTIONS', url: path });
  expect(await isStopped()).toBe(false);
});

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'multipart/form-data; boundary=grens',
    '--grens\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--grens--\r\n',
  ],
])(
  'a mail program stops them with one POST of %s, without a cookie and without a redirect',
  async (type, payload) => {
    const { path, isStopped, personId } = await seedPerson(`b${type.length}@partner.example`);
    const post = () =>
      server.app.inject({ method: 'POST', url: path, headers: { 'content-type': type }, payload });
    const answer = await post();
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('U krijgt geen mails meer');
    expect(answer.body).toContain('Vraag dat aan de coördinator');
    expect(await isStopped()).toBe(true);
    expect((await post()).statusCode).toBe(200);
    const lines = await server.app.db
      .selectFrom('audit')
      .select(['actor', 'action', 'origin'])
      .where('thingId', '=', personId)
      .execute();
    // Of who answers no address is kept.
    expect(lines).toEqual([{ actor: 'visitor', action: 'outbox.unsubscribed', origin: null }]);
  },
);

test('a button without a form type too, and in English', async () => {
  const { path, isStopped } = await seedPerson('c@partner.example');
  expect((await server.app.inject(`${path}?lang=en`)).body).toContain('Send me no more mails');
  expect((await server.app.inject({ method: 'POST', url: path })).statusCode).toBe(200);
  expect(await isStopped()).toBe(true);
});

test("a wrong link, another's token and nothing at all look the same, and are limited together", async () => {
  const anna = await seedPerson('d@partner.example');
  const bram = await seedPerson('e@partner.example');
  const token = anna.path.split('-').slice(1).join('-');
  const missing = await server.app.inject('/unsubscribe/999999-aaaaaaaaaaaaaaaaaaaaaa');
  const wrong = [
    `/unsubscribe/${bram.personId}-${token}`,
    `/unsubscribe/${anna.personId}-aaaaaaaaaaaaaaaaaaaaaa`,
    `/unsubscribe/${anna.personId}`,
    `/unsubscribe/${anna.token}`,
    '/unsubscribe/x',
  ];
  for (const url of wrong) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await server.app.inject({ method, url });
      expect(answer.statusCode, url).toBe(404);
      expect(answer.body).toBe(missing.body);
    }
  }
  expect(await anna.isStopped()).toBe(false);
  expect(await bram.isStopped()).toBe(false);
  let last = 404;
  for (let time = 0; time < 30 && last === 404; time++) {
    last = (await server.app.inject('/unsubscribe/1-aaaaaaaaaaaaaaaaaaaaaa')).statusCode;
  }
  expect(last).toBe(429);
  // A good link is not held up by the mistakes of others.
  expect((await server.app.inject(anna.path)).statusCode).toBe(200);
});

test('the token of the personal link does not stop mails, and the other way round', async () => {
  const { path, token, personId } = await seedPerson('f@partner.example');
  const unsubscribe = path.split('-').slice(1).join('-');
  expect(unsubscribe).not.toBe(token);
  expect((await server.app.inject(`/invitations/${unsubscribe}`)).statusCode).toBe(404);
  expect((await server.app.inject(`/unsubscribe/${personId}-${token}`)).statusCode).toBeGreaterThanOrEqual(
    404,
  );
});
