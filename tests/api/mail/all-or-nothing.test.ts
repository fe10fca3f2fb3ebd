/** Every change in the outbox is there whole, with its line in the log and its jobs, or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acting } from '../../../server/log/act.ts';
import { markSentByHand } from '../../../server/mail/mark-sent-by-hand.ts';
import { retryMail } from '../../../server/mail/retry-mail.ts';
import { sendAfterPause } from '../../../server/mail/send-after-pause.ts';
import { stopMails } from '../../../server/mail/stop-mails.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedMails } from '../../support/seed-mails.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  // Nobody listens there, and no job is done in this test.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'mail@keten.example' });
});
afterAll(() => server.stop());

/** A mail to Anna in this state, without a job. */
async function prepare(state: 'waiting' | 'sent' | 'failed' | 'skipped', reason: string | null = null) {
  const { db } = server.app;
  const seeded = await seedMails(server.app, { names: { 'anna@partner.example': 'Anna' } });
  const anna = seeded.people['anna@partner.example']!;
  await sql`UPDATE mail SET state = ${state}, reason = ${reason} WHERE id = ${anna.mailId}`.execute(db);
  await sql`DELETE FROM pgboss.job`.execute(db);
  return { ...seeded, ...anna };
}

type Given = Awaited<ReturnType<typeof prepare>>;

describe('a log that fails, or a process that stops, leaves nothing of', () => {
  test.each<[string, Parameters<typeof prepare>, (acting: Acting, given: Given) => Promise<unknown>, object]>(
    [
      [
        'trying a mail again',
        ['failed', 'refused'],
        (acting, { mailId }) => retryMail(acting, mailId),
        { lines: ['outbox.mailTried'], jobs: ['send-mail'] },
      ],
      [
        'marking a mail as sent by hand',
        ['waiting'],
        (acting, { mailId }) => markSentByHand(acting, mailId),
        { lines: ['outbox.sentByHand'], jobs: [] },
      ],
      [
        'stopping the mails',
        ['sent'],
        (acting, { personId }) => stopMails(acting, personId),
        { lines: ['outbox.unsubscribed'], jobs: [] },
      ],
      [
        'sending what waited for the end of a pause',
        ['skipped', 'round-paused'],
        (acting) => sendAfterPause(acting),
        { lines: ['outbox.sentAfterPause'], jobs: ['send-mail'] },
      ],
    ],
  )('%s', async (_name, state, useCase, left) => {
    const given = await prepare(...state);
    expect(await expectAllOrNothing(server.app, (acting) => useCase(acting, given))).toEqual(left);
  });
});

test('a refusal leaves nothing, and no line', async () => {
  const acting = actingOn(server.app);
  const { db } = server.app;
  const { mailId } = await prepare('sent');
  for (const useCase of [retryMail, markSentByHand]) {
    expect(await expectUnchanged(db, () => useCase(acting, mailId))).toMatchObject({ code: 'mailSent' });
    expect(await expectUnchanged(db, () => useCase(acting, '999999'))).toMatchObject({ statusCode: 404 });
  }
  const { mailId: waiting } = await prepare('failed');
  const { smtpUrl: _none, ...config } = acting.config;
  const without: Acting = { ...acting, config: { ...config, smtpUrl: undefined } };
  expect(await expectUnchanged(db, () => retryMail(without, waiting))).toMatchObject({ code: 'copyMail' });
});

test('what is done already, or has nothing to send, leaves no line', async () => {
  const { personId } = await prepare('sent');
  await stopMails(actingOn(server.app), personId);
  const readLines = () => server.app.db.selectFrom('audit').select('id').execute();
  const before = await readLines();
  await stopMails(actingOn(server.app), personId);
  await sendAfterPause(actingOn(server.app));
  expect(await readLines()).toEqual(before);
});
