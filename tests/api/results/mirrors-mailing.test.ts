/** The mails with links to mirrors: whom they reach, for how long a link opens something, and what the coordinator sees of it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mergePartners } from '../../../server/partners/merge/merge-partners.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { profileMerge } from '../../../server/social-map/merge-profiles.ts';
import { actingOn } from '../../support/acting.ts';
import { type ClosedRound, seedClosedRound } from '../../support/closed-round.ts';
import { listLogActions } from '../../support/list-log.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { pretendPrinted } from '../../support/pretend-printed.ts';
import { readWords } from '../../support/read-html.ts';
import { endWaiting, runJobs } from '../../support/run-jobs.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver.received.length = 0;
});

const closeRound = (options: Parameters<typeof seedClosedRound>[1], { app }: TestApp = server) =>
  seedClosedRound(app, options);

const linkIn = (text: string | undefined) =>
  /http:\/\/keten\.example(\/shares\/[\w-]{22})\n/.exec(text ?? '')![1]!;
const send = ({ coordinator, home }: ClosedRound) => coordinator.post(`${home}/mirrors/mails`);
let visitors = 0;
const visit = (url: string) =>
  server.app.inject({
    url,
    headers: { host: 'keten.example' },
    remoteAddress: `10.2.${++visitors % 250}.1`,
  });
const listNotes = async (round: ClosedRound) =>
  (await listLogActions(server.app.db, { network: round.networkId }))
    .filter(({ action }) => action === 'mirrors.sent')
    .map(({ note }) => note);
const countMails = async (roundId: string) =>
  (await server.app.db.selectFrom('mail').select('id').where('roundId', '=', roundId).execute()).length;

test('everybody of a partner that answered gets the own mirror, once, and nobody else', async () => {
  const { app } = server;
  const round = await closeRound({ count: 8, network: 'Samen' });
  // p0: a colleague who did not answer. p1: wants no mail. p2: an address that fails. p3: withdrawn. p4: did not answer.
  await sql`INSERT INTO person (partner_id, name, email, language)
    VALUES (${round.partnerIds.p0!}, 'Collega', 'colleague@p0.example', 'en')`.execute(app.db);
  await sql`INSERT INTO invitation (round_id, partner_id, person_id, token_hash)
    SELECT ${round.roundId}, partner_id, id, '\\x01' FROM person WHERE email = 'colleague@p0.example'`.execute(
    app.db,
  );
  await sql`INSERT INTO holder (invitation_id, address, token_hash)
    SELECT id, 'colleague@p0.example', '\\x02' FROM invitation WHERE token_hash = '\\x01'`.execute(app.db);
  await sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${round.personIds.p1!}`.execute(app.db);
  await sql`UPDATE person SET address_fails_at = now() WHERE id = ${round.personIds.p2!}`.execute(app.db);
  await sql`UPDATE invitation SET revoked_at = now() WHERE person_id = ${round.personIds.p3!}`.execute(
    app.db,
  );
  await sql`UPDATE invitation SET submitted_at = NULL, receipt = NULL, sent_by = NULL WHERE person_id = ${round.personIds.p4!}`.execute(
    app.db,
  );
  const before = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
  expect(before).toContain('5 mensen kunnen de spiegel nog krijgen.');
  expect(before).toContain('2 mensen kunnen geen mail krijgen');

  const presses = await Promise.all([send(round), send(round)]);
  expect(presses.map(({ headers }) => headers.location).sort()).toEqual([
    `${round.home}/mirrors?done=sent`,
    `${round.home}/mirrors?done=sentNobody`,
  ]);
  await runJobs(app, 'send-mail');
  const address = (code: string) => `iemand@${code}.${round.networkId}.example`;
  expect(receiver.received.map(({ to }) => to).sort()).toEqual(
    ['colleague@p0.example', ...['p0', 'p5', 'p6', 'p7'].map(address)].sort(),
  );
  const links = new Set<string>();
  for (const { to, email } of receiver.received) {
    const link = linkIn(email.text);
    links.add(link);
    const number = to.startsWith('colleague') ? 1 : Number(/@p(\d)/.exec(to)![1]) + 1;
    expect(email.subject).toContain(`Stichting ${number} voor`);
    expect(email.text).toContain(`http://keten.example${link}/factsheet.pdf`);
    expect(email.text).toMatch(/http:\/\/keten\.example\/unsubscribe\//);
    const page = await visit(link);
    expect(page.statusCode).toBe(200);
    const words = readWords(page.body);
    expect(new Set(words.match(/Stichting \d+/g))).toEqual(new Set([`Stichting ${number}`]));
    expect(words).not.toContain('kopie voor de coördinator');
  }
  expect(links.size).toBe(5);
  const english = receiver.received.find(({ to }) => to.startsWith('colleague'))!.email;
  expect(english.subject).toMatch(/^The mirror of /);
  expect(`${english.text} ${english.html}`).not.toMatch(/\bspiegel|\buw /);
  // It opens in the language of the mail, whatever this browser chose elsewhere.
  for (const { to, email } of receiver.received) {
    const own = to.startsWith('colleague') ? 'en' : 'nl';
    const url = linkIn(email.text);
    const cookie = `language=${own === 'en' ? 'nl' : 'en'}`;
    const page = await app.inject({ url, headers: { host: 'keten.example', cookie } });
    expect(page.body).toContain(`<html lang="${own}"`);
  }
  expect(await listNotes(round)).toEqual(['5']);

  // Once more: only who can get it since then.
  await sql`UPDATE person SET address_fails_at = NULL WHERE id = ${round.personIds.p2!}`.execute(app.db);
  const now = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
  expect(now).toContain('5 mensen kregen de spiegel.');
  expect(now).toContain('1 persoon kan de spiegel nog krijgen.');
  receiver.received.length = 0;
  await send(round);
  await runJobs(app, 'send-mail');
  expect(receiver.received.map(({ to }) => to)).toEqual([address('p2')]);
  expect((await listNotes(round)).at(-1)).toBe('1');
});

test('the mail says until when its link works, and after that day it opens nothing', async () => {
  const { app } = server;
  const round = await closeRound({ count: 5 });
  await send(round);
  const { rows } = await sql<{ email: string; expiresAt: Date }>`
    UPDATE share SET expires_at = '2030-05-03T21:59:00Z' FROM mail
    WHERE mail.share_id = share.id AND share.round_id = ${round.roundId}
    RETURNING mail.recipient AS email, expires_at`.execute(app.db);
  expect(rows).toHaveLength(5);
  await runJobs(app, 'send-mail');
  const [mail] = receiver.received;
  expect(mail!.email.text).toContain('De link werkt tot vrijdag 3 mei 2030 om 23:59.');
  expect((await visit(linkIn(mail!.email.text))).statusCode).toBe(200);
  await sql`UPDATE share SET expires_at = now() WHERE round_id = ${round.roundId}`.execute(app.db);
  expect((await visit(linkIn(mail!.email.text))).statusCode).toBe(404);
  const shown = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
  expect(shown).toMatch(/De link werkt tot \S+ \d+ \S+ 20\d\d om \d\d:\d\d\./);
});

test('the coordinator sees that a mail went, and never its link; the database does not hold it', async () => {
  const { app } = server;
  const round = await closeRound({ count: 5 });
  await send(round);
  await runJobs(app, 'send-mail');
  const token = linkIn(receiver.received[0]!.email.text).split('/').at(-1)!;
  const { id } = await app.db
    .selectFrom('mail')
    .select('id')
    .where('roundId', '=', round.roundId)
    .where('recipient', '=', receiver.received[0]!.to)
    .executeTakeFirstOrThrow();
  for (const url of [
    `/desk/mails/${id}`,
    `/desk/networks/${round.networkId}/mails`,
    round.home,
    `${round.home}/mirrors`,
  ]) {
    const page = await round.coordinator.get(url);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain(token);
  }
  const shown = readWords((await round.coordinator.get(`/desk/mails/${id}`)).body);
  expect(shown).toContain('Deze mail heeft een link naar de spiegel van een partner.');
  await sql`UPDATE mail SET state = 'failed' WHERE id = ${id}`.execute(app.db);
  const failed = await round.coordinator.get(`/desk/mails/${id}`);
  expect(readWords(failed.body)).not.toContain('twee bladzijden');
  expect(failed.body).not.toContain('/shares/');
  expect((await round.coordinator.post(`/desk/mails/${id}/sent-by-hand`)).statusCode).toBe(404);
  for (const table of ['mail', 'share', 'audit', 'printed_document', 'pgboss.job'] as const) {
    const { rows } = await sql<{
      text: string;
    }>`SELECT whole::text AS text FROM ${sql.table(table)} AS whole`.execute(app.db);
    expect(rows.length, table).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toContain(token);
  }
});

test('who changes the address of a person does not get the mirror, also not with an invitation to it', async () => {
  const { app } = server;
  const round = await closeRound({ count: 5 });
  const own = 'greet@coordinator.example';
  await sql`UPDATE person SET email = ${own} WHERE id IN (${round.personIds.p0!}, ${round.personIds.p1!})`.execute(
    app.db,
  );
  // And one of the two got the invitation again before the round closed.
  await sql`INSERT INTO holder (invitation_id, address, token_hash)
    SELECT id, ${own}, sha256('another') FROM invitation WHERE person_id = ${round.personIds.p1!}`.execute(
    app.db,
  );
  await send(round);
  await runJobs(app, 'send-mail');
  expect(receiver.received.map(({ to }) => to).sort()).toEqual(
    ['p2', 'p3', 'p4'].map((code) => `iemand@${code}.${round.networkId}.example`),
  );
  expect(readWords((await round.coordinator.get(`${round.home}/mirrors`)).body)).toContain(
    '2 mensen kunnen geen mail krijgen',
  );
});

test('what changes between the press and the sending counts', async () => {
  const { app } = server;
  const round = await closeRound({ count: 5 });
  receiver.afterWords = () => ({ code: 451, words: 'try later' });
  await send(round);
  await runJobs(app, 'send-mail');
  receiver.afterWords = () => undefined;
  await sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${round.personIds.p0!}`.execute(app.db);
  await sql`UPDATE person SET email = 'new@p1.example' WHERE id = ${round.personIds.p1!}`.execute(app.db);
  await sql`UPDATE share SET revoked_at = now()
    WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p2!}`.execute(app.db);
  await sql`UPDATE share SET seed = '\\x00'
    WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p3!}`.execute(app.db);
  receiver.received.length = 0;
  await endWaiting(app);
  await runJobs(app, 'send-mail');
  expect(receiver.received.map(({ to }) => to).sort()).toEqual([
    // An address that was changed meanwhile is not the one that was invited.
    `iemand@p1.${round.networkId}.example`,
    `iemand@p4.${round.networkId}.example`,
  ]);
  const mails = await app.db
    .selectFrom('mail')
    .innerJoin('person', 'person.id', 'mail.personId')
    .select(['mail.state', 'mail.reason'])
    .where('mail.roundId', '=', round.roundId)
    .orderBy('person.id')
    .execute();
  expect(mails.map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', 'unsubscribed'],
    ['sent', null],
    ['skipped', 'linkEnded'],
    ['failed', 'linkLost'],
    ['sent', null],
  ]);
});

test('without a mail server nothing is made, and the page says why', async () => {
  const quiet = await startTestApp();
  try {
    const round = await closeRound({ count: 5 }, quiet);
    const page = await round.coordinator.get(`${round.home}/mirrors`);
    expect(readWords(page.body)).toContain('Deze mail kan alleen door een mailserver worden verstuurd.');
    expect(page.body).not.toContain(`action="${round.home}/mirrors/mails"`);
    const answer = await send(round);
    expect(answer.statusCode).toBe(409);
    expect(readWords(answer.body)).toContain('Er is niets verstuurd.');
    for (const table of ['mail', 'share'] as const) {
      expect(await quiet.app.db.selectFrom(table).select('id').execute()).toEqual([]);
    }
  } finally {
    await quiet.stop();
  }
});

test('erasing a person ends the link that it got, and of a merged partner the person that was kept gets the mail', async () => {
  const { app } = server;
  const round = await closeRound({ count: 6 });
  const [keep, drop] = [round.partnerIds.p0!, round.partnerIds.p1!];
  await sql`UPDATE person SET email = (SELECT email FROM person WHERE id = ${round.personIds.p0!})
    WHERE id = ${round.personIds.p1!}`.execute(app.db);
  await sql`UPDATE holder SET address = (SELECT email FROM person WHERE id = ${round.personIds.p0!})
    WHERE invitation_id = (SELECT id FROM invitation WHERE person_id = ${round.personIds.p1!})`.execute(
    app.db,
  );
  const revisions = { keepRevision: 1, dropRevision: 1 };
  await mergePartners(actingOn(app), round.networkId, { keep, drop, ...revisions }, profileMerge);
  await send(round);
  await runJobs(app, 'send-mail');
  const of = (code: string) =>
    receiver.received.filter(({ to }) => to === `iemand@${code}.${round.networkId}.example`);
  expect(receiver.received).toHaveLength(6);
  // Both partners answered in this round: two mirrors, for one person.
  expect(
    of('p0')
      .map(({ email }) => /Stichting \d/.exec(email.subject!)![0])
      .sort(),
  ).toEqual(['Stichting 1', 'Stichting 2']);
  const [first, second] = [linkIn(of('p0')[0]!.email.text), linkIn(of('p2')[0]!.email.text)];
  expect((await visit(second)).statusCode).toBe(200);
  await erasePerson(actingOn(app), round.personIds.p2!);
  expect((await visit(second)).statusCode).toBe(404);
  expect((await visit(first)).statusCode).toBe(200);
  expect(readWords((await round.coordinator.get(`${round.home}/mirrors`)).body)).toContain(
    '5 mensen kregen de spiegel.',
  );
  expect(await countMails(round.roundId)).toBe(6);
});

test('a mirror that was printed is what the link gives as PDF', async () => {
  const { app } = server;
  const round = await closeRound({ count: 5 });
  await pretendPrinted(server.app, round.roundId, () => true, new Date(Date.now() - 48 * 3600_000));
  await send(round);
  await runJobs(app, 'send-mail');
  const { email } = receiver.received.find(({ to }) => to.startsWith('iemand@p3.'))!;
  const pdf = await visit(`${linkIn(email.text)}/factsheet.pdf`);
  expect(pdf.body).toBe('%PDF- mirror p3');
  // In another language it is another page.
  const other = await visit(`${linkIn(email.text)}/factsheet.pdf?lang=en`);
  expect(other.body.length).toBeGreaterThan(1000);
});
