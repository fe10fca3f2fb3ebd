/** Mail that comes back: from a real mail server and a real mailbox to what the coordinator sees. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findNews } from '../../../server/mail/digest-news.ts';
import { readReturns } from '../../../server/mail/returns/read-returns.ts';
import { listUnanswered } from '../../../server/rounds/reminders/unanswered.ts';
import { listInvitees } from '../../../server/rounds/responses.ts';
import { returnLimits } from '../../../server/web/limits.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { type ReturnedMailbox, startReturnedMailbox } from '../../support/returned-mailbox.ts';
import { writeEnvelope, writeExim, writeOnLeave, writeReport } from '../../support/returned-mails.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { findMailState, seedMails } from '../../support/seed-mails.ts';
import { signIn } from '../../support/sign-in.ts';

let receiver: MailReceiver;
let mailbox: ReturnedMailbox;
let server: MailingApp;
beforeAll(async () => {
  mailbox = await startReturnedMailbox();
  server = await startMailingApp({
    IMAP_URL: mailbox.url,
    RETURN_PATH: 'terug@keten.example',
  });
  ({ receiver } = server);
});
afterAll(async () => {
  await server.stop();
  await mailbox.stop();
});
afterEach(() => mailbox.empty());

let counter = 0;
/** One person whose mail was taken by the mail server. */
async function sendOne() {
  const email = `persoon${++counter}@partner.example`;
  const seeded = await seedMails(server.app, { names: { [email]: 'Anna' } });
  await runJobs(server.app, 'send-mail');
  const person = seeded.people[email]!;
  const { messageId, state } = await findMailState(server.app, person.mailId);
  expect(state).toBe('sent');
  return { ...seeded, ...person, messageId };
}

async function visit(url = mailbox.url, signal = new AbortController().signal): Promise<void> {
  await readReturns(server.app.db, url, { signal });
}

test('a mail that comes back stands on the board as refused, with why; no reminder goes, and the digest says it', async () => {
  const { mailId, messageId, email, roundId, networkId } = await sendOne();
  const yesterday = new Date(Date.now() - 86_400_000);
  await server.app.db
    .updateTable('mail')
    .set({ createdAt: yesterday, sentAt: yesterday })
    .where('id', '=', mailId)
    .execute();
  const today = {
    networkId,
    from: new Date(Date.now() - 3_600_000),
    until: new Date(Date.now() + 3_600_000),
  };
  expect((await findNews(server.app.db, today))[0]).toMatchObject({ refused: 0, newlyRefused: 0 });
  mailbox.put(writeReport({ messageId, to: email }));
  await visit();
  expect(mailbox.seen()).toEqual([true]);
  expect(await findMailState(server.app, mailId)).toMatchObject({
    state: 'failed',
    reason: 'returned',
    reply: '5.1.1',
  });
  expect((await findNews(server.app.db, today))[0]).toMatchObject({ refused: 1, newlyRefused: 1 });
  expect(await listUnanswered(server.app.db, roundId)).toMatchObject([{ email, obstacle: 'refused' }]);
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const board = readWords((await coordinator.get(`/desk/rounds/${roundId}/invitations`)).body);
  expect(board).toContain('mail kwam terug');
  expect(board).toContain('Dit adres bestaat niet (code 5.1.1).');
  expect(board).toContain('Verbeter het, of vraag iemand anders.');
  const mail = readWords((await coordinator.get(`/desk/mails/${mailId}`)).body);
  expect(mail).toContain('De mail kwam terug.');
});

test('a delay leaves the mail as it is and says so; a server that gives up lets it be sent again', async () => {
  const { mailId, messageId, roundId } = await sendOne();
  mailbox.put(writeReport({ messageId, status: '4.4.1', action: 'delayed' }));
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({
    state: 'sent',
    reason: 'delayed',
    reply: '4.4.1',
  });
  expect(await listUnanswered(server.app.db, roundId)).toMatchObject([{ obstacle: null }]);
  mailbox.put(writeReport({ messageId, status: '4.4.7' }));
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'failed', reason: 'givenUp' });
  expect(await listUnanswered(server.app.db, roundId)).toMatchObject([{ obstacle: null }]);
  expect(mailbox.seen()).toEqual([true, true]);
});

test('a forged report changes nothing: an address that we mailed is not enough, and neither is a Message-ID of somebody else', async () => {
  const { mailId, email } = await sendOne();
  mailbox.put(
    writeReport({ messageId: `<${randomUUID()}@keten.example>`, to: email }),
    writeReport({ messageId: `<${mailId}@keten.example>`, to: email }),
    writeExim(`<${randomUUID()}@keten.example>`).replaceAll('anna@partner.example', email),
    'not a mail at all',
  );
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'sent', reason: null });
  expect(mailbox.seen()).toEqual([true, true, true, true]);
});

test('who is on leave is not refused', async () => {
  const { mailId, messageId } = await sendOne();
  mailbox.put(writeOnLeave(messageId));
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'sent', reason: null });
});

test('a mail goes out with the address for what comes back, and the name on its envelope finds it again', async () => {
  const { mailId, email, messageId } = await sendOne();
  const mail = receiver.received.find(({ to }) => to === email)!;
  expect(mail.from).toBe('terug@keten.example');
  expect(mail.email.from).toMatchObject({ address: 'mail@keten.example' });
  expect(mail.envelopeId).toBe(messageId.slice(1, -1));
  expect(mail.returns).toBe('HDRS');
  mailbox.put(writeEnvelope(`<${mail.envelopeId}>`));
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'failed', reply: '5.2.2' });
});

test('a report about an earlier mail says nothing of the address that was corrected', async () => {
  const { mailId, messageId, personId, invitationId, roundId, networkId } = await sendOne();
  await server.app.db
    .updateTable('person')
    .set({ email: `beter${counter}@partner.example` })
    .where('id', '=', personId)
    .execute();
  const { id } = await server.app.db
    .insertInto('mail')
    .values({
      kind: 'invitation',
      recipient: `beter${counter}@partner.example`,
      language: 'nl',
      networkId,
      roundId,
      invitationId,
      personId,
      messageId: `<${randomUUID()}@keten.example>`,
      state: 'sent',
      sentAt: new Date(),
      ...nothing,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  mailbox.put(writeReport({ messageId }));
  await visit();
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'failed' });
  expect(await listInvitees(server.app.db, roundId)).toMatchObject([{ mail: { id, state: 'sent' } }]);
});

const nothing = {
  accountId: null,
  signInLinkId: null,
  dataLinkId: null,
  shareId: null,
  ballotId: null,
  agreementLinkId: null,
  reason: null,
  reply: null,
};

test('a full mailbox is read in visits, and a mail of any size only as far as its report', async () => {
  const { mailId, messageId } = await sendOne();
  const long = writeReport({ messageId }).replace(
    'Beste Anna',
    `Beste Anna${'\r\n'.padEnd(80, 'x').repeat(20_000)}`,
  );
  mailbox.put(...Array.from({ length: returnLimits.maxMails }, () => 'Subject: news\r\n\r\nnews'), long);
  await visit();
  expect(mailbox.seen().filter(Boolean)).toHaveLength(returnLimits.maxMails);
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'sent' });
  await visit();
  expect(mailbox.seen().every(Boolean)).toBe(true);
  expect(await findMailState(server.app, mailId)).toMatchObject({ state: 'failed', reply: '5.1.1' });
});

test('a mailbox that refuses to be searched is no empty one', async () => {
  const strange = await startReturnedMailbox();
  await visit(strange.url);
  strange.refuseSearch();
  await expect(visit(strange.url)).rejects.toMatchObject({ code: 'mailbox' });
  await strange.stop();
});

test('a mailbox that is down, or a password that is wrong, is said at the desk and stops nothing', async () => {
  const wrong = mailbox.url.replace('geheim', 'fout');
  await expect(visit(wrong)).rejects.toMatchObject({ code: 'mailboxPassword' });
  const gone = await startReturnedMailbox();
  await gone.stop();
  await expect(visit(gone.url)).rejects.toMatchObject({ code: 'mailbox' });
  await expect(visit(mailbox.url, AbortSignal.abort())).rejects.toMatchObject({ code: 'mailbox' });
  // A name that leaves this machine needs TLS: no password goes without.
  const plain = await startReturnedMailbox();
  await expect(visit(plain.url.replace('127.0.0.1', '0.0.0.0'))).rejects.toMatchObject({ code: 'mailbox' });
  await plain.stop();
});

test('the job of the worker reads it by itself; when it can not, the operator sees why, once, and mails go on', async () => {
  const first = await sendOne();
  mailbox.put(writeReport({ messageId: first.messageId }));
  await server.app.jobs.add(server.app.db, 'read-returns', {});
  await runJobs(server.app, 'read-returns');
  expect(await findMailState(server.app, first.mailId)).toMatchObject({ state: 'failed' });
  await mailbox.stop();
  for (let visits = 0; visits < 2; visits++) {
    await server.app.jobs.add(server.app.db, 'read-returns', {});
    await runJobs(server.app, 'read-returns');
  }
  const operator = await signIn(server.app, 'operator');
  const jobs = readWords((await operator.get('/desk/jobs')).body);
  expect(jobs.split('De mailbox met teruggekomen mail was niet te lezen.')).toHaveLength(2);
  await sendOne();
});
