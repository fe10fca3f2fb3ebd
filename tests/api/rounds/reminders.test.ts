/** Reminders go to who has not answered, on their day from nine o'clock on, once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pauseRound } from '../../../server/rounds/pause-round.ts';
import { remindNow } from '../../../server/rounds/reminders/remind-now.ts';
import {
  listReminders,
  reminderEnds,
  reminderStarts,
} from '../../../server/rounds/reminders/reminder-days.ts';
import { sendDueReminders } from '../../../server/rounds/reminders/send-due-reminders.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeedPerson, seedNetwork } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(() => server.app.db.deleteFrom('reminder').execute());

async function openRound(
  people: readonly SeedPerson[] = [{ name: 'Anna' }, { name: 'Bram' }],
): Promise<string> {
  const { networkId } = await seedNetwork(server.app.db, [people]);
  return startRound(actingOn(server.app), networkId, {
    name: '2026',
    sender: 'Greet',
    language: 'nl',
    opens: 'now',
    closesOn: '2090-01-31',
    repeats: 'once',
    reminders: [],
    message: '',
  });
}

const listReminded = async (roundId: string) => {
  const mails = await server.app.db
    .selectFrom('mail')
    .select('recipient')
    .where('roundId', '=', roundId)
    .where('kind', '=', 'reminder')
    .orderBy('recipient')
    .execute();
  return mails.map(({ recipient }) => recipient);
};

/** Puts the reminder of the day that runs from nine o'clock to nine o'clock around now. */
async function addDueReminder(roundId: string, days = 0): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    INSERT INTO reminder (round_id, send_on)
    VALUES (${roundId}, (now() AT TIME ZONE 'Europe/Amsterdam' - interval '9 hours')::date + ${days}::integer)
    RETURNING send_on::text AS day`.execute(server.app.db);
  return rows[0]!.day;
}

test('on its day a reminder goes to those who have not answered and can be mailed, and to nobody else', async () => {
  const id = await openRound([
    { name: 'Anna' },
    { name: 'Bram' },
    { name: 'Carla', email: null },
    { name: 'Dirk', unsubscribed: true },
    { name: 'Esra', addressFails: true },
    { name: 'Femke' },
    { name: 'Gijs' },
  ]);
  const find = (person: string) =>
    server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', id)
      .where('person', '=', person)
      .executeTakeFirstOrThrow();
  await answer(server.app.db, { invitationId: (await find('Bram')).id, opinion: 4 });
  await server.app.db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('id', '=', (await find('Femke')).id)
    .execute();
  await server.app.db
    .updateTable('person')
    .set({ archivedAt: new Date() })
    .where('name', '=', 'Gijs')
    .execute();
  await addDueReminder(id);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toEqual(['anna@partner.example']);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toHaveLength(1);
});

test('several processes at once send a reminder once', async () => {
  const ids = [await openRound(), await openRound(), await openRound()];
  for (const id of ids) await addDueReminder(id);
  await Promise.all([1, 2, 3, 4].map(() => sendDueReminders(actingOn(server.app))));
  for (const id of ids) expect(await listReminded(id)).toHaveLength(2);
});

test('a reminder of a later day waits, and one that was missed for a day is not sent any more', async () => {
  const id = await openRound();
  const missed = await addDueReminder(id, -1);
  const coming = await addDueReminder(id, 1);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toEqual([]);
  expect(await listReminders(server.app.db, id)).toEqual([
    { day: missed, sentAt: null, missed: true },
    { day: coming, sentAt: null, missed: false },
  ]);
});

test('a reminder goes from nine in the morning of its day to nine the next, also when the clock goes forward', async () => {
  const { rows } = await sql<{ starts: Date; ends: Date }>`
    SELECT ${reminderStarts} AS starts, ${reminderEnds} AS ends
    FROM (VALUES (date '2027-03-27'), (date '2027-03-28')) AS reminder (send_on)
    ORDER BY send_on`.execute(server.app.db);
  const [saturday, sunday, monday] = ['27T08:00', '28T07:00', '29T07:00'].map(
    (moment) => new Date(`2027-03-${moment}Z`),
  );
  expect(rows).toEqual([
    { starts: saturday, ends: sunday },
    { starts: sunday, ends: monday },
  ]);
});

test('a paused round reminds nobody', async () => {
  const id = await openRound();
  await addDueReminder(id);
  await pauseRound(actingOn(server.app), id);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toEqual([]);
  await expect(remindNow(actingOn(server.app), id)).rejects.toThrow('roundIsPaused');
});

test('a round that has closed reminds nobody', async () => {
  const id = await openRound();
  await addDueReminder(id);
  await server.app.db
    .updateTable('round')
    .set({
      opensAt: new Date('2020-01-01'),
      openedAt: new Date('2020-01-01'),
      closesAt: sql<Date>`now() - interval '1 second'`,
    })
    .where('id', '=', id)
    .execute();
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toEqual([]);
  await expect(remindNow(actingOn(server.app), id)).rejects.toThrow('roundClosed');
});

test('the button sends at once, at most once a day, also when it is pressed twice at the same time', async () => {
  const id = await openRound();
  const pressed = await Promise.allSettled([1, 2, 3].map(() => remindNow(actingOn(server.app), id)));
  expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(pressed.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  expect(await listReminded(id)).toEqual(['anna@partner.example', 'bram@partner.example']);
  await expect(remindNow(actingOn(server.app), id)).rejects.toThrow('remindedToday');
});

test('after the button the reminder of the same day is not sent a second time', async () => {
  const id = await openRound();
  await remindNow(actingOn(server.app), id);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toHaveLength(2);
});

test('before it goes the page says to how many, to whom, what it says and whom it leaves out, and the button does just that', async () => {
  const { app } = server;
  const network = await seedNetwork(app.db, [
    [{ name: 'Anna' }, { name: 'Bram' }, { name: 'Carla', email: null }],
    [
      { name: 'Dirk', unsubscribed: true },
      { name: 'Esra', language: 'en' },
      { name: 'Femke' },
      { name: 'Gijs' },
    ],
  ]);
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const id = await startRound(actingOn(app), networkId, {
    name: '2026',
    sender: 'Greet',
    language: 'nl',
    opens: 'now',
    closesOn: '2090-01-31',
    repeats: 'once',
    reminders: [],
    message: 'Alvast dank',
  });
  const mailTo = (email: string) =>
    app.db.updateTable('mail').where('roundId', '=', id).where('recipient', '=', email);
  // Refused, refused at an address that was corrected since, and only held up.
  await mailTo('bram@partner.example').set({ state: 'failed', reason: 'refused' }).execute();
  await mailTo('femke@partner.example')
    .set({ state: 'failed', reason: 'refused', recipient: 'oud@partner.example' })
    .execute();
  await mailTo('anna@partner.example').set({ state: 'failed', reason: 'unreachable' }).execute();
  const { id: gijs } = await app.db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', id)
    .where('person', '=', 'Gijs')
    .executeTakeFirstOrThrow();
  await answer(app.db, { invitationId: gijs, opinion: 4 });

  const { body } = await coordinator.get(`/desk/rounds/${id}`);
  expect(body).toContain(`href="/desk/rounds/${id}/reminders"`);
  const page = await coordinator.get(`/desk/rounds/${id}/reminders`);
  const words = readWords(page.body);
  expect(words).toContain('De herinnering gaat naar 3 mensen van 2 partners.');
  expect(words).toMatch(
    /Wie krijgen de herinnering\? \(3\) Anna, Partner 1 anna@partner\.example Esra, Partner 2 .* Femke, Partner 2/,
  );
  expect(words).toContain('3 mensen hebben nog niet geantwoord en krijgen geen herinnering');
  expect(words).toContain('Bram, Partner 1 bram@partner.example dit adres weigerde de vorige mail');
  expect(words).toContain('Carla, Partner 1 geen mailadres');
  expect(words).toContain('Dirk, Partner 2 dirk@partner.example wil geen mail');
  expect(words).not.toContain('Gijs');
  expect(words).toContain('Herinnering: vragenlijst over de samenwerking');
  expect(words).toContain('Alvast dank');
  expect(words).toContain('Reminder: questionnaire');
  expect(words).toContain('Stuur 3 mails');
  expect(await listReminded(id)).toEqual([]);

  await coordinator.post(`/desk/rounds/${id}/reminders`);
  const reminded = ['anna@partner.example', 'esra@partner.example', 'femke@partner.example'];
  expect(await listReminded(id)).toEqual(reminded);
  const later = await coordinator.get(`/desk/rounds/${id}/reminders`);
  expect(readWords(later.body)).toContain('Vandaag ging er al een herinnering uit.');
  expect(later.body).not.toContain(`action="/desk/rounds/${id}/reminders"`);
  expect((await coordinator.post(`/desk/rounds/${id}/reminders`)).statusCode).toBe(409);
  expect(await listReminded(id)).toEqual(reminded);
});

test('also the clock leaves out an address that refused', async () => {
  const id = await openRound();
  await server.app.db
    .updateTable('mail')
    .set({ state: 'failed', reason: 'refused' })
    .where('roundId', '=', id)
    .where('recipient', '=', 'bram@partner.example')
    .execute();
  await addDueReminder(id);
  await sendDueReminders(actingOn(server.app));
  expect(await listReminded(id)).toEqual(['anna@partner.example']);
});
