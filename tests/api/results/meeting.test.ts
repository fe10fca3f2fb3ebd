/** The meeting in which a result is discussed: planned once at the desk, and in the calendar of everybody who answered. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { type ClosedRound, seedClosedRound } from '../../support/closed-round.ts';
import { listLogActions } from '../../support/list-log.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { deliverMails } from '../../support/run-jobs.ts';
import type { SignedIn } from '../../support/sign-in.ts';

let receiver: MailReceiver;
let server: MailingApp;
let round: ClosedRound;
let coordinator: SignedIn;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  receiver.received.length = 0;
  round = await seedClosedRound(server.app, { count: 5 });
  ({ coordinator } = round);
});

const soon = addDays(dutchDay(new Date()), 30);
const meeting = { day: soon, from: '14:00', until: '16.30', place: 'Gemeentehuis, zaal 2' };
const plan = (fields: Partial<typeof meeting> = {}) =>
  coordinator.post(`/desk/rounds/${round.roundId}/meeting`, { ...meeting, ...fields });
const page = async (path: 'choosing' | 'meeting') =>
  readWords((await coordinator.get(`/desk/rounds/${round.roundId}/${path}`)).body);
const atDesk = () => coordinator.get(`/desk/rounds/${round.roundId}/meeting.ics`);
const visit = (url: string) => server.app.inject({ url });
/** The path behind the link of the first mail. */
async function sendResult(): Promise<string> {
  await coordinator.post(`/desk/rounds/${round.roundId}/choosing/mails`, { choosing: '', until: '' });
  await deliverMails(server.app);
  expect(receiver.received).toHaveLength(5);
  return /http:\/\/keten\.example(\/choosing\/[\w-]+)/.exec(receiver.received[0]!.email.text!)![1]!;
}

test('it stands in the mail with the result and behind its link, and the calendar of each gets it', async () => {
  expect(await page('choosing')).toContain('Er staat nog geen bijeenkomst.');
  expect((await plan()).headers.location).toBe(`/desk/rounds/${round.roundId}/choosing?done=planned`);
  expect(await page('choosing')).toContain('14:00–16:30 Gemeentehuis, zaal 2');
  const path = await sendResult();
  for (const { email } of receiver.received) {
    expect(email.text).toContain('14:00–16:30, Gemeentehuis, zaal 2');
    expect(email.text).toContain('/meeting.ics');
  }
  expect(readWords((await visit(path)).body)).toContain('14:00–16:30 Gemeentehuis, zaal 2');
  const file = await visit(`${path}/meeting.ics`);
  expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(file.headers['content-disposition']).toContain('.ics');
  expect(file.body).toContain('LOCATION:Gemeentehuis\\, zaal 2');
  expect((await atDesk()).body).toContain(/UID:.*/.exec(file.body)![0]);
  const lines = await listLogActions(server.app.db, { network: round.networkId });
  expect(lines.map(({ action }) => action)).toContain('meeting.planned');
});

test('changed after the mail it is new behind the same link; with every box empty it is gone everywhere', async () => {
  await plan();
  const path = await sendResult();
  await plan({ from: '9.30', until: '11:00', place: '' });
  expect(readWords((await visit(path)).body)).toContain('09:30–11:00');
  expect(await page('choosing')).toContain('De mails zijn al verstuurd.');
  const gone = await plan({ day: '', from: '', until: '', place: '' });
  expect(gone.headers.location).toContain('done=removed');
  expect(readWords((await visit(path)).body)).not.toContain('De bijeenkomst');
  expect((await visit(`${path}/meeting.ics`)).statusCode).toBe(404);
  expect((await atDesk()).statusCode).toBe(404);
});

test('what is wrong is said at once, with what was typed, and nothing is stored', async () => {
  const wrong = await plan({ day: '2020-01-31', from: '25:00', until: '', place: 'x'.repeat(201) });
  expect(wrong.statusCode).toBe(422);
  const words = readWords(wrong.body);
  for (const sentence of ['Deze dag is al voorbij.', 'Dit is geen tijd.', 'Dit heeft 201 tekens.'])
    expect(words).toContain(sentence);
  expect(wrong.body).toContain('value="25:00"');
  expect(readWords((await plan({ from: '16:00', until: '15:59' })).body)).toContain('eindigt voor ze begint');
  expect((await plan({ place: '' })).statusCode).toBe(303);
  expect((await atDesk()).body).not.toContain('LOCATION');
});

/** The last Sunday of a month in a year to come. */
function lastSunday(month: '03' | '10'): string {
  const last = `${new Date().getUTCFullYear() + 1}-${month}-31`;
  return addDays(last, -new Date(`${last}T00:00Z`).getUTCDay());
}

test('an hour that the clock skips is refused in a sentence; of one that it has twice the first is meant', async () => {
  const skipped = await plan({ day: lastSunday('03'), from: '02:30', until: '03:00' });
  expect(skipped.statusCode).toBe(422);
  expect(readWords(skipped.body)).toContain('Deze tijd is er niet op deze dag');
  expect(skipped.body).toContain('value="02:30"');
  expect((await plan({ day: lastSunday('03'), from: '01:30', until: '02:30' })).statusCode).toBe(422);
  expect((await plan({ day: lastSunday('10'), from: '02:15', until: '02:45' })).statusCode).toBe(303);
  expect(await page('choosing')).toContain('02:15–02:45');
  const stored = await server.app.db
    .selectFrom('round')
    .select(['meetingFrom', 'meetingUntil'])
    .where('id', '=', round.roundId)
    .executeTakeFirstOrThrow();
  expect(stored.meetingFrom!.toISOString()).toContain('T00:15:00');
  expect(stored.meetingUntil!.toISOString()).toContain('T00:45:00');
});

test('when it is over neither the mail nor its link speaks of it', async () => {
  await plan();
  await sql`UPDATE round SET meeting_from = now() - interval '3 hours', meeting_until = now() - interval '1 hour'
    WHERE id = ${round.roundId}`.execute(server.app.db);
  const path = await sendResult();
  expect(receiver.received[0]!.email.text).not.toContain('bijeenkomst');
  expect(readWords((await visit(path)).body)).not.toContain('De bijeenkomst');
  expect(await page('choosing')).toContain('Deze bijeenkomst is geweest.');
});

test('a round that is open has none', async () => {
  await sql`UPDATE round SET closed_at = NULL, scores = NULL WHERE id = ${round.roundId}`.execute(
    server.app.db,
  );
  expect((await plan()).statusCode).toBe(409);
});
