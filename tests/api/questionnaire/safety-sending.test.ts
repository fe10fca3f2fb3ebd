/** Safety, 'Build first', rule 2: sending is idempotent, and two tabs never overwrite each other in silence. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRespondent, readForm } from '../../support/respondent.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await startTestApp();
});
afterAll(() => testApp.stop());

test("50 parallel 'send's of one respondent give one response, one receipt and 50 equal answers", async () => {
  const { db } = testApp.app;
  const round = await seedRound(db);
  const esra = makeRespondent(testApp.app, round.people.esra!.path);
  await esra.fill('sharing', { 'values-1': '4' }, 'stay');
  const form = { ...readForm((await esra.open('send')).text), research: 'on' };

  const answers = await Promise.all(Array.from({ length: 50 }, () => esra.post('sending', form)));
  for (const { status, location, text } of answers) {
    expect({ status, location, text }).toEqual({
      status: 303,
      location: `${round.people.esra!.path}/thanks`,
      text: '',
    });
  }
  const invitations = await db
    .selectFrom('invitation')
    .selectAll()
    .where('roundId', '=', round.roundId)
    .execute();
  const sent = invitations.filter((invitation) => invitation.submittedAt !== null);
  expect(sent.map(({ id }) => id)).toEqual([round.people.esra!.invitationId]);
  const pages = await db
    .selectFrom('answerPage')
    .select(['page', 'revision', 'content'])
    .where('invitationId', '=', sent[0]!.id)
    .orderBy('page')
    .execute();
  expect(pages).toEqual([
    { page: 'consents', revision: 1, content: { scores: false, research: true } },
    { page: 'sharing', revision: 1, content: { answers: { 'values-1': 4 }, comment: '' } },
  ]);
  const thanks = await Promise.all([esra.open('thanks'), esra.open('thanks')]);
  for (const { text } of thanks) expect(text).toContain(sent[0]!.receipt);
});

test('of two tabs the second with an older revision gets a clear conflict, and nothing is overwritten', async () => {
  const round = await seedRound(testApp.app.db);
  const femke = makeRespondent(testApp.app, round.people.femke!.path);
  const [first, second] = [
    readForm((await femke.open('quality')).text),
    readForm((await femke.open('quality')).text),
  ];
  expect((await femke.post('quality', { ...first, 'trust-1': '5', go: 'next' })).status).toBe(303);
  const conflict = await femke.post('quality', { ...second, 'trust-1': '1', go: 'next' });
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain('Welk antwoord klopt?');
  expect(readForm((await femke.open('quality')).text)).toMatchObject({ 'trust-1': '5', revision: '1' });
});

test('sending from a tab with older consents gets the conflict too, and sends nothing', async () => {
  const round = await seedRound(testApp.app.db);
  const carla = makeRespondent(testApp.app, round.people.carla!.path);
  await carla.fill('sharing', { 'values-1': '4' }, 'stay');
  const old = readForm((await carla.open('send')).text);
  await carla.fill('send', { scores: 'on' }, 'stay');
  expect((await carla.post('sending', { ...old, research: 'on' })).status).toBe(409);
  expect((await carla.open('thanks')).status).toBe(303);
});

test('an answer saved by 50 parallel requests of one tab is stored once', async () => {
  const round = await seedRound(testApp.app.db);
  const bram = makeRespondent(testApp.app, round.people.bram!.path);
  const form = { ...readForm((await bram.open('sharing')).text), 'values-1': '2' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => bram.post('sharing', form, { accept: 'application/json' })),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['200 {"revision":1}']),
  );
});
