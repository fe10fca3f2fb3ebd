/** Every change that comes after a result is there whole, with its line in the log and its jobs, or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acting } from '../../../server/log/act.ts';
import { archiveLocalRecommendation } from '../../../server/results/agreements/archive-local-recommendation.ts';
import { changeAgreement } from '../../../server/results/agreements/change-agreement.ts';
import { changeLocalRecommendation } from '../../../server/results/agreements/change-local-recommendation.ts';
import { makeAgreement } from '../../../server/results/agreements/make-agreement.ts';
import { makeLocalRecommendation } from '../../../server/results/agreements/make-local-recommendation.ts';
import { markAgreement } from '../../../server/results/agreements/mark-agreement.ts';
import { remindOwners } from '../../../server/results/agreements/remind-owners.ts';
import { removeAgreement } from '../../../server/results/agreements/remove-agreement.ts';
import { stateAgreement } from '../../../server/results/agreements/state-agreement.ts';
import { closeChoosing, closeDueChoosing } from '../../../server/results/choosing/close-choosing.ts';
import { openChoosing } from '../../../server/results/choosing/open-choosing.ts';
import { sendResult } from '../../../server/results/choosing/send-result.ts';
import { setComparability } from '../../../server/results/comparisons/set-comparability.ts';
import { planMeeting } from '../../../server/results/meeting/plan-meeting.ts';
import { mailMirrors } from '../../../server/results/mirrors/mail-mirrors.ts';
import { orderMirrors } from '../../../server/results/mirrors/order-mirrors.ts';
import { orderBundle } from '../../../server/results/research/bundle/order-bundle.ts';
import { releaseRound, withdrawRelease } from '../../../server/results/research/release-round.ts';
import { revokeShare } from '../../../server/results/shares/revoke-share.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { Refusal } from '../../../server/text/refusal.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedRound } from '../../support/seed.ts';
import { type LargeRound, seedLargeRound } from '../../support/seed-large-round.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: LargeRound;
beforeAll(async () => {
  // Mails are jobs only where there is a mail server; nothing does the jobs here.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
});
afterAll(() => server.stop());

const agreement = {
  facet: 'contact',
  what: 'Elke dinsdag een inloopuur',
  owner: '',
  who: 'Welzijn Samen',
  byWhen: '2090-01-31',
  note: '',
};
const recommendation = {
  facet: 'contact',
  class: '',
  action: 'Ga bij elkaar langs',
  text: 'Een halve dag per jaar',
  who: 'Alle partners',
  firstStep: 'Kies een dag',
};

/** A case of its own: what has to be there first, the change, and what it leaves. */
interface Case {
  name: string;
  prepare?: (acting: Acting) => Promise<string>;
  change: (acting: Acting, id: string) => Promise<unknown>;
  lines: string[];
  jobs?: string[];
}

const makeFirst = (acting: Acting) =>
  makeAgreement(acting, round.networkId, { ...agreement, round: round.roundId });
const owned = () => ({ ...agreement, owner: round.partnerIds.p1!, who: '', round: round.roundId });
const makeOwned = (acting: Acting) => makeAgreement(acting, round.networkId, owned());
const soon = addDays(dutchDay(new Date()), 14);
const openFirst = async (acting: Acting) => {
  await openChoosing(acting, round.roundId, soon);
  return '';
};
const makeDone = async (acting: Acting) => {
  const id = await makeFirst(acting);
  await markAgreement(acting, id, true);
  return id;
};
const recommendFirst = (acting: Acting) => makeLocalRecommendation(acting, round.networkId, recommendation);
const shareFirst = async (acting: Acting) =>
  (await shareResult(acting, round.roundId, { scope: 'overview' })).id;

const cases: Case[] = [
  {
    name: 'sharing a result',
    change: (acting) => shareResult(acting, round.roundId, { scope: 'partner', partner: 'p1' }),
    lines: ['shares.made'],
  },
  {
    name: 'withdrawing a share',
    prepare: shareFirst,
    change: revokeShare,
    lines: ['shares.revoked'],
  },
  {
    name: 'having the mirrors printed',
    change: (acting) => orderMirrors(acting, round.roundId),
    lines: ['mirrors.ordered'],
    jobs: ['print-mirrors'],
  },
  {
    name: 'having the files for research made',
    change: (acting) => orderBundle(acting, { networkId: round.networkId, roundId: round.roundId }),
    lines: ['results.bundleOrdered'],
    jobs: ['make-bundle'],
  },
  {
    name: 'mailing the mirrors',
    change: (acting) => mailMirrors(acting, round.roundId),
    lines: ['mirrors.sent'],
    jobs: ['print-mirrors', 'send-mail', 'send-mail', 'send-mail'],
  },
  {
    name: 'sending the result, with choosing',
    change: (acting) => sendResult(acting, round.roundId, { choosingUntil: soon }),
    lines: ['choosing.opened', 'choosing.resultSent'],
    jobs: ['print-mirrors', 'send-mail', 'send-mail', 'send-mail'],
  },
  {
    name: 'planning the meeting',
    change: (acting) =>
      planMeeting(acting, round.roundId, { day: soon, from: '14:00', until: '16:00', place: 'Zaal 2' }),
    lines: ['meeting.planned'],
  },
  {
    name: 'opening the choosing',
    change: (acting) => openChoosing(acting, round.roundId, soon),
    lines: ['choosing.opened'],
  },
  {
    name: 'closing the choosing',
    prepare: openFirst,
    change: (acting) => closeChoosing(acting, round.roundId),
    lines: ['choosing.closed'],
  },
  {
    name: 'closing a choosing that is due',
    async prepare(acting) {
      await openFirst(acting);
      await sql`UPDATE choosing SET opened_at = now() - interval '2 days', ends_at = now() - interval '1 day'
        WHERE round_id = ${round.roundId}`.execute(acting.db);
      return '';
    },
    change: closeDueChoosing,
    lines: ['choosing.closed'],
  },
  {
    name: 'making an agreement with an owner',
    change: makeOwned,
    lines: ['agreements.made'],
    jobs: ['send-mail'],
  },
  {
    name: 'giving an agreement an owner',
    prepare: makeFirst,
    change: (acting, id) => changeAgreement(acting, id, { ...owned(), revision: 1 }),
    lines: ['agreements.changed'],
    jobs: ['send-mail'],
  },
  {
    name: 'saying how an agreement stands',
    prepare: makeOwned,
    change: (acting, id) =>
      stateAgreement(
        acting,
        { id, personId: round.personIds.p1! },
        { state: 'done', standing: 'Elke week.' },
      ),
    lines: ['agreements.statedDone'],
  },
  {
    name: 'reminding the owner of an agreement',
    async prepare(acting) {
      const id = await makeOwned(acting);
      await sql`UPDATE agreement SET created_at = now() - interval '60 days', by_when = now()::date + 3
        WHERE id = ${id}`.execute(acting.db);
      return id;
    },
    change: remindOwners,
    lines: ['agreements.reminded'],
    jobs: ['send-mail'],
  },
  { name: 'making an agreement', change: makeFirst, lines: ['agreements.made'] },
  {
    name: 'changing an agreement',
    prepare: makeFirst,
    change: (acting, id) =>
      changeAgreement(acting, id, { ...agreement, round: round.roundId, who: 'Wij', revision: 1 }),
    lines: ['agreements.changed'],
  },
  {
    name: 'marking an agreement as done',
    prepare: makeFirst,
    change: (acting, id) => markAgreement(acting, id, true),
    lines: ['agreements.completed'],
  },
  {
    name: 'marking an agreement as not done after all',
    prepare: makeDone,
    change: (acting, id) => markAgreement(acting, id, false),
    lines: ['agreements.reopened'],
  },
  {
    name: 'removing an agreement',
    prepare: makeFirst,
    change: removeAgreement,
    lines: ['agreements.removed'],
  },
  { name: 'making an own recommendation', change: recommendFirst, lines: ['agreements.ideaMade'] },
  {
    name: 'changing an own recommendation',
    prepare: recommendFirst,
    change: (acting, id) =>
      changeLocalRecommendation(acting, id, { ...recommendation, who: 'Wij', revision: 1 }),
    lines: ['agreements.ideaChanged'],
  },
  {
    name: 'archiving an own recommendation',
    prepare: recommendFirst,
    change: (acting, id) => archiveLocalRecommendation(acting, id, true),
    lines: ['agreements.ideaArchived'],
  },
  {
    name: 'bringing an own recommendation back',
    async prepare(acting) {
      const id = await recommendFirst(acting);
      await archiveLocalRecommendation(acting, id, true);
      return id;
    },
    change: (acting, id) => archiveLocalRecommendation(acting, id, false),
    lines: ['agreements.ideaReturned'],
  },
  {
    name: 'agreeing to be compared',
    change: (acting) => setComparability(acting, round.networkId, true),
    lines: ['comparisons.agreed'],
  },
  {
    name: 'no longer being compared',
    async prepare(acting) {
      await setComparability(acting, round.networkId, true);
      return '';
    },
    change: (acting) => setComparability(acting, round.networkId, false),
    lines: ['comparisons.withdrawn'],
  },
  {
    name: 'releasing a round',
    change: (acting) => releaseRound(acting, round.roundId),
    lines: ['results.released'],
  },
  {
    name: 'withdrawing a release',
    async prepare(acting) {
      await releaseRound(acting, round.roundId);
      return '';
    },
    change: (acting) => withdrawRelease(acting, round.roundId),
    lines: ['results.releaseWithdrawn'],
  },
];

/** Each time is another change: a new link, one more of a kind, one more attempt. */
const newEachTime = [
  'sharing a result',
  'making an agreement',
  'making an agreement with an owner',
  'making an own recommendation',
];

describe('whole, or not at all', () => {
  test.each(cases)('$name', async ({ name, prepare, change, lines, jobs = [] }) => {
    round = await seedLargeRound(server.app, { count: 3 });
    const id = (await prepare?.(actingOn(server.app))) ?? '';
    const left = await expectAllOrNothing(server.app, (acting) => change(acting, id), {
      isNew: newEachTime.includes(name),
    });
    expect(left).toEqual({ lines, jobs });
  });
});

describe('what is refused leaves no line', () => {
  test.each<[string, (acting: Acting) => Promise<unknown>]>([
    [
      'a share of a partner of another round',
      (acting) => shareResult(acting, round.roundId, { scope: 'partner', partner: 'elders' }),
    ],
    ['a share that is not there', (acting) => revokeShare(acting, '999999')],
    [
      'an agreement with problems',
      (acting) => makeAgreement(acting, round.networkId, { ...agreement, round: round.roundId, what: '' }),
    ],
    [
      'an agreement that somebody else changed',
      async (acting) =>
        changeAgreement(acting, await lastId('agreement'), {
          ...agreement,
          round: round.roundId,
          revision: 7,
        }),
    ],
    ['an agreement that is not there', (acting) => removeAgreement(acting, '999999')],
    [
      'a recommendation with problems',
      (acting) => makeLocalRecommendation(acting, round.networkId, { ...recommendation, class: 'x' }),
    ],
    [
      'a recommendation that somebody else changed',
      async (acting) =>
        changeLocalRecommendation(acting, await lastId('localRecommendation'), {
          ...recommendation,
          revision: 7,
        }),
    ],
    ['mirrors of a round that is open', async (acting) => orderMirrors(acting, await openRoundId())],
    ['the result of a round that is open', async (acting) => sendResult(acting, await openRoundId())],
    ['choosing in a round that is open', async (acting) => openChoosing(acting, await openRoundId(), soon)],
    [
      'choosing until a day that is too far',
      (acting) => sendResult(acting, round.roundId, { choosingUntil: addDays(dutchDay(new Date()), 91) }),
    ],
    ['the closing of a choosing that never opened', (acting) => closeChoosing(acting, round.roundId)],
    [
      'an agreement of which an owner says nothing',
      async (acting) =>
        stateAgreement(
          acting,
          { id: await lastId('agreement'), personId: round.personIds.p1! },
          { state: '', standing: 'x'.repeat(301) },
        ),
    ],
    [
      'an agreement with an owner of another network',
      (acting) => makeAgreement(acting, round.networkId, { ...owned(), owner: '999999' }),
    ],
    ['mails of mirrors of a round that is open', async (acting) => mailMirrors(acting, await openRoundId())],
    ['the release of a round that is open', async (acting) => releaseRound(acting, await openRoundId())],
  ])('%s', async (_name, change) => {
    round = await seedLargeRound(server.app, { count: 3 });
    await makeFirst(actingOn(server.app));
    await recommendFirst(actingOn(server.app));
    open = (await seedRound(server.app.db)).roundId;
    const error = await expectUnchanged(server.app.db, () => change(actingOn(server.app)));
    expect(error).toBeInstanceOf(Refusal);
  });

  let open: string;
  const openRoundId = async () => open;
  const lastId = async (table: 'agreement' | 'localRecommendation') =>
    (await server.app.db.selectFrom(table).select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()).id;
});

test('what is so already changes nothing and leaves no line', async () => {
  round = await seedLargeRound(server.app, { count: 3 });
  const acting = actingOn(server.app);
  const shareId = await shareFirst(acting);
  const agreementId = await makeDone(acting);
  const ideaId = await recommendFirst(acting);
  const twice: ((acting: Acting) => Promise<unknown>)[] = [
    (again) => revokeShare(again, shareId),
    (again) => markAgreement(again, agreementId, true),
    (again) => archiveLocalRecommendation(again, ideaId, true),
    (again) => setComparability(again, round.networkId, true),
    (again) => releaseRound(again, round.roundId),
    (again) => mailMirrors(again, round.roundId),
  ];
  for (const change of twice) {
    await change(acting);
    const again = actingOn(server.app);
    const { message } = await expectUnchanged(server.app.db, () => change(again));
    expect(message).toBe('It did not fail.');
    expect(again.done).toEqual(['unchanged']);
  }
});
