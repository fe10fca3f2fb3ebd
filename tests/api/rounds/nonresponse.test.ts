/** Who did not answer: counted when the round closes, kept when answers go, and said in small print. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findNonresponse } from '../../../server/rounds/scores/nonresponse.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { seedInvitation, seedRound } from '../../support/seed.ts';
import { answer, saveAnswers } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

/** Five partners answer, the sixth began; of each statement of the theme sharing one person says 'weet ik niet'. */
async function fill() {
  const { db } = server.app;
  const round = await seedRound(db);
  const { femke, ...others } = round.people;
  for (const [i, { invitationId }] of Object.values(others).entries())
    await answer(db, {
      invitationId,
      opinion: (item) => (i === 0 && item.startsWith('values') ? null : 2 + (item.length % 3)),
    });
  await saveAnswers(db, { invitationId: femke!.invitationId, opinion: 3 });
  const { invitationId } = await seedInvitation(db, {
    roundId: round.roundId,
    partnerId: round.partnerIds.wonen!,
    person: 'gone',
  });
  await db.updateTable('invitation').set({ revokedAt: new Date() }).where('id', '=', invitationId).execute();
  return round;
}

test('who was asked and did not send counts, who was not asked any more does not', async () => {
  const { db } = server.app;
  const round = await fill();
  await closeRound(actingOn(server.app), round.roundId);
  const { nonresponse } = await db
    .selectFrom('round')
    .select('nonresponse')
    .where('id', '=', round.roundId)
    .executeTakeFirstOrThrow();
  expect(nonresponse).toMatchObject({
    partners: { of: 6, complete: 5, partial: 0 },
    people: { of: 6, complete: 5, partial: 0, brokenOff: 1 },
    statements: { of: 140, unknown: 2, open: 0 },
    sameAnswer: { of: 5, people: 0 },
  });
});

test('the count outlives the answers, and the factsheet says it', async () => {
  const { db } = server.app;
  const round = await fill();
  // Before and after one person it would tell of that one.
  expect(await findNonresponse(db, round.roundId)).toBeUndefined();
  await closeRound(actingOn(server.app), round.roundId);
  await db.deleteFrom('answerPage').execute();
  expect(await findNonresponse(db, round.roundId)).toMatchObject({
    people: { of: 6, answered: 5, brokenOff: { withheld: 'minimum' } },
  });
  const read = async () => (await callApi(server)('GET', `/rounds/${round.roundId}/factsheet`)).text;
  expect(await read()).toContain('5 van de 6 (83%) partners deden mee');
  await db.updateTable('round').set({ nonresponse: null }).where('id', '=', round.roundId).execute();
  expect(await findNonresponse(db, round.roundId)).toBeUndefined();
  expect(await read()).not.toContain('partners deden mee, en');
});
