/** What a network says about privacy: the form of the coordinator, and the start page of the questionnaire. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listMissingPrivacy } from '../../../server/privacy/privacy.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: SeededRound;
let greet: SignedIn;
let form: string;
beforeAll(async () => {
  server = await startTestApp();
  round = await seedRound(server.app.db);
  greet = await signIn(server.app, 'coordinator', { municipalityId: '1', networkIds: [round.networkId] });
  form = `/desk/networks/${round.networkId}/privacy`;
});
afterAll(() => server.stop());

const filled = {
  controller: 'Gemeente Voorbeeldstad, Marktplein 1',
  purpose: 'Om beter samen te werken.',
  legalGround: 'public-task',
  legalBasis: 'Wet gemeentelijke schuldhulpverlening',
  contact: 'Greet de Wit, 0123 456789',
  keepMonths: '24',
};
const readRevision = async () => /name="revision" value="(\d+)"/.exec((await greet.get(form)).body)![1]!;
const openStart = async (lang = 'nl') =>
  (await server.app.inject(`${round.people.anna!.path}?lang=${lang}`)).body;

test('before anything is filled in the start page says whom to ask, how long, and which rights there are', async () => {
  const words = readWords(await openStart());
  expect(words).toContain('Greet de Wit, coördinator van het netwerk');
  expect(words).toContain('18 maanden nadat de laatste meting');
  expect(words).toContain('Autoriteit Persoonsgegevens');
  expect(words).not.toContain('Verantwoordelijk');
  expect(await listMissingPrivacy(server.app.db, round.networkId)).toEqual([
    'controller',
    'purpose',
    'legalGround',
    'contact',
  ]);
  expect(readWords((await greet.get(form)).body)).toContain('Dit is nog leeg wie verantwoordelijk is');
});

test('what the coordinator fills in stands on the start page, in both languages', async () => {
  const answer = await greet.post(form, { ...filled, revision: await readRevision() });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${form}?done=saved`]);
  expect(readWords((await greet.get(`${form}?done=saved`)).body)).toContain('zijn opgeslagen');
  const dutch = readWords(await openStart());
  for (const text of ['Gemeente Voorbeeldstad, Marktplein 1', 'Om beter samen te werken.', '24 maanden']) {
    expect(dutch).toContain(text);
  }
  expect(dutch).toContain(
    'taak van algemeen belang (AVG, artikel 6, lid 1, onder e). Wet gemeentelijke schuldhulpverlening',
  );
  expect(readWords(await openStart('en'))).toContain('task in the public interest');
  expect(await listMissingPrivacy(server.app.db, round.networkId)).toEqual([]);
  const [line] = await server.app.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).execute();
  expect(line).toMatchObject({ action: 'privacy.changed', networkId: round.networkId, note: '' });
});

test('a round that opened keeps its words, and gets those that were empty then', async () => {
  const own = await seedRound(server.app.db);
  await server.app.db
    .updateTable('network')
    .set({ controller: 'Vandaag', purpose: 'Vandaag', contact: 'Vandaag' })
    .where('id', '=', own.networkId)
    .execute();
  const privacy = { controller: 'Bij de opening', purpose: '', legalGround: '', legalBasis: '', contact: '' };
  await server.app.db
    .updateTable('round')
    .set({ privacy: JSON.stringify({ ...privacy, keepMonths: 7 }) })
    .where('id', '=', own.roundId)
    .execute();
  const words = readWords((await server.app.inject(own.people.anna!.path)).body);
  expect(words).toContain('Verantwoordelijk Bij de opening Waarvoor Vandaag');
  expect(words).toContain('7 maanden');
});

describe('what people type', () => {
  test('is text: no markup, no link', async () => {
    const controller = '<script>alert(1)</script> https://kwaad.example';
    await greet.post(form, { ...filled, controller, revision: await readRevision() });
    const start = await openStart();
    expect(start).toContain('&lt;script&gt;alert(1)&lt;/script&gt; https://kwaad.example');
    expect(start).not.toContain('<script>alert');
    expect(start).not.toContain('href="https://kwaad');
  });

  test('everything that is wrong comes at once, and what was typed is kept', async () => {
    const answer = await greet.post(form, {
      ...filled,
      controller: 'x'.repeat(201),
      purpose: 'Dit blijft staan.',
      legalGround: 'because',
      keepMonths: '0',
      revision: await readRevision(),
    });
    expect(answer.statusCode).toBe(422);
    const words = readWords(answer.body);
    expect(words).toContain('Dit heeft 201 tekens.');
    expect(words).toContain('Kies een van de gronden');
    expect(words).toContain('maanden van 1 tot en met 120');
    expect(answer.body).toContain('Dit blijft staan.');
  });

  test('two people at the same time: the second sees what the first saved', async () => {
    const revision = await readRevision();
    await greet.post(form, { ...filled, purpose: 'De eerste.', revision });
    const answer = await greet.post(form, { ...filled, purpose: 'De tweede.', revision });
    expect(answer.statusCode).toBe(409);
    const words = readWords(answer.body);
    expect(words).toContain('Dit staat er nu');
    expect(words).toContain('De eerste.');
    expect(answer.body).toContain('De tweede.');
    await greet.post(form, { ...filled, purpose: 'De tweede.', revision: await readRevision() });
    expect(readWords(await openStart())).toContain('De tweede.');
  });
});
