/** A person's own data: behind a link in a mail, for that person alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveToken } from '../../../server/web/link-key.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedMail, seedPerson } from '../../support/seed-person.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: SeededRound;
let greet: SignedIn;
let anna: string;
beforeAll(async () => {
  // Nothing listens there: the mails wait.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'netwerk@example.org' });
  const { db } = server.app;
  round = await seedRound(db);
  greet = await signIn(server.app, 'coordinator', { municipalityId: '1', networkIds: [round.networkId] });
  const { invitationId } = round.people.anna!;
  anna = await seedPerson(db, {
    partnerId: round.partnerIds.gemeente!,
    invitationId,
    name: 'Anna <b>de Vries</b>',
    email: 'anna@example.org',
  });
  await answer(db, {
    invitationId,
    address: 'anna@example.org',
    opinion: 5,
    consent: true,
    research: true,
    knows: ['voedselbank'],
  });
});
afterAll(() => server.stop());

/** The links that were made for a person, as its mails bring them; the latest first. */
async function listLinks(person: string): Promise<string[]> {
  const rows = await server.app.db
    .selectFrom('dataLink')
    .select('seed')
    .where('personId', '=', person)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ seed }) => `/own-data/${deriveToken(server.app.linkKey, seed)}`);
}

async function askLink(person: string): Promise<string> {
  // A person gets three of these mails a day; a test needs more.
  await server.app.db.deleteFrom('attemptCount').where('kind', '=', 'mail-data-link').execute();
  const answer = await greet.post(`/desk/people/${person}/data-link`);
  expect(answer.headers.location).toBe(`/desk/people/${person}/data?done=linkSent`);
  return (await listLinks(person))[0]!;
}

let visitors = 0;
const visit = (url: string) =>
  server.app.inject({ url, remoteAddress: `10.9.${Math.floor(++visitors / 200)}.${visitors % 200}` });

test('the coordinator sees the register, and never an answer or the link', async () => {
  const link = await askLink(anna);
  const { body, headers } = await greet.get(`/desk/people/${anna}/data?done=linkSent`);
  const words = readWords(body);
  expect(body).toContain('Anna &lt;b&gt;de Vries&lt;/b&gt;');
  expect(words).toContain('anna@example.org');
  expect(words).toContain('Er is een mail onderweg');
  expect(body).not.toContain(link);
  expect(words).not.toContain('Helemaal mee eens');
  expect(headers['cache-control']).toBe('no-store');
  const mail = await server.app.db
    .selectFrom('mail')
    .selectAll()
    .where('kind', '=', 'personal-data')
    .where('personId', '=', anna)
    .executeTakeFirstOrThrow();
  expect(mail).toMatchObject({ recipient: 'anna@example.org', networkId: round.networkId });
});

test('whatever kinds of mail a person had, the register names them', async () => {
  const recipient = 'veel-mails@example.org';
  const personId = await seedPerson(server.app.db, {
    partnerId: round.partnerIds.voedselbank!,
    email: recipient,
  });
  const kinds = {
    invitation: 'uitnodiging',
    reminder: 'herinnering',
    'sign-in': 'link om in te loggen',
    account: 'uitnodiging voor een account',
    'personal-data': 'link naar eigen gegevens',
    mirror: 'spiegel',
  };
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    await seedMail(server.app.db, { personId, recipient, kind });
  }
  const { statusCode, body } = await greet.get(`/desk/people/${personId}/data`);
  expect(statusCode).toBe(200);
  for (const name of Object.values(kinds)) {
    expect(readWords(body)).toContain(`${name} ${recipient}`);
  }
  const english = await greet.get(`/desk/people/${personId}/data?lang=en`);
  expect(readWords(english.body)).toContain(`mirror ${recipient}`);
});

test('the person sees the register and every answer with its statement, and can keep it', async () => {
  const link = await askLink(anna);
  const { body, headers, statusCode } = await visit(link);
  expect([statusCode, headers['cache-control'], headers['referrer-policy']]).toEqual([
    200,
    'no-store',
    'no-referrer',
  ]);
  const words = readWords(body);
  expect(words).toContain('Voor onze organisatie is duidelijk wat onze taak in het netwerk is.');
  expect(words).toContain('Helemaal mee eens');
  expect(words).toContain('Voedselbank De Brug');
  expect(words).toContain('Mijn antwoorden mogen zonder naam worden gebruikt voor onderzoek.');
  expect(readWords((await visit(`${link}?lang=en`)).body)).toContain('Your data');
  const file = await visit(`${link}/data.json`);
  expect(file.headers['content-disposition']).toContain('attachment');
  expect(file.json()).toMatchObject({
    person: { name: 'Anna <b>de Vries</b>', email: 'anna@example.org', partner: 'Gemeente Voorbeeldstad' },
    invitations: [{ round: '2026', hasConsent: true }],
    answers: [{ round: '2026', withheld: false, instrument: { id: 'ketenspiegel' } }],
  });
  expect(file.json().answers[0].questions.length).toBeGreaterThan(28);
  expect(file.body).not.toContain('"id":"1"');
});

test('who changes the address in the register does not read the answers', async () => {
  const { db } = server.app;
  const { invitationId } = round.people.bram!;
  const bram = await seedPerson(db, {
    partnerId: round.partnerIds.voedselbank!,
    invitationId,
    email: 'bram@example.org',
  });
  await answer(db, { invitationId, address: 'bram@example.org', opinion: 2 });
  await db.updateTable('person').set({ email: 'greet@example.org' }).where('id', '=', bram).execute();
  const link = await askLink(bram);
  const words = readWords((await visit(link)).body);
  expect(words).toContain('Wij tonen uw antwoorden hier niet');
  expect(words).not.toContain('Voor onze organisatie is duidelijk');
  const [own] = (await visit(`${link}/data.json`)).json().answers;
  expect(own).toMatchObject({ withheld: true, pages: [], questions: [], receipt: null });
  // With the address back, a new link shows them.
  await db.updateTable('person').set({ email: 'Bram@Example.org' }).where('id', '=', bram).execute();
  expect(readWords((await visit(await askLink(bram))).body)).toContain('Voor onze organisatie is duidelijk');
});

describe('links', () => {
  test('one that never was, one that ended and one of an erased person look the same', async () => {
    const link = await askLink(anna);
    const wrong = await visit('/own-data/AAAAAAAAAAAAAAAAAAAAAA');
    expect(wrong.statusCode).toBe(404);
    await server.app.db
      .updateTable('dataLink')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where('personId', '=', anna)
      .execute();
    for (const path of ['', '/data.json']) {
      const ended = await visit(link + path);
      expect(ended.statusCode).toBe(404);
      expect(ended.body).toBe((await visit(`/own-data/AAAAAAAAAAAAAAAAAAAAAA${path}`)).body);
    }
  });

  test('guessing is slowed down, and a good link still opens', async () => {
    const link = await askLink(anna);
    const guess = (url: string) => server.app.inject({ url, remoteAddress: '10.77.0.1' });
    const codes = [];
    for (let count = 0; count < 32; count++) codes.push((await guess(`/own-data/wrong-${count}`)).statusCode);
    expect([codes[0], codes.at(-1)]).toEqual([404, 429]);
    expect((await guess(link)).statusCode).toBe(200);
  });

  test('reading changes nothing', async () => {
    const link = await askLink(anna);
    const read = async () => [
      await server.app.db.selectFrom('invitation').selectAll().orderBy('id').execute(),
      await server.app.db
        .selectFrom('answerPage')
        .selectAll()
        .orderBy('invitationId')
        .orderBy('page')
        .execute(),
      await server.app.db.selectFrom('audit').selectAll().orderBy('id').execute(),
    ];
    const before = await read();
    for (let count = 0; count < 5; count++) await visit(link);
    await visit(`${link}/data.json`);
    expect(await read()).toEqual(before);
  });

  test('nothing is sent without an address, and without a mail server', async () => {
    const nobody = await seedPerson(server.app.db, { partnerId: round.partnerIds.school!, email: null });
    const answer = await greet.post(`/desk/people/${nobody}/data-link`);
    expect(answer.statusCode).toBe(409);
    expect(readWords(answer.body)).toContain('Zet eerst een adres bij de persoon.');
    expect(await listLinks(nobody)).toEqual([]);
    const { smtpUrl } = server.app.config;
    server.app.config.smtpUrl = undefined;
    const refused = await greet.post(`/desk/people/${anna}/data-link`);
    server.app.config.smtpUrl = smtpUrl;
    expect(refused.statusCode).toBe(409);
    expect(readWords(refused.body)).toContain('Deze server kan geen mail versturen.');
  });
});

test('the person takes back its consents with a tick, and not without', async () => {
  const link = await askLink(anna);
  const press = (payload: string) =>
    server.app.inject({
      method: 'POST',
      url: `${link}/consents-withdrawal`,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const without = await press('');
  expect(without.statusCode).toBe(400);
  expect(readWords(without.body)).toContain('Er is nog niets veranderd.');
  const findConsents = () =>
    server.app.db
      .selectFrom('answerPage')
      .select('content')
      .where('invitationId', '=', round.people.anna!.invitationId)
      .where('page', '=', 'consents')
      .executeTakeFirstOrThrow();
  expect((await findConsents()).content).toEqual({ scores: true, research: true });
  const withTick = await press('confirmed=on');
  expect(withTick.headers.location).toBe(`${link}?done=withdrawn`);
  expect((await findConsents()).content).toEqual({ scores: false, research: false });
  const words = readWords((await visit(`${link}?done=withdrawn`)).body);
  expect(words).toContain('Uw toestemmingen zijn ingetrokken.');
  expect(words).toContain('geen toestemming gegeven die u kunt intrekken');
  const line = await server.app.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'personData.consentsWithdrawn')
    .executeTakeFirstOrThrow();
  expect(line).toMatchObject({ actor: 'visitor', accountId: null, thingId: anna });
  expect(JSON.stringify(line)).not.toContain(link.split('/').at(-1));
});
