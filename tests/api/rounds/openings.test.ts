/**
 * However a round is opened, it keeps the privacy text of that moment: later changes of the network leave it alone.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roundCommands } from '../../../server/cli/rounds.ts';
import { adminTexts } from '../../../server/cli/texts.ts';
import { fillExample } from '../../../server/demo/fill-example.ts';
import { openDueRounds } from '../../../server/rounds/open-due-rounds.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { type SeededNetwork, seedNetwork } from '../../support/seed-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const inDays = (count: number) => addDays(dutchDay(new Date()), count);
const plan = { name: '2026', sender: 'Greet', language: 'nl', repeats: 'once', closesOn: inDays(28) };
const privacy = {
  controller: 'Gemeente Weert',
  purpose: 'Beter samenwerken',
  legalGround: 'public-task',
  legalBasis: 'Participatiewet',
  contact: 'privacy@weert.example',
  keepMonths: 12,
} as const;

function signInCoordinator({ municipalityId, networkId }: SeededNetwork) {
  return signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
}

/** Each opens one round in the network. */
const ways: [string, (network: SeededNetwork) => Promise<unknown>][] = [
  [
    'the desk, at once',
    async (network) =>
      (await signInCoordinator(network)).post(`/desk/networks/${network.networkId}/rounds`, {
        ...plan,
        opening: 'now',
        checked: 'yes',
      }),
  ],
  [
    'the desk, after planning',
    async (network) => {
      const coordinator = await signInCoordinator(network);
      const planned = await coordinator.post(`/desk/networks/${network.networkId}/rounds`, {
        ...plan,
        opening: 'day',
        opensOn: inDays(2),
      });
      const path = String(planned.headers.location).split('?')[0]!;
      await coordinator.post(`${path}/opening`);
    },
  ],
  [
    'the clock',
    async (network) => {
      const coordinator = await signInCoordinator(network);
      await coordinator.post(`/desk/networks/${network.networkId}/rounds`, {
        ...plan,
        opening: 'day',
        opensOn: inDays(2),
      });
      await server.app.db
        .updateTable('round')
        .set({ opensAt: sql<Date>`now()` })
        .where('networkId', '=', network.networkId)
        .execute();
      await openDueRounds(actingOn(server.app));
    },
  ],
  [
    'the API',
    ({ networkId }) =>
      callApi(server)('POST', `/networks/${networkId}/rounds`, {
        name: '2026',
        sender: 'Greet',
        closesAt: inDays(28),
      }),
  ],
  [
    'the shell',
    async (network) => {
      const { db, config } = server.app;
      const command = roundCommands.find(({ name }) => name === 'open-round')!;
      await command.run(
        { db, config, acting: actingOn(server.app), migrations: [], language: 'nl', t: adminTexts('nl') },
        { words: [network.networkId], options: { name: '2026', sender: 'Greet', closes: inDays(28) } },
      );
    },
  ],
];

test.each(ways)('opened by %s', async (_way, open) => {
  const { db } = server.app;
  const network = await seedNetwork(db, [[{ name: 'Anna' }]]);
  const { networkId } = network;
  await db.updateTable('network').set(privacy).where('id', '=', networkId).execute();
  await open(network);
  await db
    .updateTable('network')
    .set({ contact: 'later@weert.example' })
    .where('id', '=', networkId)
    .execute();
  const rounds = await db
    .selectFrom('round')
    .select(['openedAt', 'privacy'])
    .where('networkId', '=', networkId)
    .execute();
  expect(rounds).toEqual([{ openedAt: expect.any(Date), privacy }]);
});

test('opened for the example', async () => {
  const { db } = server.app;
  const { roundId } = await fillExample(actingOn(server.app));
  const round = await db
    .selectFrom('round')
    .select(['networkId', 'privacy'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  const network = await db
    .selectFrom('network')
    .select(['controller', 'purpose', 'legalGround', 'legalBasis', 'contact', 'keepMonths'])
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  expect(network.controller).not.toBe('');
  expect(round.privacy).toEqual(network);
});
