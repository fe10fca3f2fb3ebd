/** What a round lives through: planned, opened by the clock, paused, closed, and planned again for the next year. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlanInput } from '../../../server/rounds/check-plan.ts';
import { closeDueRounds } from '../../../server/rounds/close-due-rounds.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { openDueRounds } from '../../../server/rounds/open-due-rounds.ts';
import { openRound } from '../../../server/rounds/open-round.ts';
import { pauseRound, resumeRound } from '../../../server/rounds/pause-round.ts';
import { nameNextRound } from '../../../server/rounds/plan-next-round.ts';
import { planRound } from '../../../server/rounds/plan-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { actingOn } from '../../support/acting.ts';
import { type SeededNetwork, seedNetwork, seedPerson } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
// Each test starts without anything that is due.
beforeEach(() =>
  server.app.db
    .updateTable('round')
    .set({ opensAt: new Date('2090-01-01'), closesAt: new Date('2091-01-01') })
    .where('openedAt', 'is', null)
    .execute(),
);

const wish: PlanInput = {
  name: '2026',
  sender: 'Greet',
  language: 'nl',
  opens: 'now',
  closesOn: '2090-01-31',
  repeats: 'once',
  reminders: [],
  message: '',
};

function plan({ networkId }: SeededNetwork, fields: Partial<PlanInput> = {}): Promise<string> {
  return planRound(actingOn(server.app), networkId, { ...wish, ...fields });
}

/** A round that is due to open. */
async function planDue(fields: Partial<PlanInput> = {}) {
  const network = await seedNetwork(server.app.db, [[{ name: 'Anna' }], [{ name: 'Bram', email: null }]]);
  return { network, id: await plan(network, fields) };
}

async function openDue(fields: Partial<PlanInput> = {}) {
  const { network, id } = await planDue(fields);
  await openDueRounds(actingOn(server.app, { kind: 'job' }));
  return { network, id };
}

const read = (id: string) =>
  server.app.db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const listMails = (roundId: string) =>
  server.app.db
    .selectFrom('mail')
    .select(['kind', 'recipient', 'state'])
    .where('roundId', '=', roundId)
    .orderBy('id')
    .execute();
const listInvitations = (roundId: string) =>
  server.app.db.selectFrom('invitation').selectAll().where('roundId', '=', roundId).orderBy('id').execute();

describe('opening by the clock', () => {
  test('a round whose moment has come opens, with everybody who can be asked', async () => {
    const network = await seedNetwork(server.app.db, [
      [{ name: 'Anna' }, { name: 'Weg', archived: true }],
      [
        { name: 'Bram', email: null },
        { name: 'Carla', unsubscribed: true },
        { name: 'Dirk', addressFails: true },
      ],
      [{ name: 'Oud' }],
    ]);
    await server.app.db
      .updateTable('partner')
      .set({ archivedAt: new Date() })
      .where('id', '=', network.partnerIds[2]!)
      .execute();
    await server.app.db
      .updateTable('network')
      .set({ controller: 'Gemeente Weert', keepMonths: 12 })
      .where('id', '=', network.networkId)
      .execute();
    const id = await plan(network);
    await openDueRounds(actingOn(server.app, { kind: 'job' }));

    expect((await findRound(server.app.db, id)).status).toBe('open');
    const round = await read(id);
    expect(round.privacy).toMatchObject({ controller: 'Gemeente Weert', keepMonths: 12 });
    expect((await listInvitations(id)).map(({ person }) => person)).toEqual([
      'Anna',
      'Bram',
      'Carla',
      'Dirk',
    ]);
    expect(await listMails(id)).toEqual([
      { kind: 'invitation', recipient: 'anna@partner.example', state: 'waiting' },
    ]);
    const partners = await server.app.db
      .selectFrom('roundPartner')
      .select('name')
      .where('roundId', '=', id)
      .orderBy('name')
      .execute();
    expect(partners.map(({ name }) => name)).toEqual(['Partner 1', 'Partner 2']);
    const log = await server.app.db
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('roundId', '=', id)
      .orderBy('id')
      .execute();
    expect(log).toEqual([
      { actor: 'shell', action: 'rounds.planned' },
      { actor: 'job', action: 'rounds.opened' },
    ]);
  });

  test('several processes at once open each round once', async () => {
    const due = [];
    for (let count = 0; count < 5; count += 1) due.push((await planDue()).id);
    await Promise.all([1, 2, 3, 4].map(() => openDueRounds(actingOn(server.app))));
    for (const id of due) {
      expect((await read(id)).openedAt).not.toBeNull();
      expect(await listInvitations(id)).toHaveLength(2);
      expect(await listMails(id)).toHaveLength(1);
    }
  });

  test('a round before its moment stays planned, and one without partners too, until there are some', async () => {
    const { network, id } = await planDue();
    await server.app.db
      .updateTable('round')
      .set({ opensAt: sql<Date>`now() + interval '1 minute'` })
      .where('id', '=', id)
      .execute();
    await openDueRounds(actingOn(server.app));
    expect((await read(id)).openedAt).toBeNull();

    const due = { opensAt: sql<Date>`now() - interval '1 minute'` };
    await server.app.db.updateTable('round').set(due).where('id', '=', id).execute();
    const partners = (archivedAt: Date | null) =>
      server.app.db
        .updateTable('partner')
        .set({ archivedAt })
        .where('networkId', '=', network.networkId)
        .execute();
    await partners(new Date());
    const other = await planDue();
    await openDueRounds(actingOn(server.app));
    expect((await findRound(server.app.db, id)).status).toBe('planned');
    expect((await findRound(server.app.db, other.id)).status).toBe('open');
    await partners(null);
    await openDueRounds(actingOn(server.app));
    expect((await findRound(server.app.db, id)).status).toBe('open');
  });

  test('a round that never opened before its last day stays planned: nothing is closed that nobody could answer', async () => {
    const { id } = await planDue({ repeats: 'yearly' });
    await server.app.db
      .updateTable('round')
      .set({ opensAt: sql<Date>`now() - interval '9 days'`, closesAt: sql<Date>`now() - interval '1 day'` })
      .where('id', '=', id)
      .execute();
    await openDueRounds(actingOn(server.app));
    await closeDueRounds(actingOn(server.app));
    expect((await findRound(server.app.db, id)).status).toBe('planned');
    await expect(closeRound(actingOn(server.app), id)).rejects.toThrow('roundNotOpen');
    // Nor does a press on the button ask people for answers that they can't give.
    await expect(openRound(actingOn(server.app), id)).rejects.toMatchObject({ statusCode: 422 });
    expect(await listMails(id)).toEqual([]);
  });

  test('the links of the invitations open, follow from the seed, and stand nowhere', async () => {
    const { deriveToken } = await import('../../../server/web/link-key.ts');
    const { id } = await openDue();
    const tokens = (await listInvitations(id)).map(({ seed }) => deriveToken(server.app.linkKey, seed!));
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) {
      expect((await server.app.inject(`/invitations/${token}`)).statusCode).toBe(200);
      const { rows } = await sql<{ found: boolean }>`
        SELECT bool_or(row_to_json(invitation)::text LIKE ${`%${token}%`}) AS found FROM invitation`.execute(
        server.app.db,
      );
      expect(rows[0]!.found).toBe(false);
    }
  });

  test.each([
    ['the night the clock goes forward', '2027-03-28', '2027-03-28T07:00:00.000Z'],
    ['the day before it', '2027-03-27', '2027-03-27T08:00:00.000Z'],
    ['the night the clock goes back', '2027-10-31', '2027-10-31T08:00:00.000Z'],
    ['the day before that', '2027-10-30', '2027-10-30T07:00:00.000Z'],
  ])('nine in the morning is nine in the morning, also after %s', async (_night, day, moment) => {
    const network = await seedNetwork(server.app.db);
    const id = await plan(network, { opens: day, closesOn: '2027-12-01' });
    expect((await read(id)).opensAt.toISOString()).toBe(moment);
  });
});

describe('a pause', () => {
  test('refuses opening, saving and sending, loses nothing, and ends', async () => {
    const { deriveToken } = await import('../../../server/web/link-key.ts');
    const { id } = await openDue();
    const [invitation] = await listInvitations(id);
    const path = `/invitations/${deriveToken(server.app.linkKey, invitation!.seed!)}`;
    const cookies: Record<string, string> = {};
    const form = async () => {
      const opened = await server.app.inject(`${path}/sharing`);
      for (const { name, value } of opened.cookies) cookies[name] = value;
      const { body } = opened;
      const view = /name="view" value="([^"]+)"/.exec(body)![1]!;
      const items = [...body.matchAll(/name="([^"]+)" value="4"/g)].map(([, name]) => name!);
      return { view, items };
    };
    const { view, items } = await form();
    const payload = new URLSearchParams({
      revision: '0',
      view,
      go: 'next',
      confirm: 'on',
      comment: 'Mijn lange antwoord',
    });
    for (const item of items) payload.set(item, '4');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const post = (url: string, accept = 'text/html') =>
      server.app.inject({
        method: 'POST',
        url,
        cookies,
        payload: payload.toString(),
        headers: { ...headers, accept },
      });

    await pauseRound(actingOn(server.app), id);
    await pauseRound(actingOn(server.app), id);
    const opened = await server.app.inject(path);
    expect(opened.statusCode).toBe(423);
    expect(opened.body).toContain('Deze vragenlijst is even gepauzeerd.');
    const refused = await post(`${path}/sharing`);
    expect(refused.statusCode).toBe(423);
    expect(refused.body).toContain('Wat u op deze pagina hebt ingevuld, is nog niet opgeslagen.');
    expect(refused.body).toContain('Mijn lange antwoord');
    expect((refused.body.match(/value="4"[^>]* checked/g) ?? []).length).toBe(items.length);
    const byScript = await post(`${path}/sharing`, 'application/json');
    expect(byScript.statusCode).toBe(423);
    expect(byScript.json().sentence).toContain('nog niet opgeslagen');
    payload.delete('comment');
    for (const item of items) payload.delete(item);
    expect((await post(`${path}/sending`)).statusCode).toBe(423);
    for (const item of items) payload.set(item, '4');
    const wrong = await server.app.inject(`/invitations/${'x'.repeat(22)}`);
    expect(wrong.statusCode).toBe(404);
    expect(wrong.body).not.toContain('gepauzeerd');
    const count = async () =>
      (
        await server.app.db
          .selectFrom('answerPage')
          .select('page')
          .where('invitationId', '=', invitation!.id)
          .execute()
      ).length;
    expect(await count()).toBe(0);

    await resumeRound(actingOn(server.app), id);
    expect((await post(`${path}/sharing`)).statusCode).toBe(303);
    expect(await count()).toBe(1);
  });

  test('a round that is paused still closes on its day', async () => {
    const { id } = await openDue();
    await pauseRound(actingOn(server.app), id);
    await server.app.db
      .updateTable('round')
      .set({
        opensAt: sql<Date>`now() - interval '9 days'`,
        openedAt: sql<Date>`now() - interval '9 days'`,
        closesAt: sql<Date>`now() - interval '1 second'`,
      })
      .where('id', '=', id)
      .execute();
    await closeDueRounds(actingOn(server.app));
    expect((await read(id)).closedAt).not.toBeNull();
    await expect(resumeRound(actingOn(server.app), id)).rejects.toThrow('roundClosed');
  });

  test('an answer on its way when the pause comes is saved before it, or refused', async () => {
    const { id } = await openDue();
    const people = await listInvitations(id);
    const answers = people.map(({ id: invitationId }) =>
      answer(server.app.db, { invitationId, opinion: 3 }).then(
        () => 'sent',
        (error: Error) => error.message,
      ),
    );
    await pauseRound(actingOn(server.app), id);
    const outcomes = await Promise.all(answers);
    const sent = (await listInvitations(id)).filter(({ submittedAt }) => submittedAt).length;
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(sent);
    expect(
      outcomes.filter((outcome) => !['sent', 'The answers were not sent: paused.'].includes(outcome)),
    ).toEqual([]);
  });
});

describe('closing', () => {
  test('has the factsheet printed by a job, in the same transaction', async () => {
    const { id } = await openDue();
    await closeRound(actingOn(server.app), id);
    await closeRound(actingOn(server.app), id);
    const { rows } = await sql<{ data: unknown }>`
      SELECT data FROM pgboss.job WHERE name = 'print-factsheet' AND data->>'roundId' = ${id}`.execute(
      server.app.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('a round that cannot be scored holds up no other, and the fault is told', async () => {
    const bad = await openDue();
    const good = await openDue();
    const end = sql<Date>`now() - interval '1 second'`;
    const start = sql<Date>`now() - interval '9 days'`;
    await server.app.db
      .updateTable('round')
      .set({ opensAt: start, openedAt: start, closesAt: end })
      .where('id', 'in', [bad.id, good.id])
      .execute();
    const setVersion = (instrumentVersion: string) =>
      server.app.db.updateTable('round').set({ instrumentVersion }).where('id', '=', bad.id).execute();
    const { instrumentVersion: version } = await read(bad.id);
    await setVersion('99');
    await expect(closeDueRounds(actingOn(server.app))).rejects.toThrow('has no instrument');
    expect((await read(good.id)).closedAt).not.toBeNull();
    expect((await read(bad.id)).closedAt).toBeNull();
    await setVersion(version);
    await closeDueRounds(actingOn(server.app));
    expect((await read(bad.id)).closedAt).not.toBeNull();
  });

  test('the next round is planned once, as long and with the same reminders', async () => {
    const { network, id } = await openDue({ repeats: 'yearly', message: 'Tot ziens' });
    await server.app.db
      .updateTable('round')
      .set({
        opensAt: new Date('2026-03-02T08:00:00Z'),
        openedAt: new Date('2026-03-02T08:00:30Z'),
        closesAt: new Date('2026-03-30T21:59:59Z'),
      })
      .where('id', '=', id)
      .execute();
    await server.app.db
      .insertInto('reminder')
      .values([
        { roundId: id, sendOn: '2026-03-09' },
        { roundId: id, sendOn: '2026-03-28' },
      ])
      .execute();
    await Promise.all([1, 2, 3].map(() => closeDueRounds(actingOn(server.app))));
    const rounds = await server.app.db
      .selectFrom('round')
      .selectAll()
      .where('networkId', '=', network.networkId)
      .orderBy('id')
      .execute();
    expect(rounds).toHaveLength(2);
    expect(rounds[1]).toMatchObject({
      name: '2027',
      repeats: 'yearly',
      message: 'Tot ziens',
      openedAt: null,
    });
    // Nine o'clock in winter time; the last evening is in summer time, as it was.
    expect(rounds[1]!.opensAt.toISOString()).toBe('2027-03-02T08:00:00.000Z');
    expect(rounds[1]!.closesAt.toISOString()).toBe('2027-03-30T21:59:59.000Z');
    const days = await server.app.db
      .selectFrom('reminder')
      .select([sql<string>`send_on::text`.as('day'), 'sentAt'])
      .where('roundId', '=', rounds[1]!.id)
      .orderBy('sendOn')
      .execute();
    expect(days).toEqual([
      { day: '2027-03-09', sentAt: null },
      // The 28th is Easter Sunday, and the first working day after it the last of the round.
      { day: '2027-03-25', sentAt: null },
    ]);
  });

  test('nothing is planned beside a round that somebody planned already', async () => {
    const { network, id } = await openDue({ repeats: 'half-yearly' });
    await plan(network, { name: 'Zelf gepland', opens: '2089-01-01' });
    await closeRound(actingOn(server.app), id);
    const rounds = await server.app.db
      .selectFrom('round')
      .select('name')
      .where('networkId', '=', network.networkId)
      .execute();
    expect(rounds.map(({ name }) => name).sort()).toEqual(['2026', 'Zelf gepland']);
  });

  test('the next round opens by itself with the partners and people of then', async () => {
    const { network, id } = await openDue({ repeats: 'half-yearly' });
    await closeRound(actingOn(server.app), id);
    await seedPerson(server.app.db, network.partnerIds[0]!, { name: 'Nieuw' });
    const next = await server.app.db
      .updateTable('round')
      .set({ opensAt: sql<Date>`now()` })
      .where('networkId', '=', network.networkId)
      .where('openedAt', 'is', null)
      .returning('id')
      .executeTakeFirstOrThrow();
    await openDueRounds(actingOn(server.app));
    expect((await listInvitations(next.id)).map(({ person }) => person).sort()).toEqual([
      'Anna',
      'Bram',
      'Nieuw',
    ]);
  });
});

test.each([
  ['2026', 1, ['2026'], '2027'],
  ['2026', 0, ['2026'], '2026 (2)'],
  ['2026 (2)', 1, ['2026', '2026 (2)'], '2027'],
  ['2026 (2)', 0, ['2026', '2026 (2)'], '2026 (3)'],
  ['Voorjaar 2026', 1, ['Voorjaar 2026'], 'Voorjaar 2027'],
  ['2025-2026', 1, ['2025-2026'], '2026-2027'],
  ['Nulmeting', 1, ['Nulmeting'], 'Nulmeting (2)'],
  ['2026', 1, ['2026', '2027'], '2027 (2)'],
])('after %j, %i years later, with %j taken, comes %j', (name, years, taken, next) => {
  expect(nameNextRound(name, years, taken)).toBe(next);
});
