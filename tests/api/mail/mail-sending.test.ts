/** Mails through a real mail server: what arrives, what a bad server does to it, and what is not sent any more. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queueMails } from '../../../server/jobs/queue-mails.ts';
import { findMailToSend } from '../../../server/mail/mails-to-send.ts';
import type { MailReceiver, Received } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { endWaiting, runJobs } from '../../support/run-jobs.ts';
import { findMailState, type SeedMails, seedMails } from '../../support/seed-mails.ts';
import { markAnswered } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.atAddress = () => undefined;
  receiver.afterWords = () => undefined;
});

let counter = 0;
/** One person with one mail, at an address of its own. */
async function seedOne(options: Partial<SeedMails> & { name?: string } = {}) {
  const email = `persoon${++counter}@partner.example`;
  const seeded = await seedMails(server.app, { ...options, names: { [email]: options.name ?? 'Anna' } });
  return { ...seeded, ...seeded.people[email]! };
}

function arrived(email: string): Received[] {
  return receiver.received.filter(({ to }) => to === email);
}

describe('what arrives', () => {
  test('an invitation in Dutch, as plain text and as HTML with the same link, which the desk does not have', async () => {
    const { email, token, mailId } = await seedOne({
      message: 'Wij zien elkaar op 3 mei.',
      contact: 'Greet, greet@weert.example',
    });
    await runJobs(server.app);
    const [mail] = arrived(email);
    const link = /http:\/\/keten\.example\/invitations\/[\w-]{22}(?=\n)/.exec(mail!.email.text!)![0];
    expect(link).not.toContain(token);
    expect(mail!.email.from).toMatchObject({
      name: expect.stringMatching(/ via Ketenspiegel$/),
      address: 'mail@keten.example',
    });
    expect(mail!.email.subject).toMatch(/^Vragenlijst over de samenwerking in Samen tegen armoede/);
    expect(mail!.email.text).toContain('Beste Anna,');
    expect(mail!.email.text).toContain('ongeveer 10 minuten');
    expect(mail!.email.text).toContain('Wij zien elkaar op 3 mei.');
    expect(mail!.email.html).toContain('lang="nl"');
    expect(mail!.email.html).toContain(`href="${link}"`);
    expect(mail!.email.html).not.toMatch(/<img|<script|src=/);
    expect(mail!.email.replyTo).toMatchObject([{ address: 'greet@weert.example' }]);
    expect((await server.app.inject(new URL(link).pathname)).statusCode).toBe(200);
    expect(await findMailState(server.app, mailId)).toMatchObject({
      state: 'sent',
      messageId: mail!.messageId,
      recipient: email,
    });
    expect(mail!.messageId).toMatch(/^<[\w-]+@keten\.example>$/);
  });

  test('a reminder in English', async () => {
    const { email } = await seedOne({ kind: 'reminder', mailLanguage: 'en' });
    await runJobs(server.app);
    const [mail] = arrived(email);
    expect(mail!.email.subject).toMatch(/^Reminder: questionnaire/);
    expect(mail!.email.text).toContain('Dear Anna,');
    expect(mail!.email.html).toContain('lang="en"');
    expect(`${mail!.email.text} ${mail!.email.html}`).not.toMatch(/vragenlijst|uw /);
  });

  test('a mail that waited goes in the language that was chosen for the person meanwhile, and its page opens in it', async () => {
    const { email, personId, mailId } = await seedOne();
    await server.app.db.updateTable('person').set({ language: 'en' }).where('id', '=', personId).execute();
    await runJobs(server.app);
    const [mail] = arrived(email);
    expect(mail!.email.subject).toMatch(/^Questionnaire/);
    const link = /http:\/\/keten\.example(\/invitations\/[\w-]{22})(?=\n)/.exec(mail!.email.text!)![1]!;
    const stop = /http:\/\/keten\.example(\/unsubscribe\/[\w-]+)/.exec(mail!.email.text!)![1]!;
    for (const url of [link, stop]) {
      const page = await server.app.inject({ url, headers: { cookie: 'language=nl' } });
      expect(page.body).toContain('<html lang="en"');
    }
    // What went out stays as it was.
    await server.app.db.updateTable('person').set({ language: 'nl' }).where('id', '=', personId).execute();
    expect((await findMailToSend(server.app.db, mailId))!.language).toBe('en');
  });

  test('its headers stop the mails with one press, and no network name begins a header of its own', async () => {
    const { email } = await seedOne({
      network: 'Samen\r\nBcc: iemand@anders.example\r\n\r\nextra',
      name: 'Anna\r\nX-Kwaad: ja',
      sender: 'Greet\nX-Ook: ja',
    });
    await runJobs(server.app);
    const [mail] = arrived(email);
    const headers = Object.fromEntries(mail!.email.headers.map(({ key, value }) => [key, value]));
    expect(headers['list-unsubscribe']).toMatch(/^<http:\/\/keten\.example\/unsubscribe\/\d+-[\w-]{22}>$/);
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(headers).not.toHaveProperty('bcc');
    expect(headers).not.toHaveProperty('x-kwaad');
    expect(headers).not.toHaveProperty('x-ook');
    expect(mail!.email.subject).toMatch(/in Samen Bcc: iemand@anders\.example extra$/);
    expect(receiver.received.map(({ to }) => to)).toEqual([email]);
  });

  test("what people typed is words: no tag and no link but the product's own", async () => {
    const { email } = await seedOne({
      name: '<b>Anna</b>',
      message: 'Kijk op https://kwaad.example/x of www.kwaad.example.\n\n<script>alert(1)</script>',
    });
    await runJobs(server.app);
    const { html, text } = arrived(email)[0]!.email;
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('&lt;b&gt;Anna&lt;/b&gt;');
    const links = [...`${html} ${text}`.matchAll(/(?:https?:\/\/|www\.)[^\s"<]+/g)].map(([link]) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(link).toMatch(/^http:\/\/keten\.example\//);
    expect(text).toContain('https:\u2060//kwaad\u2060.example/x');
  });
});

describe('a mail server that does not take it', () => {
  test('4xx: it is tried again later, with the same Message-ID, and arrives once', async () => {
    const { email, mailId } = await seedOne();
    receiver.afterWords = () => ({ code: 451, words: 'try later' });
    await runJobs(server.app);
    const waiting = await findMailState(server.app, mailId);
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'unreachable' });
    expect(waiting.reply).toContain('451');
    receiver.afterWords = () => undefined;
    await endWaiting(server.app);
    await runJobs(server.app);
    expect(arrived(email)).toHaveLength(1);
    expect(arrived(email)[0]!.messageId).toBe(waiting.messageId);
    expect(await findMailState(server.app, mailId)).toMatchObject({
      state: 'sent',
      reason: null,
      reply: null,
    });
  });

  test('5xx: it failed at once, with the words of the server and without the address in them', async () => {
    const { email, mailId } = await seedOne();
    receiver.atAddress = () => ({ code: 550, words: `no such user ${email}` });
    await runJobs(server.app);
    const failed = await findMailState(server.app, mailId);
    expect(failed).toMatchObject({ state: 'failed', reason: 'refused' });
    expect(failed.reply).toMatch(/550 no such user …/);
    const { rows } = await sql`SELECT state, output FROM pgboss.job
      WHERE name = 'send-mail' AND data->>'mailId' = ${mailId}`.execute(server.app.db);
    expect(rows).toEqual([{ state: 'failed', output: { code: 'refused' } }]);
  });

  test.each(['hang', 'close'] as const)('a server that does this: %s', async (fault) => {
    const { email, mailId } = await seedOne();
    receiver.afterWords = () => fault;
    await runJobs(server.app);
    expect(await findMailState(server.app, mailId)).toMatchObject({
      state: 'waiting',
      reason: 'unreachable',
    });
    receiver.afterWords = () => undefined;
    await endWaiting(server.app);
    await runJobs(server.app);
    expect(arrived(email)).toHaveLength(1);
  });

  test('one bad address does not stop the rest', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`rij${index}@partner.example`, `Rij ${index}`]),
    );
    receiver.atAddress = (address) =>
      address === 'rij3@partner.example' ? { code: 550, words: 'no such user' } : undefined;
    await seedMails(server.app, { names });
    await runJobs(server.app);
    expect(receiver.received.map(({ to }) => to).sort()).toEqual(
      Object.keys(names)
        .filter((address) => address !== 'rij3@partner.example')
        .sort(),
    );
  });

  test('after the last attempt it has failed, and says so', async () => {
    const { mailId } = await seedOne();
    receiver.afterWords = () => ({ code: 421, words: 'busy' });
    await runJobs(server.app);
    await sql`UPDATE pgboss.job SET retry_count = retry_limit - 1 WHERE data->>'mailId' = ${mailId}`.execute(
      server.app.db,
    );
    await endWaiting(server.app);
    await runJobs(server.app);
    expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'failed', reason: 'unreachable' });
  });
});

describe('what is looked at once more when it is sent', () => {
  /** What happened between the pressing of the button and the sending. */
  const happenings: [string, string, (ids: Awaited<ReturnType<typeof seedOne>>) => Promise<unknown>][] = [
    ['answered', 'the person answered', ({ invitationId }) => markAnswered(server.app.db, invitationId)],
    [
      'revoked',
      'the invitation was revoked',
      ({ invitationId }) =>
        sql`UPDATE invitation SET revoked_at = now() WHERE id = ${invitationId}`.execute(server.app.db),
    ],
    [
      'unsubscribed',
      'the person wants no more mails',
      ({ personId }) =>
        sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${personId}`.execute(server.app.db),
    ],
    [
      'addressFails',
      'the address does not work',
      ({ personId }) =>
        sql`UPDATE person SET address_fails_at = now() WHERE id = ${personId}`.execute(server.app.db),
    ],
    [
      'archived',
      'the person was archived',
      ({ personId }) =>
        sql`UPDATE person SET archived_at = now() WHERE id = ${personId}`.execute(server.app.db),
    ],
    [
      'erased',
      'the person was erased',
      ({ personId }) =>
        sql`UPDATE person SET erased_at = now(), name = '', email = NULL WHERE id = ${personId}`.execute(
          server.app.db,
        ),
    ],
    [
      'round-paused',
      'the round was paused',
      ({ roundId }) => sql`UPDATE round SET paused_at = now() WHERE id = ${roundId}`.execute(server.app.db),
    ],
    [
      'round-closed',
      'the round was closed',
      ({ roundId }) =>
        sql`UPDATE round SET closed_at = now(), scores = '{}' WHERE id = ${roundId}`.execute(server.app.db),
    ],
  ];

  for (const kind of ['invitation', 'reminder'] as const) {
    test.each(happenings)(`${kind}: %s, when %s`, async (reason, _what, happen) => {
      // It waits for a second attempt while it happens.
      receiver.afterWords = () => ({ code: 451, words: 'try later' });
      const seeded = await seedOne({ kind });
      await runJobs(server.app);
      receiver.afterWords = () => undefined;
      await happen(seeded);
      await endWaiting(server.app);
      await runJobs(server.app);
      expect(arrived(seeded.email)).toEqual([]);
      expect(await findMailState(server.app, seeded.mailId)).toMatchObject({ state: 'skipped', reason });
    });
  }

  test('what a pause held up goes after it, once, to who has not answered', async () => {
    const held = await seedOne();
    const answered = await seedOne();
    const { networkId, roundId, invitationId, personId, email } = held;
    const pause = (pausedAt: ReturnType<typeof sql<Date>> | null) =>
      server.app.db
        .updateTable('round')
        .set({ pausedAt })
        .where('id', 'in', [roundId, answered.roundId])
        .execute();
    await pause(sql<Date>`now()`);
    const reminder = { kind: 'reminder', recipient: email, language: 'nl' } as const;
    const [reminderId] = await queueMails(server.app, [
      { ...reminder, networkId, roundId, invitationId, personId },
    ]);
    await runJobs(server.app);
    const tick = async () => {
      await server.app.jobs.add(server.app.db, 'tick', {});
      await runJobs(server.app);
    };
    await tick();
    for (const mailId of [held.mailId, reminderId!, answered.mailId])
      expect(await findMailState(server.app, mailId)).toMatchObject({
        state: 'skipped',
        reason: 'round-paused',
      });

    await pause(null);
    await markAnswered(server.app.db, answered.invitationId);
    await tick();
    await tick();
    // A pause after that holds nothing up.
    await pause(sql<Date>`now()`);
    await tick();
    await pause(null);
    await tick();
    expect(arrived(email).map(({ email: { subject } }) => subject)).toEqual([
      expect.stringMatching(/^Vragenlijst/),
    ]);
    expect(await findMailState(server.app, held.mailId)).toMatchObject({ state: 'sent', reason: null });
    expect(await findMailState(server.app, reminderId!)).toMatchObject({ state: 'skipped' });
    expect(arrived(answered.email)).toEqual([]);
  });

  test('a mail that was sent is never sent again, also when its job is done again', async () => {
    const { email, mailId, networkId, roundId } = await seedOne();
    await runJobs(server.app);
    await server.app.jobs.add(server.app.db, 'send-mail', { mailId, networkId, roundId });
    await runJobs(server.app);
    expect(arrived(email)).toHaveLength(1);
  });

  test('the same mail asked for twice is one job', async () => {
    const { mailId, networkId, roundId } = await seedOne();
    await server.app.jobs.add(server.app.db, 'send-mail', { mailId, networkId, roundId });
    await server.app.jobs.hasten(server.app.db, 'send-mail', { mailId, networkId, roundId });
    const { rows } = await sql`SELECT FROM pgboss.job WHERE data->>'mailId' = ${mailId}`.execute(
      server.app.db,
    );
    expect(rows).toHaveLength(1);
    await runJobs(server.app);
  });

  test('a link that the key of the installation does not make any more is not sent', async () => {
    const seeded = await seedOne();
    await sql`INSERT INTO holder (invitation_id, address, seed, token_hash)
      VALUES (${seeded.invitationId}, ${seeded.email}, 'an old seed', 'the hash of another key')`.execute(
      server.app.db,
    );
    await runJobs(server.app);
    expect(arrived(seeded.email)).toEqual([]);
    expect(await findMailState(server.app, seeded.mailId)).toMatchObject({
      state: 'failed',
      reason: 'linkLost',
    });
  });
});

describe('a test mail, for the operator itself', () => {
  test('arrives', async () => {
    const operator = await signIn(server.app, 'operator');
    const done = await operator.post('/desk/jobs/test-mail');
    expect(done.headers.location).toBe('/desk/jobs?done=testMail');
    expect(receiver.received.map(({ email }) => email.subject)).toEqual(['Test van Ketenspiegel']);
  });

  test('does not arrive: the page says what the mail server said', async () => {
    receiver.atAddress = () => ({ code: 553, words: 'sender not known here' });
    const operator = await signIn(server.app, 'operator');
    const answer = await operator.post('/desk/jobs/test-mail');
    expect(answer.statusCode).toBe(502);
    expect(readWords(answer.body)).toContain('553 sender not known here');
  });

  test('does not go when the log can’t be written', async () => {
    const operator = await signIn(server.app, 'operator');
    await sql`ALTER TABLE audit ADD CONSTRAINT broken CHECK (action <> 'outbox.testMail') NOT VALID`.execute(
      server.app.db,
    );
    try {
      expect((await operator.post('/desk/jobs/test-mail')).statusCode).toBe(500);
    } finally {
      await sql`ALTER TABLE audit DROP CONSTRAINT broken`.execute(server.app.db);
    }
    expect(receiver.received).toEqual([]);
  });
});

test('no link and no words of a mail stand in the database, and no address in a job', async () => {
  const { token, email } = await seedOne();
  await runJobs(server.app);
  const tables = await sql<{ text: string }>`
    SELECT mail::text AS text FROM mail UNION ALL SELECT job::text FROM pgboss.job job
    UNION ALL SELECT invitation::text FROM invitation`.execute(server.app.db);
  const text = tables.rows.map((row) => row.text).join('\n');
  expect(text).not.toContain(token);
  expect(text).not.toContain('Beste Anna');
  const jobs = await sql<{ text: string }>`SELECT job::text AS text FROM pgboss.job job`.execute(
    server.app.db,
  );
  expect(jobs.rows.map((row) => row.text).join('\n')).not.toContain(email);
});
