/**
 * Agreements that live: their owner is a partner that says by link how they stand, is reminded once, and the next round
 * comes back to them.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { remindOwners } from '../../../server/results/agreements/remind-owners.ts';
import { findEarlierAgreements } from '../../../server/rounds/scores/earlier-agreements.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { actingOn } from '../../support/acting.ts';
import { type ClosedRound, seedClosedRound } from '../../support/closed-round.ts';
import { listLogActions } from '../../support/list-log.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { deliverMails } from '../../support/run-jobs.ts';
import { seedLargeRound } from '../../support/seed-large-round.ts';

let receiver: MailReceiver;
let server: MailingApp;
let round: ClosedRound;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  round = await seedClosedRound(server.app, { count: 5 });
  receiver.received.length = 0;
});

const inDays = (count: number) => addDays(dutchDay(new Date()), count);
const list = () => `/desk/networks/${round.networkId}/agreements`;
const typed = (fields: Record<string, string> = {}) => ({
  round: round.roundId,
  facet: 'contact',
  what: 'Elke dinsdag een inloopuur',
  owner: round.partnerIds.p1!,
  who: '',
  byWhen: inDays(60),
  note: '',
  ...fields,
});

/** Makes it, and gives its id with the link that its owner got. */
async function makeOwned(fields: Record<string, string> = {}) {
  const answer = await round.coordinator.post(list(), typed(fields));
  expect(answer.statusCode).toBe(303);
  await deliverMails(server.app);
  const { id } = await server.app.db
    .selectFrom('agreement')
    .select('id')
    .where('networkId', '=', round.networkId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return { id, path: linkIn(receiver.received.at(-1)?.email.text) };
}

const linkIn = (text: string | undefined) => /\/agreements\/[\w-]{22}(?=\n)/.exec(text ?? '')?.[0] ?? '';
let visitors = 0;
const visit = (url: string) =>
  server.app.inject({
    url,
    headers: { host: 'keten.example' },
    remoteAddress: `10.4.${++visitors % 250}.1`,
  });
const say = (url: string, fields: Record<string, string>) =>
  server.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { host: 'keten.example', 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('the owner', () => {
  test('gets a link by mail, says how it stands without an account, and the desk shows it', async () => {
    const { path } = await makeOwned();
    const [mail] = receiver.received;
    expect(mail!.to).toBe(`iemand@p1.${round.networkId}.example`);
    expect(mail!.email.subject).toMatch(/^Een afspraak in /);
    expect(mail!.email.text).toContain('Elke dinsdag een inloopuur');
    const page = await visit(path);
    expect(page.statusCode).toBe(200);
    expect(readWords(page.body)).toContain('Stichting 2 voor wonen, werk en welzijn');
    expect(page.body).not.toContain(' checked');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });

    // A program that presses the button says nothing.
    expect((await say(path, { standing: '' })).statusCode).toBe(422);
    const kept = await say(path, { state: 'open', standing: 'Twee keer gedaan.\r\nHet loopt.' });
    expect(kept.headers.location).toBe(`${path}?done=kept`);
    const again = readWords((await visit(`${path}?done=kept`)).body);
    expect(again).toContain('Opgeslagen.');
    expect(again).toContain('Twee keer gedaan. Het loopt.');
    const desk = readWords((await round.coordinator.get(list())).body);
    expect(desk).toContain('Twee keer gedaan. Het loopt.');
    expect(desk).toContain('loopt nog');
    await say(path, { state: 'done', standing: '' });
    expect(readWords((await round.coordinator.get(list())).body)).toContain('klaar op');
    // The same once more is no change.
    await say(path, { state: 'done', standing: '' });
    const lines = await listLogActions(server.app.db, { network: round.networkId });
    expect(lines.map(({ action }) => action)).toEqual([
      'rounds.closed',
      'agreements.made',
      'agreements.statedOpen',
      'agreements.statedDone',
    ]);
  });

  test('what is wrong is said at once, with what was typed', async () => {
    const { path } = await makeOwned();
    const long = 'woord '.repeat(60).trim();
    const refused = await say(path, { state: 'misschien', standing: long });
    expect(refused.statusCode).toBe(422);
    const words = readWords(refused.body);
    expect(words).toContain('Kies een van de mogelijkheden.');
    expect(words).toContain('300');
    expect(refused.body).toContain(long);
    expect(readWords((await round.coordinator.get(list())).body)).not.toContain('woord woord');
  });

  test('of another network, or none at all, is refused beside everything else', async () => {
    const other = await seedLargeRound(server.app, { count: 1 });
    const refused = await round.coordinator.post(list(), typed({ owner: other.partnerIds.p0!, what: '' }));
    expect(refused.statusCode).toBe(422);
    expect(readWords(refused.body)).toContain('Kies een van de mogelijkheden.');
    const nobody = await round.coordinator.post(list(), typed({ owner: '' }));
    expect(nobody.statusCode).toBe(422);
    expect(nobody.body).toContain('#field-who');
  });

  test('that nobody can be mailed at is told on the form and in the list', async () => {
    await sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${round.personIds.p1!}`.execute(
      server.app.db,
    );
    expect((await round.coordinator.get(`${list()}/new`)).body).toContain('(niemand om te mailen)');
    const { path } = await makeOwned();
    expect([path, receiver.received.length]).toEqual(['', 0]);
    expect(readWords((await round.coordinator.get(list())).body)).toContain(
      'Van deze partner is er niemand om te mailen.',
    );
  });

  test('another owner gets a link of its own, and the old one opens nothing any more', async () => {
    const { id, path } = await makeOwned();
    await say(path, { state: 'open', standing: 'Van de vorige.' });
    const changed = await round.coordinator.post(`/desk/agreements/${id}`, {
      ...typed({ owner: round.partnerIds.p2! }),
      revision: '1',
    });
    expect(changed.statusCode).toBe(303);
    await deliverMails(server.app);
    expect(receiver.received.at(-1)!.to).toBe(`iemand@p2.${round.networkId}.example`);
    const next = linkIn(receiver.received.at(-1)!.email.text);
    expect((await visit(path)).statusCode).toBe(404);
    expect((await say(path, { state: 'done', standing: '' })).statusCode).toBe(404);
    expect(readWords((await visit(next)).body)).not.toContain('Van de vorige.');
    await round.coordinator.post(`/desk/agreements/${id}/removal`);
    expect((await visit(next)).statusCode).toBe(404);
    expect((await visit('/agreements/aaaaaaaaaaaaaaaaaaaaaa')).statusCode).toBe(404);
  });

  test('opens nothing when its day is more than a year ago, or its person is in the archive', async () => {
    const { db } = server.app;
    const { id, path } = await makeOwned();
    const setDay = (days: number) =>
      db
        .updateTable('agreement')
        .set({ byWhen: inDays(days) })
        .where('id', '=', id)
        .execute();
    await setDay(-300);
    expect((await visit(path)).statusCode).toBe(200);
    await setDay(-370);
    expect((await visit(path)).statusCode).toBe(404);
    await setDay(60);
    expect((await visit(path)).statusCode).toBe(200);
    await db
      .updateTable('person')
      .set({ archivedAt: new Date() })
      .where('id', '=', round.personIds.p1!)
      .execute();
    expect((await visit(path)).statusCode).toBe(404);
  });

  test('who is erased takes the words and the link along; that it is done stays', async () => {
    const { path } = await makeOwned();
    await say(path, { state: 'done', standing: 'Ik deed dit zelf.' });
    await erasePerson(actingOn(server.app), round.personIds.p1!);
    expect((await visit(path)).statusCode).toBe(404);
    const desk = readWords((await round.coordinator.get(list())).body);
    expect(desk).not.toContain('Ik deed dit zelf.');
    expect(desk).toContain('klaar op');
    const { rows } = await sql`SELECT FROM agreement_link WHERE person_id = ${round.personIds.p1!}`.execute(
      server.app.db,
    );
    expect(rows).toEqual([]);
  });
});

describe('the reminder', () => {
  const remind = async () => {
    await remindOwners(actingOn(server.app, { kind: 'job' }));
    await deliverMails(server.app);
  };
  const shift = (id: string, days: number, madeDaysAgo: number) =>
    sql`UPDATE agreement SET by_when = ${inDays(days)}::date, created_at = now() - make_interval(days => ${madeDaysAgo})
      WHERE id = ${id}`.execute(server.app.db);

  test.each<[string, number, number, number]>([
    ['three weeks before its day', 21, 40, 0],
    ['in the last two weeks', 12, 40, 1],
    ['on its day', 0, 40, 1],
    ['after its day', -1, 40, 0],
    ['made in the last two weeks', 10, 1, 0],
  ])('of an agreement %s', async (_when, days, madeDaysAgo, mails) => {
    const { id, path } = await makeOwned();
    receiver.received.length = 0;
    await shift(id, days, madeDaysAgo);
    await remind();
    await remind();
    expect(receiver.received.map(({ email }) => linkIn(email.text))).toEqual(Array(mails).fill(path));
  });

  test('what is done meanwhile is not sent', async () => {
    const { id, path } = await makeOwned();
    receiver.received.length = 0;
    await shift(id, 5, 40);
    await remindOwners(actingOn(server.app, { kind: 'job' }));
    await say(path, { state: 'done', standing: '' });
    await deliverMails(server.app);
    expect(receiver.received).toEqual([]);
  });
});

describe('the next round', () => {
  test('its factsheet says what the owner said, and its invitation begins with what was agreed', async () => {
    const { app } = server;
    const { path } = await makeOwned({ what: 'Samen <b>koffie</b> drinken op www.example.nl' });
    await makeOwned({ what: 'Een tweede', owner: '', who: 'Iedereen', byWhen: inDays(61) });
    await makeOwned({ what: 'Een derde', owner: '', who: 'Iedereen', byWhen: inDays(62) });
    await makeOwned({ what: 'Een vierde', owner: '', who: 'Iedereen', byWhen: inDays(63) });
    await say(path, { state: 'done', standing: 'Elke week.' });
    receiver.received.length = 0;
    const next = await sql<{ id: string }>`
      INSERT INTO round (network_id, name, sender, instrument_id, instrument_version, instrument_hash, opens_at,
        opened_at, closes_at)
      SELECT network_id, '2027', sender, instrument_id, instrument_version, instrument_hash, now(), now(),
        now() + interval '9 days'
      FROM round WHERE id = ${round.roundId} RETURNING id`.execute(app.db);
    const nextId = next.rows[0]!.id;
    const earlier = await findEarlierAgreements(app.db, nextId);
    expect(earlier.map(({ what, state, standing }) => [what, state, standing])).toEqual([
      ['Samen <b>koffie</b> drinken op www.example.nl', 'done', 'Elke week.'],
      ['Een tweede', 'open', undefined],
      ['Een derde', 'open', undefined],
      ['Een vierde', 'open', undefined],
    ]);

    await sql`INSERT INTO round_partner (round_id, partner_id, code, name)
      SELECT ${nextId}, id, code, name FROM partner WHERE network_id = ${round.networkId}`.execute(app.db);
    const preview = readWords(
      (await round.coordinator.get(`/desk/rounds/${nextId}/mail-preview?kind=invitation`)).body,
    );
    expect(preview).toContain('Na de vorige meting, ‘2026’, spraken de partners dit af:');
    const asked = await round.coordinator.post(`/desk/rounds/${nextId}/invitations`, {
      people: [round.personIds.p3!],
    });
    expect(asked.statusCode).toBe(303);
    await deliverMails(app);
    const { text, html } = receiver.received[0]!.email;
    expect(text!.indexOf('spraken de partners dit af')).toBeLessThan(text!.indexOf('vragenlijst'));
    expect(text).toContain('Dat is klaar.');
    expect(text).toContain('Een derde (Iedereen). Dat loopt nog.');
    expect(text).not.toContain('Een vierde');
    expect(text).not.toContain('www.example.nl');
    expect(html).not.toContain('<b>koffie');
  });
});
