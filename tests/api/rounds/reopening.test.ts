/** A closing by mistake can be undone for a day, until somebody saw the result. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendAfterPause } from '../../../server/mail/send-after-pause.ts';
import { endConsents } from '../../../server/person-data/consents.ts';
import { mailMirrors } from '../../../server/results/mirrors/mail-mirrors.ts';
import { printFactsheet } from '../../../server/results/print-factsheet.ts';
import { closeDueRounds } from '../../../server/rounds/close-due-rounds.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { openRound } from '../../../server/rounds/open-round.ts';
import { pauseRound } from '../../../server/rounds/pause-round.ts';
import { reopenRound } from '../../../server/rounds/reopen-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { showScores } from '../../../server/rounds/scores/scores.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi } from '../../support/call-api.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer, jarOf } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const acting = () => actingOn(server.app);
const read = (id: string) =>
  server.app.db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const set = (id: string, values: Record<string, unknown>) =>
  server.app.db.updateTable('round').set(values).where('id', '=', id).execute();
const listActions = (networkId: string) =>
  server.app.db
    .selectFrom('audit')
    .select('action')
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute()
    .then((lines) => lines.map(({ action }) => action));

/** An open round that all six answered but Femke. */
async function seedAnswered(): Promise<SeededRound> {
  const round = await seedRound(server.app.db);
  for (const [name, { invitationId }] of Object.entries(round.people)) {
    if (name !== 'femke') await answer(server.app.db, { invitationId, opinion: 4, consent: true });
  }
  return round;
}

async function seedClosed(): Promise<SeededRound> {
  const round = await seedAnswered();
  await closeRound(acting(), round.roundId);
  return round;
}

async function signInCoordinator({ networkId }: SeededRound): Promise<SignedIn> {
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  return signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
}

describe('opening again', () => {
  test('everything is as it was: nothing is stored with the round, and who was asked can answer', async () => {
    const { roundId, networkId, people } = await seedAnswered();
    await set(roundId, { repeats: 'yearly' });
    const before = await read(roundId);
    const { path, invitationId } = people.femke!;
    await closeRound(acting(), roundId);
    expect((await server.app.inject({ url: path })).body).toContain('is gesloten');
    await server.app.db
      .insertInto('printedDocument')
      .values({
        roundId,
        kind: 'factsheet',
        partnerId: null,
        language: 'nl',
        pdf: Buffer.from('pdf'),
        pageHash: Buffer.from('hash'),
        printedAt: new Date(),
      })
      .execute();

    await reopenRound(acting(), roundId);
    expect(await read(roundId)).toEqual({ ...before, revision: before.revision + 2 });
    expect((await findRound(server.app.db, roundId)).status).toBe('open');
    const prints = server.app.db
      .selectFrom('printedDocument')
      .select('roundId')
      .where('roundId', '=', roundId);
    expect(await prints.execute()).toEqual([]);
    const rounds = server.app.db.selectFrom('round').select('name').where('networkId', '=', networkId);
    expect(await rounds.execute()).toEqual([{ name: '2026' }]);
    expect((await listActions(networkId)).slice(-4)).toEqual([
      'rounds.closed',
      'rounds.planned',
      'rounds.removed',
      'rounds.reopened',
    ]);

    expect((await makeRespondent(server.app, path, jarOf(invitationId)).open()).status).toBe(200);
    await answer(server.app.db, { invitationId, opinion: 2 });
    await closeRound(acting(), roundId);
    expect((await read(roundId)).scores?.coverage).toMatchObject({ answered: 6 });
  });

  test('a consent that was taken back while it was closed is off, and can be given anew', async () => {
    const round = await seedAnswered();
    const { invitationId } = Object.values(round.people).find((person) => person !== round.people.femke)!;
    await closeRound(acting(), round.roundId);
    const { db } = server.app;
    const { sentBy } = await db
      .selectFrom('invitation')
      .select('sentBy')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow();
    await db
      .transaction()
      .execute((transaction) => endConsents(transaction, { invitationId, holderId: sentBy! }));
    await reopenRound(acting(), round.roundId);
    const { rows } = await sql<{ content: unknown; withdrawn: Date | null }>`
      SELECT answer_page.content, consents_withdrawn_at AS withdrawn
      FROM invitation JOIN answer_page ON answer_page.holder_id = invitation.sent_by AND page = 'consents'
      WHERE invitation.id = ${invitationId}`.execute(db);
    expect(rows).toEqual([{ content: { scores: false, research: false }, withdrawn: null }]);
  });

  test('a next round that somebody changed meanwhile stays planned', async () => {
    const { roundId, networkId } = await seedAnswered();
    await set(roundId, { repeats: 'yearly' });
    await closeRound(acting(), roundId);
    await server.app.db
      .updateTable('round')
      .set({ name: 'Ons jaar', revision: 2 })
      .where('followsId', '=', roundId)
      .execute();
    await reopenRound(acting(), roundId);
    await closeRound(acting(), roundId);
    const rounds = server.app.db.selectFrom('round').select('name').where('networkId', '=', networkId);
    expect((await rounds.orderBy('id').execute()).map(({ name }) => name)).toEqual(['2026', 'Ons jaar']);
  });

  test('a round that was paused is paused again', async () => {
    const { roundId } = await seedAnswered();
    await pauseRound(acting(), roundId);
    await closeRound(acting(), roundId);
    await reopenRound(acting(), roundId);
    expect((await findRound(server.app.db, roundId)).status).toBe('paused');
  });

  test('when the last day passed meanwhile, people can answer until the end of today', async () => {
    const { roundId } = await seedClosed();
    await set(roundId, {
      closedAt: sql<Date>`now() - interval '20 hours'`,
      closesAt: sql<Date>`now() - interval '10 hours'`,
    });
    await reopenRound(acting(), roundId);
    const { rows } = await sql<{ end: string; isToday: boolean }>`
      SELECT to_char(closes_at AT TIME ZONE 'Europe/Amsterdam', 'HH24:MI:SS') AS end,
        (closes_at AT TIME ZONE 'Europe/Amsterdam')::date = (now() AT TIME ZONE 'Europe/Amsterdam')::date AS "isToday"
      FROM round WHERE id = ${roundId}`.execute(server.app.db);
    expect(rows).toEqual([{ end: '23:59:59', isToday: true }]);
  });

  test('mails that the closing held back go after all', async () => {
    const { roundId, networkId, people } = await seedClosed();
    const { id } = await server.app.db
      .insertInto('mail')
      .values({
        kind: 'invitation',
        networkId,
        roundId,
        invitationId: people.femke!.invitationId,
        recipient: 'femke@wonen.example',
        language: 'nl',
        messageId: `<${roundId}@example.org>`,
        state: 'skipped',
        reason: 'round-closed',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const readState = () =>
      server.app.db.selectFrom('mail').select(['state', 'reason']).where('id', '=', id).executeTakeFirst();
    await sendAfterPause(actingOn(server.app, { kind: 'job' }));
    expect(await readState()).toEqual({ state: 'skipped', reason: 'round-closed' });
    await reopenRound(acting(), roundId);
    await sendAfterPause(actingOn(server.app, { kind: 'job' }));
    expect(await readState()).toEqual({ state: 'waiting', reason: null });
  });

  test('a share stays, and says that there is no result yet', async () => {
    const { roundId } = await seedClosed();
    const { json } = await call('POST', `/rounds/${roundId}/shares`, { scope: 'factsheet' });
    await reopenRound(acting(), roundId);
    const { statusCode } = await server.app.inject({ url: new URL(json.url).pathname });
    expect(statusCode).toBe(409);
  });

  test('who opened the result as it was, before the round was open again, sees nothing of it', async () => {
    const { roundId } = await seedClosed();
    const asClosed = await findRound(server.app.db, roundId);
    await reopenRound(acting(), roundId);
    expect(await showScores(server.app.db, asClosed, { kind: 'network' })).toBeUndefined();
  });
});

describe('refused, with the reason', () => {
  test('more than 24 hours after the closing', async () => {
    const { roundId } = await seedClosed();
    await set(roundId, { closedAt: sql<Date>`now() - interval '24 hours 1 second'` });
    await expect(reopenRound(acting(), roundId)).rejects.toThrow('closedTooLong');
  });

  test('when the clock closed it, or will', async () => {
    const { roundId } = await seedAnswered();
    await set(roundId, { closesAt: sql<Date>`now() - interval '1 minute'` });
    await expect(reopenRound(acting(), roundId)).rejects.toThrow('closedByClock');
    await closeDueRounds(actingOn(server.app, { kind: 'job' }));
    await expect(reopenRound(acting(), roundId)).rejects.toThrow('closedByClock');
  });

  test('before it opened; and one that is open stays so without a line', async () => {
    const { roundId, networkId } = await seedAnswered();
    await reopenRound(acting(), roundId);
    expect(await listActions(networkId)).not.toContain('rounds.reopened');
    await set(roundId, { openedAt: null });
    await expect(reopenRound(acting(), roundId)).rejects.toThrow('roundNotOpen');
  });

  test('when a later round is compared with it', async () => {
    const { roundId, networkId } = await seedAnswered();
    await set(roundId, { repeats: 'yearly' });
    await closeRound(acting(), roundId);
    const next = await server.app.db
      .selectFrom('round')
      .select('id')
      .where('followsId', '=', roundId)
      .executeTakeFirstOrThrow();
    await openRound(acting(), next.id);
    await expect(reopenRound(acting(), roundId)).rejects.toThrow('roundFollowed');

    const other = await seedClosed();
    await startRound(acting(), other.networkId, {
      name: 'Later',
      sender: 'Greet',
      language: 'nl',
      opens: 'now',
      closesOn: '2090-01-31',
      repeats: 'once',
      reminders: [],
      message: '',
    });
    await expect(reopenRound(acting(), other.roundId)).rejects.toThrow('roundFollowed');
    expect((await read(roundId)).scores).not.toBeNull();
    expect(networkId).not.toBe(other.networkId);
  });

  /** A way in which people see or get a result. */
  type Look = (round: SeededRound, coordinator: SignedIn) => Promise<unknown>;
  const page =
    (path: (round: SeededRound) => string): Look =>
    async (round, { get }) => {
      const { statusCode, body } = await get(`/desk${path(round)}`);
      expect([statusCode, body.length > 0]).toEqual([200, true]);
    };
  const program =
    (path: string): Look =>
    async ({ roundId }) =>
      expect((await call('GET', `/rounds/${roundId}/${path}`)).status).toBe(200);
  const share =
    (scope: string, file = ''): Look =>
    async ({ roundId }) => {
      const partner = scope === 'partner' ? 'school' : undefined;
      const { json } = await call('POST', `/rounds/${roundId}/shares`, { scope, partner });
      const url = `${new URL(json.url).pathname}${file}`;
      expect((await server.app.inject({ url })).statusCode).toBe(200);
    };
  const looks: [string, Look][] = [
    ['the result', page(({ roundId }) => `/rounds/${roundId}/results`)],
    ['the factsheet', page(({ roundId }) => `/rounds/${roundId}/factsheet`)],
    ['the printed factsheet', page(({ roundId }) => `/rounds/${roundId}/factsheet.pdf`)],
    ['the scores as a file', page(({ roundId }) => `/rounds/${roundId}/scores.csv`)],
    ['the discussion sheets', page(({ roundId }) => `/rounds/${roundId}/discussion-sheets`)],
    ['the slides', page(({ roundId }) => `/rounds/${roundId}/slides`)],
    ['the slides to edit', page(({ roundId }) => `/rounds/${roundId}/slides.pptx`)],
    ['the years beside each other', page(({ networkId }) => `/networks/${networkId}/comparison`)],
    ['weaknesses to agree about', page(({ networkId }) => `/networks/${networkId}/agreements/new`)],
    ['scores by a program', program('scores')],
    ['the factsheet by a program', program('factsheet')],
    ['the factsheet printed by a program', program('factsheet.pdf')],
    ['the overview behind a share', share('overview')],
    ['the factsheet behind a share', share('factsheet')],
    ['the factsheet behind a share, printed', share('factsheet', '/factsheet.pdf')],
    ['the slides behind a share', share('factsheet', '/slides')],
    ['the mirror of a partner', share('partner')],
    [
      'an agreement about it',
      ({ roundId, networkId }, { post }) =>
        post(`/desk/networks/${networkId}/agreements`, {
          round: roundId,
          facet: 'contact',
          what: 'Een inloopuur',
          who: 'Welzijn',
          byWhen: '2090-01-31',
          note: '',
        }),
    ],
    ['its release to researchers', ({ roundId }, { post }) => post(`/desk/rounds/${roundId}/release`)],
  ];
  test.each(looks)('once somebody saw or got %s', async (_what, look) => {
    const round = await seedClosed();
    const coordinator = await signInCoordinator(round);
    await look(round, coordinator);
    const { statusCode, body } = await coordinator.post(`/desk/rounds/${round.roundId}/reopening`);
    expect(statusCode).toBe(409);
    expect(readWords(body)).toContain('Iemand heeft de uitslag van deze meting al gezien of gekregen.');
    expect((await findRound(server.app.db, round.roundId)).status).toBe('closed');
  });

  test('printing ahead, the pages without a result and a share that nobody opened are no looking', async () => {
    const round = await seedClosed();
    const { get } = await signInCoordinator(round);
    const { roundId, networkId } = round;
    for (const path of [
      `/rounds/${roundId}`,
      `/rounds/${roundId}/mirrors`,
      `/rounds/${roundId}/invitations`,
      `/networks/${networkId}`,
      `/networks/${networkId}/rounds/new`,
      `/networks/${networkId}/agreements`,
      '/results',
    ]) {
      expect([path, (await get(`/desk${path}`)).statusCode]).toEqual([path, 200]);
    }
    await call('GET', `/rounds/${roundId}`);
    await call('POST', `/rounds/${roundId}/shares`, { scope: 'factsheet' });
    await printFactsheet(server.app, roundId);
    await reopenRound(acting(), roundId);
  });

  test('a result of long ago is read without writing anything', async () => {
    const round = await seedClosed();
    await set(round.roundId, { closedAt: sql<Date>`now() - interval '2 days'` });
    const { get } = await signInCoordinator(round);
    expect((await get(`/desk/rounds/${round.roundId}/results`)).statusCode).toBe(200);
    expect((await read(round.roundId)).seenAt).toBeNull();
  });
});

test('of looking and opening again at the same moment one comes first', async () => {
  for (let count = 0; count < 5; count += 1) {
    const { roundId } = await seedClosed();
    const [seen, reopened] = await Promise.all([
      call('GET', `/rounds/${roundId}/scores`),
      call('DELETE', `/rounds/${roundId}/closure`),
    ]);
    expect([seen.status, reopened.status].sort()).toEqual([200, 409]);
  }
});

test('the page of the round has the button as long as it can, and says until when', async () => {
  const round = await seedAnswered();
  const { get, post } = await signInCoordinator(round);
  await set(round.roundId, { repeats: 'yearly' });
  const path = `/desk/rounds/${round.roundId}`;
  const readPage = async () => readWords((await get(path)).body);
  expect(await readPage()).not.toContain('Per ongeluk gesloten?');
  expect(readWords((await get(`${path}/closure`)).body)).toContain(
    'nog 24 uur lang weer openen, zolang niemand de uitslag heeft gezien',
  );
  await post(`${path}/closure`);
  const closed = await readPage();
  expect(closed).toMatch(/Tot \w+ \d+ \w+ 20\d\d om \d\d:\d\d kunt u de meting weer openen\./);
  expect(closed).toContain('De meting ‘2027’ is bij het sluiten vanzelf gepland.');

  const { headers } = await post(`${path}/reopening`);
  expect(readWords((await get(String(headers.location))).body)).toContain('De meting is weer open.');
  await post(`${path}/closure`);
  await get(`${path}/factsheet`);
  expect(await readPage()).not.toContain('Per ongeluk gesloten?');
});

test('who sends the mirrors reads first that this ends it, and then it has ended', async () => {
  const mailing = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
  try {
    const { db } = mailing.app;
    const { roundId, partnerIds, people } = await seedRound(db);
    for (const { invitationId } of Object.values(people)) {
      await answer(db, { invitationId, opinion: 4, address: 'dirk@school.example' });
    }
    const { id: personId } = await db
      .insertInto('person')
      .values({ partnerId: partnerIds.school!, name: 'Dirk', email: 'dirk@school.example' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('invitation')
      .set({ personId })
      .where('id', '=', people.dirk!.invitationId)
      .execute();
    await closeRound(actingOn(mailing.app), roundId);
    const { get } = await signIn(mailing.app, 'operator');
    const readMirrors = async () => readWords((await get(`/desk/rounds/${roundId}/mirrors`)).body);
    expect(await readMirrors()).toContain('Dat kan niet meer zodra u de spiegels verstuurt.');
    expect(await mailMirrors(actingOn(mailing.app), roundId)).toBe(1);
    expect(await readMirrors()).not.toContain('Dat kan niet meer zodra u de spiegels verstuurt.');
    await expect(reopenRound(actingOn(mailing.app), roundId)).rejects.toThrow('resultSeen');
  } finally {
    await mailing.stop();
  }
});

test('a program opens a round again as well', async () => {
  const { roundId } = await seedClosed();
  const { status, json } = await call('DELETE', `/rounds/${roundId}/closure`);
  expect([status, json.status, json.closedAt]).toEqual([200, 'open', null]);
  expect((await call('DELETE', `/rounds/${roundId}/closure`)).status).toBe(200);
  expect((await call('DELETE', '/rounds/999999999/closure')).status).toBe(404);
});
