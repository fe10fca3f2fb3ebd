/** Every change of a round is there whole, with its line in the log and its jobs, or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acting } from '../../../server/log/act.ts';
import { changePlannedRound } from '../../../server/rounds/change-planned-round.ts';
import { changeRunningRound } from '../../../server/rounds/change-running-round.ts';
import type { PlanInput } from '../../../server/rounds/check-plan.ts';
import { closeDueRounds } from '../../../server/rounds/close-due-rounds.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { invite } from '../../../server/rounds/invitations/invite.ts';
import { inviteByLetter } from '../../../server/rounds/invitations/invite-by-letter.ts';
import { inviteMore } from '../../../server/rounds/invitations/invite-more.ts';
import { renewLink } from '../../../server/rounds/invitations/renew-link.ts';
import { revokeInvitation } from '../../../server/rounds/invitations/revoke-invitation.ts';
import { sendAgain } from '../../../server/rounds/invitations/send-again.ts';
import { openDueRounds } from '../../../server/rounds/open-due-rounds.ts';
import { openRound } from '../../../server/rounds/open-round.ts';
import { pauseRound, resumeRound } from '../../../server/rounds/pause-round.ts';
import { planRound } from '../../../server/rounds/plan-round.ts';
import { remindNow } from '../../../server/rounds/reminders/remind-now.ts';
import { sendDueReminders } from '../../../server/rounds/reminders/send-due-reminders.ts';
import { removePlannedRound } from '../../../server/rounds/remove-planned-round.ts';
import { reopenRound } from '../../../server/rounds/reopen-round.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { type SeededNetwork, seedNetwork, seedPerson } from '../../support/seed-network.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  // Mails are jobs only where there is a mail server; nothing does the jobs here.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
});
afterAll(() => server.stop());

const wish: PlanInput = {
  name: '2026',
  sender: 'Greet',
  language: 'nl',
  opens: '2089-01-01',
  closesOn: '2090-01-31',
  repeats: 'yearly',
  reminders: ['2089-02-01'],
  message: 'Tot ziens',
};
const running = { ...wish, name: '2026 (anders)', reminders: [] };

/** What a case is given; `invitationId` only in a round that opened, of somebody who can be mailed. */
interface Given {
  network: SeededNetwork;
  roundId: string;
  revision: number;
  invitationId: string;
}

/** Two people who can be mailed and one who can't. */
const seedPeople = () =>
  seedNetwork(server.app.db, [[{ name: 'Anna' }, { name: 'Bram' }], [{ name: 'Carla', email: null }]]);

/** A network with a round in this state. */
async function prepare(state: 'none' | 'planned' | 'open' | 'paused' | 'closed'): Promise<Given> {
  const { db } = server.app;
  const acting = actingOn(server.app);
  const network = await seedPeople();
  if (state === 'none') return { network, roundId: '', revision: 0, invitationId: '' };
  const roundId = await planRound(acting, network.networkId, wish);
  if (state !== 'planned') await openRound(acting, roundId);
  if (state === 'paused') await pauseRound(acting, roundId);
  if (state === 'closed') await closeRound(acting, roundId);
  const { revision } = await db
    .selectFrom('round')
    .select('revision')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  const invitation = await db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', roundId)
    .where('person', '=', 'Anna')
    .executeTakeFirst();
  return { network, roundId, revision, invitationId: invitation?.id ?? '' };
}

async function setDue(roundId: string, values: { opensAt?: string; closesAt?: string }) {
  const ago = (text: string) => sql<Date>`now() - ${text}::interval`;
  await server.app.db
    .updateTable('round')
    .set({
      ...(values.opensAt && { opensAt: ago(values.opensAt) }),
      ...(values.closesAt && {
        opensAt: ago('9 days'),
        openedAt: ago('9 days'),
        closesAt: ago(values.closesAt),
      }),
    })
    .where('id', '=', roundId)
    .execute();
}

/** Each time is another change: a new link, one more of a kind, one more attempt. */
const newEachTime = [
  'inviting by letter',
  'inviting by a program',
  'sending an invitation again',
  'renewing a link',
];

describe('a log that fails, or a process that stops, leaves nothing of', () => {
  const mail = 'send-mail';
  const cases: [
    string,
    Parameters<typeof prepare>[0],
    (acting: Acting, given: Given) => Promise<unknown>,
    { lines: string[]; jobs: string[] },
    ((given: Given) => Promise<unknown>)?,
  ][] = [
    [
      'planning',
      'none',
      (acting, { network }) => planRound(acting, network.networkId, wish),
      { lines: ['rounds.planned'], jobs: [] },
    ],
    [
      'starting at once',
      'none',
      (acting, { network }) => startRound(acting, network.networkId, wish),
      { lines: ['rounds.planned', 'rounds.opened'], jobs: [mail, mail] },
    ],
    [
      'opening',
      'planned',
      (acting, { roundId }) => openRound(acting, roundId),
      { lines: ['rounds.opened'], jobs: [mail, mail] },
    ],
    [
      'opening by the clock',
      'planned',
      (acting) => openDueRounds(acting),
      { lines: ['rounds.opened'], jobs: [mail, mail] },
      ({ roundId }) => setDue(roundId, { opensAt: '1 minute' }),
    ],
    [
      'changing a plan',
      'planned',
      (acting, { roundId, revision }) => changePlannedRound(acting, roundId, running, revision),
      { lines: ['rounds.changed'], jobs: [] },
    ],
    [
      'removing a plan',
      'planned',
      (acting, { roundId }) => removePlannedRound(acting, roundId),
      { lines: ['rounds.removed'], jobs: [] },
    ],
    [
      'changing a running round',
      'open',
      (acting, { roundId, revision }) => changeRunningRound(acting, roundId, running, revision),
      { lines: ['rounds.changed'], jobs: [] },
    ],
    [
      'pausing',
      'open',
      (acting, { roundId }) => pauseRound(acting, roundId),
      { lines: ['rounds.paused'], jobs: [] },
    ],
    [
      'resuming',
      'paused',
      (acting, { roundId }) => resumeRound(acting, roundId),
      { lines: ['rounds.resumed'], jobs: [] },
    ],
    [
      'closing, with the next round that is planned',
      'open',
      (acting, { roundId }) => closeRound(acting, roundId),
      { lines: ['rounds.closed', 'rounds.planned'], jobs: ['print-factsheet'] },
    ],
    [
      'closing by the clock',
      'open',
      (acting) => closeDueRounds(acting),
      { lines: ['rounds.closed', 'rounds.planned'], jobs: ['print-factsheet'] },
      ({ roundId }) => setDue(roundId, { closesAt: '1 minute' }),
    ],
    [
      'opening again',
      'closed',
      (acting, { roundId }) => reopenRound(acting, roundId),
      { lines: ['rounds.removed', 'rounds.reopened'], jobs: [] },
    ],
    [
      'reminding',
      'open',
      (acting, { roundId }) => remindNow(acting, roundId),
      { lines: ['rounds.reminded'], jobs: [mail, mail] },
    ],
    [
      'reminding by the clock',
      'open',
      (acting) => sendDueReminders(acting),
      { lines: ['rounds.reminded'], jobs: [mail, mail] },
      ({ roundId }) =>
        server.app.db
          .insertInto('reminder')
          .values({
            roundId,
            sendOn: sql<string>`(now() AT TIME ZONE 'Europe/Amsterdam' - interval '9 hours')::date`,
          })
          .execute(),
    ],
    [
      'inviting more people',
      'open',
      async (acting, { network, roundId }) =>
        inviteMore(acting, roundId, [network.people.Anna!, network.people.Nieuw!]),
      { lines: ['rounds.invited'], jobs: [mail] },
      async ({ network }) => {
        network.people.Nieuw = await seedPerson(server.app.db, network.partnerIds[1]!, { name: 'Nieuw' });
      },
    ],
    [
      'inviting by letter',
      'open',
      (acting, { network, roundId }) =>
        inviteByLetter(acting, roundId, { partner: network.partnerIds[1]!, person: 'Dirk' }),
      { lines: ['rounds.invitedByLetter'], jobs: [] },
    ],
    [
      'inviting by a program',
      'open',
      (acting, { roundId }) => invite(acting, roundId, { perPartner: 2 }),
      { lines: ['rounds.invited'], jobs: [] },
    ],
    [
      'sending an invitation again',
      'open',
      (acting, { invitationId }) => sendAgain(acting, invitationId),
      { lines: ['rounds.sentAgain'], jobs: [mail] },
    ],
    [
      'renewing a link',
      'open',
      (acting, { invitationId }) => renewLink(acting, invitationId),
      { lines: ['rounds.linkRenewed'], jobs: [] },
    ],
    [
      'withdrawing an invitation',
      'open',
      (acting, { invitationId }) => revokeInvitation(acting, invitationId),
      { lines: ['rounds.revoked'], jobs: [] },
    ],
  ];

  test.each(cases)('%s', async (name, state, useCase, left, alsoPrepare) => {
    const given = await prepare(state);
    await alsoPrepare?.(given);
    const isNew = newEachTime.includes(name);
    expect(await expectAllOrNothing(server.app, (acting) => useCase(acting, given), { isNew })).toEqual(left);
  });
});

describe('a refusal leaves nothing, and no line', () => {
  test.each<[string, Parameters<typeof prepare>[0], (acting: Acting, given: Given) => Promise<unknown>]>([
    ['roundNotPlanned', 'open', (acting, { roundId }) => openRound(acting, roundId)],
    ['roundNotPlanned', 'open', (acting, { roundId }) => removePlannedRound(acting, roundId)],
    ['roundNotOpen', 'planned', (acting, { roundId }) => pauseRound(acting, roundId)],
    ['roundNotOpen', 'planned', (acting, { roundId }) => closeRound(acting, roundId)],
    ['roundNotOpen', 'planned', (acting, { roundId }) => reopenRound(acting, roundId)],
    ['roundClosed', 'closed', (acting, { roundId }) => resumeRound(acting, roundId)],
    ['roundClosed', 'closed', (acting, { roundId }) => remindNow(acting, roundId)],
    ['roundClosed', 'closed', (acting, { roundId }) => invite(acting, roundId, { perPartner: 1 })],
    ['roundClosed', 'closed', (acting, { invitationId }) => renewLink(acting, invitationId)],
    ['roundClosed', 'closed', (acting, { invitationId }) => sendAgain(acting, invitationId)],
    ['roundIsPaused', 'paused', (acting, { roundId }) => remindNow(acting, roundId)],
    ['roundIsPaused', 'paused', (acting, { invitationId }) => sendAgain(acting, invitationId)],
    [
      'changedMeanwhile',
      'planned',
      (acting, { roundId }) => changePlannedRound(acting, roundId, running, 99),
    ],
    ['changedMeanwhile', 'open', (acting, { roundId }) => changeRunningRound(acting, roundId, running, 99)],
    [
      'invalidRequest',
      'none',
      (acting, { network }) => startRound(acting, network.networkId, { ...wish, name: '' }),
    ],
    [
      'invalidRequest',
      'open',
      (acting, { roundId }) => inviteByLetter(acting, roundId, { partner: '', person: 'Dirk' }),
    ],
  ])('%s when %s', async (code, state, useCase) => {
    const given = await prepare(state);
    const error = await expectUnchanged(server.app.db, () => useCase(actingOn(server.app), given));
    expect(error).toMatchObject({ code });
  });
});
