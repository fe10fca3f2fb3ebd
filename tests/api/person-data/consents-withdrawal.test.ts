/** Consents that are taken back after sending: by the person, or by the coordinator on its request. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Scores } from '../../../scoring/scores.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { answerSecretively } from '../../support/secretive-round.ts';
import { seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);
const close = (round: string) => call('PUT', `/rounds/${round}/closure`);

/** The partners that the coordinator sees, with their figures. */
async function listShown(round: string): Promise<Map<string, string>> {
  const { json } = await call('GET', `/rounds/${round}/scores?reader=coordinator`);
  return new Map(
    (json as Scores).partners
      .filter((partner) => !isWithheld(partner))
      .map((partner) => [partner.id, JSON.stringify(partner)]),
  );
}

const readStored = (round: string) =>
  server.app.db.selectFrom('round').select('scores').where('id', '=', round).executeTakeFirstOrThrow();

/** A closed round of so many partners; gives a person of each, by the partner's code. */
async function closeRound(partners: number, consenting: readonly number[]) {
  const { round } = await openRound(call, { partners });
  await answerSecretively({ call, db: server.app.db }, round, { partners: list(1, partners), consenting });
  await close(round);
  const invitations = await server.app.db
    .selectFrom('invitation')
    .innerJoin('partner', 'partner.id', 'partnerId')
    .select(['invitation.id', 'partnerId', 'partner.code'])
    .where('roundId', '=', round)
    .execute();
  const people = new Map<string, string>();
  for (const { id, partnerId, code } of invitations) {
    if (people.has(code)) continue;
    people.set(code, await seedPerson(server.app.db, { partnerId, invitationId: id }));
  }
  return { round, people };
}

describe('a closed round', () => {
  test("one person of a partner takes it back: the coordinator no longer sees that partner's scores", async () => {
    const { round, people } = await closeRound(12, list(1, 6));
    const before = await listShown(round);
    const stored = await readStored(round);
    expect([...before.keys()].sort()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    await withdrawConsents(actingOn(server.app), people.get('p3')!);
    const after = await listShown(round);
    expect([...after.keys()].sort()).toEqual(['p1', 'p2', 'p4', 'p5', 'p6']);
    for (const [id, figures] of after) expect(figures).toBe(before.get(id));
    // The answers and the stored scores are as they were.
    expect(await readStored(round)).toEqual(stored);
    const outputs = await Promise.all([
      call('GET', `/rounds/${round}/scores`),
      call('GET', `/rounds/${round}/scores`),
    ]);
    expect(outputs[0]!.json).toEqual(outputs[1]!.json);
  });

  test.each([
    { all: 8, consenting: list(1, 8) },
    { all: 8, consenting: list(1, 6) },
    { all: 11, consenting: list(1, 6) },
    { all: 10, consenting: list(1, 9) },
  ])(
    'of $all partners $consenting.length consent and then take it back one by one: nobody else appears',
    async ({ all, consenting }) => {
      const { round, people } = await closeRound(all, consenting);
      let before = await listShown(round);
      for (const number of consenting) {
        await withdrawConsents(actingOn(server.app), people.get(`p${number}`)!);
        const after = await listShown(round);
        expect([...after.keys()].filter((id) => !before.has(id))).toEqual([]);
        expect(after.has(`p${number}`)).toBe(false);
        // Who is hidden is nobody or 5 and more.
        expect([after.size, after.size === 0 || all - after.size >= 5]).toEqual([after.size, true]);
        before = after;
      }
      expect(before.size).toBe(0);
    },
  );
});

test('in a round that is still open the ticks go off, as the person could do itself', async () => {
  const { app } = server;
  const round = await seedRound(app.db);
  const { invitationId, path } = round.people.anna!;
  const person = await seedPerson(app.db, { partnerId: round.partnerIds.gemeente!, invitationId });
  await answer(app.db, { invitationId, opinion: 4, consent: true, research: true });
  const greet = await signIn(app, 'coordinator', { municipalityId: '1', networkIds: [round.networkId] });
  const asked = await greet.get(`/desk/people/${person}/consents-withdrawal`);
  expect(asked.statusCode).toBe(200);
  const outcome = await greet.post(`/desk/people/${person}/consents-withdrawal`);
  expect(outcome.headers.location).toBe(`/desk/people/${person}/data?done=withdrawn`);
  const page = await app.inject(`${path}/send`);
  expect(page.body).not.toMatch(/name="(scores|research)"[^>]* checked/);
  const invitation = await app.db
    .selectFrom('invitation')
    .select(['consentsWithdrawnAt', 'submittedAt'])
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow();
  expect(invitation).toMatchObject({ consentsWithdrawnAt: null, submittedAt: expect.any(Date) });
  const line = await app.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
  expect(line).toMatchObject({ action: 'personData.consentsWithdrawn', thingId: person, note: '' });
});
