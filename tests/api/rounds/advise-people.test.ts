/** How many people to invite for each partner, as the page for a new round learns it from the round before. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { readWords } from '../../support/read-html.ts';
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

/** A closed round of so many partners, with two people each who differ from their partner's view by `apart`; the page for the next. */
async function readNewRound({ partners = 16, apart = 1 } = {}): Promise<string> {
  const { network, round } = await openRound(call, { partners });
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 2 });
  for (const [person, { id }] of json.entries()) {
    // Partners lie from 2 to 4; one colleague of every other partner is higher, the other lower.
    const view = 2 + (Math.floor(person / 2) % 3);
    const difference = Math.floor(person / 2) % 4 === 0 ? (person % 2 === 0 ? apart : -apart) : 0;
    await answer(server.app.db, { invitationId: id, opinion: Math.min(5, Math.max(1, view + difference)) });
  }
  await call('PUT', `/rounds/${round}/closure`);
  // While the closing can be undone the page tells nothing of the result.
  const { get } = await signIn(server.app, 'operator');
  expect(readWords((await get(`/desk/networks/${network}/rounds/new`)).body)).not.toContain(
    'vulden per partner',
  );
  await server.app.db
    .updateTable('round')
    .set({ closedAt: sql<Date>`now() - interval '2 days'` })
    .where('id', '=', round)
    .execute();
  return readWords((await get(`/desk/networks/${network}/rounds/new`)).body);
}

test('colleagues who agree are enough', async () => {
  expect(await readNewRound({ apart: 0 })).toContain(
    'Bij ‘Meting’ vulden per partner gemiddeld 2 mensen in. Dat is genoeg: nodig er net zo veel uit als toen.',
  );
});

test('colleagues who differ: more people, as many as the reliability asks for', async () => {
  expect(await readNewRound()).toContain(
    'Bij ‘Meting’ vulden per partner gemiddeld 2 mensen in. Zorg dat er nu per partner 3 mensen invullen, en nodig dus meer mensen uit.',
  );
});

test('of too few partners nothing can be learnt', async () => {
  expect(await readNewRound({ partners: 6 })).not.toContain('vulden per partner');
});

test('where partners differ no more than colleagues do, it stays out', async () => {
  expect(await readNewRound({ apart: 2 })).not.toContain('vulden per partner');
});

test('nothing before a first round', async () => {
  const { network } = await openRound(call);
  const { get } = await signIn(server.app, 'operator');
  expect(readWords((await get(`/desk/networks/${network}/rounds/new`)).body)).not.toContain(
    'vulden per partner',
  );
});
