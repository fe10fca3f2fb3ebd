import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { closeDueRounds } from '../../../server/rounds/close-due-rounds.ts';
import { findScoringInput } from '../../../server/rounds/scores/scoring-input.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { addNetwork, type Call, callApi, importCsv, listFaults, openRound } from '../../support/call-api.ts';
import { answer, saveAnswers } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const wish = { name: '2026', sender: 'Greet, coördinator', closesAt: '2090-10-31' };

async function makeNetwork(): Promise<string> {
  const network = await addNetwork(call);
  await importCsv(call, network, 'id,name,kind,size\na,Aap,school,10\nb,Één,,\nc,Zee,,\n');
  return network;
}

/** Lets the closing date of a round pass. */
async function letPass(round: string): Promise<void> {
  await server.app.db
    .updateTable('round')
    .set({
      opensAt: sql<Date>`now() - interval '2 days'`,
      openedAt: sql<Date>`now() - interval '2 days'`,
      closesAt: sql<Date>`now() - interval '1 day'`,
    })
    .where('id', '=', round)
    .execute();
}

async function invite(round: string, perPartner = 1): Promise<string[]> {
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner });
  return json.map(({ id }: { id: string }) => id);
}

async function readStored(round: string) {
  return server.app.db
    .selectFrom('round')
    .select(['scores', 'closedAt', 'closesAt'])
    .where('id', '=', round)
    .executeTakeFirstOrThrow();
}

test('a round opens with the latest questionnaire and the partners of that moment', async () => {
  const network = await makeNetwork();
  const opened = await call('POST', `/networks/${network}/rounds`, wish);
  expect(opened.status).toBe(201);
  expect(opened.json).toMatchObject({
    name: '2026',
    sender: 'Greet, coördinator',
    language: 'nl',
    status: 'open',
    closedAt: null,
    interimResults: false,
    instrument: {
      id: 'ketenspiegel',
      version: String(latestInstrument.version),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    network: { id: network },
    municipality: { code: 'GM0988', name: 'Weert' },
    partners: [
      { id: 'a', name: 'Aap', invited: 0, submitted: 0 },
      { id: 'b', name: 'Één', invited: 0, submitted: 0 },
      { id: 'c', name: 'Zee', invited: 0, submitted: 0 },
    ],
  });
  await importCsv(call, network, 'id,name\na,Nieuwe naam\nd,Later erbij\n');
  const { json } = await call('GET', `/rounds/${opened.json.id}`);
  expect(json.partners).toEqual(opened.json.partners);
  expect((await call('GET', `/networks/${network}/rounds`)).json).toMatchObject([
    { id: opened.json.id, name: '2026' },
  ]);
});

test.each([
  ['a winter day ends at midnight in the Netherlands', '2090-01-31', '2090-01-31T22:59:59.000Z'],
  ['a summer day too', '2090-07-01', '2090-07-01T21:59:59.000Z'],
  ['the day on which the clock goes back too', '2090-10-29', '2090-10-29T22:59:59.000Z'],
  ['a moment is that moment', '2090-07-01T17:00+02:00', '2090-07-01T15:00:00.000Z'],
])('%s', async (_what, closesAt, stored) => {
  const network = await makeNetwork();
  const { json } = await call('POST', `/networks/${network}/rounds`, { ...wish, closesAt });
  expect(json.closesAt).toBe(stored);
});

test('everything that is wrong with a round is said at once, and nothing is opened', async () => {
  const network = await addNetwork(call);
  const refused = await call('POST', `/networks/${network}/rounds`, {
    name: '',
    sender: 'x\u0000',
    closesAt: '2020-01-01',
  });
  expect(refused.status).toBe(422);
  expect(listFaults(refused)).toEqual([
    'name: Dit is leeg. Vul het in.',
    'sender: Hier staat een teken in dat niet te lezen is. Typ de tekst opnieuw.',
    'Dit netwerk heeft nog geen partners. Lees eerst de lijst met partners in.',
    'closesAt: Deze datum is al voorbij. Kies een latere datum.',
  ]);
  expect((await call('GET', `/networks/${network}/rounds`)).json).toEqual([]);
});

test.each([
  '',
  '31-10-2090',
  '2090-02-30',
  '2090-13-01',
  '2090-10-31T17:00',
  '2090-10-31T25:00Z',
  '20900-01-01',
  'morgen',
])('the closing date %j is no date', async (closesAt) => {
  const network = await makeNetwork();
  const refused = await call('POST', `/networks/${network}/rounds`, { ...wish, closesAt });
  expect(listFaults(refused)).toEqual([
    'closesAt: Dit is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld 2026-10-31.',
  ]);
});

test('a network has one round of a name, also when two open it at once', async () => {
  const network = await makeNetwork();
  const opened = await Promise.all([1, 2, 3].map(() => call('POST', `/networks/${network}/rounds`, wish)));
  expect(opened.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
});

test('who was asked and who answered is counted per partner, with nothing of what was answered', async () => {
  const { round } = await openRound(call);
  const [first, second] = await invite(round, 2);
  await answer(server.app.db, { invitationId: first!, opinion: 4 });
  await saveAnswers(server.app.db, { invitationId: second!, opinion: 2 });
  const read = await call('GET', `/rounds/${round}`);
  expect(read.json.partners[0]).toEqual({ id: 'p1', name: 'Partner 1', invited: 2, submitted: 1 });
  expect(read.json.partners[1]).toEqual({ id: 'p2', name: 'Partner 2', invited: 2, submitted: 0 });
  expect(read.text).not.toContain('answers');
});

test('closing stores the scores with the round, and closing again changes nothing', async () => {
  const { round } = await openRound(call);
  for (const invitationId of await invite(round)) await answer(server.app.db, { invitationId, opinion: 4 });
  const closed = await call('PUT', `/rounds/${round}/closure`);
  expect(closed.json).toMatchObject({ status: 'closed', closedAt: expect.any(String) });
  const stored = await readStored(round);
  expect(stored.scores).toEqual(scoreNetwork(await findScoringInput(server.app.db, round)));
  expect((await call('PUT', `/rounds/${round}/closure`)).json).toEqual(closed.json);
  expect(await readStored(round)).toEqual(stored);
});

test('an answer that comes while the round closes is in the stored scores, or refused', async () => {
  const { round } = await openRound(call, { partners: 30 });
  const people = await invite(round);
  const sendings = people.map((invitationId) =>
    answer(server.app.db, { invitationId, opinion: 3 }).then(
      () => true,
      () => false,
    ),
  );
  const [, ...sent] = await Promise.all([call('PUT', `/rounds/${round}/closure`), ...sendings]);
  const { scores } = await readStored(round);
  const answered = scores?.partners.filter((partner) => !('withheld' in partner)).length;
  expect(answered).toBe(sent.filter(Boolean).length);
  expect(scores).toEqual(scoreNetwork(await findScoringInput(server.app.db, round)));
});

test('a round that is past its date is closed for everybody, also before the clock has swept it', async () => {
  const { round } = await openRound(call);
  for (const invitationId of await invite(round)) await answer(server.app.db, { invitationId, opinion: 2 });
  await letPass(round);
  expect((await call('GET', `/rounds/${round}`)).json).toMatchObject({
    status: 'closed',
    closedAt: expect.any(String),
  });
  expect((await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 })).status).toBe(409);
  const before = await call('GET', `/rounds/${round}/scores`);
  expect(before.status).toBe(200);

  await closeDueRounds(actingOn(server.app));
  const stored = await readStored(round);
  expect(stored.closedAt).toEqual(stored.closesAt);
  expect((await call('GET', `/rounds/${round}/scores`)).json).toEqual(before.json);
});

test('several processes that sweep at once close each due round once, and leave the others open', async () => {
  const open = await openRound(call);
  const due = await Promise.all(Array.from({ length: 6 }, () => openRound(call, { partners: 1 })));
  for (const { round } of due) await letPass(round);
  await Promise.all([1, 2, 3, 4].map(() => closeDueRounds(actingOn(server.app))));
  for (const { round } of due) expect((await readStored(round)).scores).not.toBeNull();
  expect((await readStored(open.round)).closedAt).toBeNull();
});
