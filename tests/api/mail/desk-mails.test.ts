/** The outbox of the desk: what it lists, what it shows and to whom, and what its buttons do. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueMails } from '../../../server/jobs/queue-mails.ts';
import { makeSeededToken } from '../../../server/web/link-key.ts';
import { readWords } from '../../support/read-html.ts';
import { findMailState, seedMails } from '../../support/seed-mails.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let alone: TestApp;
let served: TestApp;
beforeAll(async () => {
  alone = await startTestApp({ PUBLIC_URL: 'http://keten.example' });
  // Nobody listens there, and no job is done in this test.
  served = await startTestApp({ PUBLIC_URL: 'http://keten.example', SMTP_URL: 'smtp://127.0.0.1:1' });
});
afterAll(async () => {
  await alone.stop();
  await served.stop();
});

async function seedDesk({ app }: TestApp, names: Record<string, string>) {
  const seeded = await seedMails(app, { names });
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', {
    municipalityId,
    networkIds: [seeded.networkId],
  });
  return { ...seeded, coordinator, municipalityId };
}

describe('without a mail server', () => {
  test('each mail is ready to copy: address, subject, text with the link', async () => {
    const { coordinator, networkId, people } = await seedDesk(alone, { 'anna@partner.example': 'Anna' });
    const anna = people['anna@partner.example']!;
    const list = await coordinator.get(`/desk/networks/${networkId}/mails`);
    expect(list.statusCode).toBe(200);
    expect(readWords(list.body)).toContain('Er is geen mailserver ingesteld');
    expect(list.body).toContain(`href="/desk/mails/${anna.mailId}"`);
    expect(list.body).not.toContain(anna.token);
    const page = await coordinator.get(`/desk/mails/${anna.mailId}`);
    expect(page.body).toContain('value="anna@partner.example"');
    expect(page.body).toMatch(/value="Vragenlijst over de samenwerking in /);
    expect(page.body).toContain(`http://keten.example/invitations/${anna.token}`);
    expect(page.body).toContain('href="mailto:anna@partner.example?subject');
    expect(page.body).not.toContain('/sending"');
    const { rows } = await sql`SELECT FROM pgboss.job WHERE name = 'send-mail'`.execute(alone.app.db);
    expect(rows).toEqual([]);
  });

  test('showing it stands in the log, without the link', async () => {
    const { coordinator, people } = await seedDesk(alone, { 'bram@partner.example': 'Bram' });
    const { mailId, token } = people['bram@partner.example']!;
    await coordinator.get(`/desk/mails/${mailId}`);
    const lines = await alone.app.db
      .selectFrom('audit')
      .selectAll()
      .where('accountId', '=', coordinator.accountId)
      .execute();
    expect(lines).toMatchObject([{ action: 'outbox.mailShown', thingId: mailId, note: 'Bram' }]);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  test('a mail that the coordinator sent itself is marked so, once', async () => {
    const { coordinator, networkId, people, roundId } = await seedDesk(alone, {
      'carla@partner.example': 'Carla',
      'dirk@partner.example': 'Dirk',
    });
    const { mailId } = people['carla@partner.example']!;
    const done = await coordinator.post(`/desk/mails/${mailId}/sent-by-hand`);
    expect(done.statusCode).toBe(303);
    expect(done.headers.location).toBe(`/desk/networks/${networkId}/mails?round=${roundId}&done=sentByHand`);
    expect(await findMailState(alone.app, mailId)).toMatchObject({ state: 'sent', reason: 'byHand' });
    expect((await coordinator.post(`/desk/mails/${mailId}/sent-by-hand`)).statusCode).toBe(409);
    const page = readWords((await coordinator.get(done.headers.location as string)).body);
    expect(page).toContain('De mail staat nu als verstuurd in de lijst.');
    expect(page).toContain('1 van 2');
    const filtered = await coordinator.get(`/desk/networks/${networkId}/mails?state=waiting`);
    expect(filtered.body).toContain('dirk@partner.example');
    expect(filtered.body).not.toContain('carla@partner.example');
  });

  test('a mail to see the own data is never shown, and never marked by hand', async () => {
    const { coordinator, networkId, people } = await seedDesk(alone, { 'esra@partner.example': 'Esra' });
    const { personId } = people['esra@partner.example']!;
    const { seed, token, hash } = makeSeededToken(alone.app.linkKey);
    const link = await alone.app.db
      .insertInto('dataLink')
      .values({
        personId,
        seed,
        tokenHash: hash,
        expiresAt: sql<Date>`now() + interval '14 days'`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const [mailId] = await queueMails(alone.app, [
      {
        kind: 'personal-data',
        recipient: 'esra@partner.example',
        language: 'nl',
        networkId,
        personId,
        dataLinkId: link.id,
      },
    ]);
    for (const reader of [coordinator, await signIn(alone.app, 'operator')]) {
      const page = await reader.get(`/desk/mails/${mailId}`);
      expect(page.statusCode).toBe(200);
      expect(readWords(page.body)).toContain('Alleen die persoon mag hem zien.');
      expect(page.body).not.toContain(token);
      expect(page.body).not.toContain('/own-data/');
    }
    expect((await coordinator.post(`/desk/mails/${mailId}/sent-by-hand`)).statusCode).toBe(404);
  });

  test('a mail to an account is the operator’s to copy, and nobody else’s', async () => {
    const { coordinator } = await seedDesk(alone, { 'femke@partner.example': 'Femke' });
    const operator = await signIn(alone.app, 'operator');
    const { seed, token, hash } = makeSeededToken(alone.app.linkKey);
    const link = await alone.app.db
      .insertInto('signInLink')
      .values({
        accountId: coordinator.accountId,
        purpose: 'invite',
        seed,
        tokenHash: hash,
        expiresAt: sql<Date>`now() + interval '7 days'`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const [mailId] = await queueMails(alone.app, [
      {
        kind: 'account',
        recipient: 'nieuw@gemeente.example',
        language: 'nl',
        accountId: coordinator.accountId,
        signInLinkId: link.id,
      },
    ]);
    const page = await operator.get(`/desk/accounts/${coordinator.accountId}/mail`);
    expect(page.body).toContain(`http://keten.example/sign-in/${token}`);
    expect((await coordinator.get(`/desk/accounts/${coordinator.accountId}/mail`)).statusCode).toBe(404);
    expect((await operator.get(`/desk/mails/${mailId}`)).statusCode).toBe(404);
    expect((await operator.get('/desk/accounts/999999/mail')).statusCode).toBe(404);
    expect((await operator.get('/desk/accounts/x/mail')).statusCode).toBe(404);
  });

  test('trying to send is refused with a sentence', async () => {
    const { coordinator, people } = await seedDesk(alone, { 'gijs@partner.example': 'Gijs' });
    const answer = await coordinator.post(`/desk/mails/${people['gijs@partner.example']!.mailId}/sending`);
    expect(answer.statusCode).toBe(409);
    expect(readWords(answer.body)).toContain('Er is geen mailserver ingesteld.');
  });
});

describe('with a mail server', () => {
  test('a mail that failed is tried again, and only then', async () => {
    const { coordinator, people, networkId } = await seedDesk(served, { 'anna@partner.example': 'Anna' });
    const { mailId } = people['anna@partner.example']!;
    await sql`UPDATE mail SET state = 'failed', reason = 'refused', reply = '550 no such user …'
      WHERE id = ${mailId}`.execute(served.app.db);
    await sql`DELETE FROM pgboss.job`.execute(served.app.db);
    const list = readWords((await coordinator.get(`/desk/networks/${networkId}/mails`)).body);
    expect(list).toContain('De mailserver weigert deze mail.');
    expect(list).toContain('550 no such user …');
    expect((await coordinator.post(`/desk/mails/${mailId}/sending`)).statusCode).toBe(303);
    expect(await findMailState(served.app, mailId)).toMatchObject({ state: 'waiting', reason: null });
    const { rows } = await sql`SELECT data FROM pgboss.job WHERE name = 'send-mail'`.execute(served.app.db);
    expect(rows).toMatchObject([{ data: { mailId, networkId } }]);
    await sql`UPDATE mail SET state = 'sent' WHERE id = ${mailId}`.execute(served.app.db);
    expect((await coordinator.post(`/desk/mails/${mailId}/sending`)).statusCode).toBe(409);
  });

  test('a mail to an account is shown to nobody', async () => {
    const operator = await signIn(served.app, 'operator');
    await queueMails(served.app, [
      { kind: 'sign-in', recipient: 'o@example.org', language: 'nl', accountId: operator.accountId },
    ]);
    expect((await operator.get(`/desk/accounts/${operator.accountId}/mail`)).statusCode).toBe(404);
  });

  test('an address that does not work is marked at the person', async () => {
    const { coordinator, people } = await seedDesk(served, { 'hans@partner.example': 'Hans' });
    const { mailId, personId } = people['hans@partner.example']!;
    expect((await coordinator.post(`/desk/mails/${mailId}/bounce`)).statusCode).toBe(303);
    const person = await served.app.db
      .selectFrom('person')
      .select('addressFailsAt')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    expect(person.addressFailsAt).toBeInstanceOf(Date);
    const actions = await served.app.db
      .selectFrom('audit')
      .select('action')
      .where('accountId', '=', coordinator.accountId)
      .execute();
    expect(actions).toEqual([{ action: 'partners.addressFails' }]);
  });
});

test("another network's mails, and mails that do not exist, are not there", async () => {
  const own = await seedDesk(alone, { 'ina@partner.example': 'Ina' });
  const other = await seedDesk(alone, { 'jan@partner.example': 'Jan' });
  const { mailId } = other.people['jan@partner.example']!;
  const missing = await own.coordinator.get('/desk/mails/999999');
  for (const answer of [
    await own.coordinator.get(`/desk/mails/${mailId}`),
    await own.coordinator.get(`/desk/networks/${other.networkId}/mails`),
    await own.coordinator.get(`/desk/networks/${other.networkId}/jobs`),
    await own.coordinator.get('/desk/jobs'),
    await own.coordinator.post(`/desk/mails/${mailId}/sent-by-hand`),
    await own.coordinator.post(`/desk/mails/${mailId}/bounce`),
    await own.coordinator.post(`/desk/mails/${mailId}/sending`),
  ]) {
    expect(answer.statusCode).toBe(404);
    expect(readWords(answer.body)).toBe(readWords(missing.body));
  }
  // The round of another network as a filter gives nothing of it away.
  const filtered = await own.coordinator.get(`/desk/networks/${own.networkId}/mails?round=${other.roundId}`);
  expect(filtered.body).not.toContain('jan@partner.example');
});
