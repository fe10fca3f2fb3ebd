/** What a report about a mail says, as different servers write it; and what is no report. */
import { expect, test } from 'vitest';
import { describeReturn } from '../../../../server/mail/returns/describe-return.ts';
import { readReturn } from '../../../../server/mail/returns/read-return.ts';
import {
  writeEnvelope,
  writeExchange,
  writeExim,
  writeOnLeave,
  writeQmail,
  writeReport,
} from '../../../support/returned-mails.ts';

const messageId = '<0b5c1f5e-8d7f-4a2e-9d25-3f8f0d9a1c11@keten.example>';
const read = (raw: string) => readReturn(Buffer.from(raw));

test.each([
  ['a standard report', writeReport({ messageId }), 'returned', '5.1.1'],
  ['a mailbox that is full', writeReport({ messageId, status: '5.2.2' }), 'returned', '5.2.2'],
  ['a server that gave up after days', writeReport({ messageId, status: '4.4.1' }), 'givenUp', '4.4.1'],
  ['a delay', writeReport({ messageId, status: '4.4.1', action: 'delayed' }), 'delayed', '4.4.1'],
  [
    'Exchange, with headers alone and the reason in a folded line',
    writeExchange(messageId),
    'returned',
    '5.7.26',
  ],
  ['a report with the name on the envelope alone', writeEnvelope(messageId), 'returned', '5.2.2'],
  ['Exim', writeExim(messageId), 'returned', '5.0.0'],
  ['qmail', writeQmail(messageId), 'returned', '5.1.1'],
  ['an old server with three digits', writeQmail(messageId, '550 No such user here'), 'returned', '5.0.0'],
  ['an old server that keeps trying', writeQmail(messageId, '451 try again later'), 'delayed', '4.0.0'],
])('%s is read', async (_, raw, verdict, status) => {
  expect(await read(raw)).toEqual({ messageIds: [messageId], verdict, status });
});

test.each([
  ['somebody on leave', writeOnLeave(messageId)],
  ['a mail that arrived', writeReport({ messageId, status: '2.0.0', action: 'delivered' })],
  ['a report about no mail', writeReport({ messageId: 'none' })],
  ['an old report without a reason', writeQmail(messageId, 'Something happened at 10.5.1.1.')],
  ['a name that no database takes', writeReport({ messageId: messageId.replace('@', '\u0000@') })],
  ['nothing', ''],
  ['parts in parts without end', nest(60)],
])('%s says nothing', async (_, raw) => {
  expect(await read(raw)).toBeUndefined();
});

test('of several receivers behind an address one that got it is enough', async () => {
  const second = 'Final-Recipient: rfc822; b@partner.example\r\nAction: relayed\r\nStatus: 2.0.0';
  const raw = writeReport({ messageId });
  const both = raw.replace(
    '--B\r\nContent-Type: message/rfc822',
    `${second}\r\n\r\n--B\r\nContent-Type: message/rfc822`,
  );
  expect(both).not.toBe(raw);
  expect(await read(both)).toBeUndefined();
});

test('what breaks off after the report still says what happened', async () => {
  const raw = writeReport({ messageId });
  expect(await read(raw.slice(0, raw.indexOf('Beste Anna')))).toMatchObject({ verdict: 'returned' });
});

test('a code becomes words, and an unknown one too', () => {
  const say = (reply: string) => describeReturn({ reason: 'returned', reply }, 'nl');
  expect(say('5.1.1')).toBe('Dit adres bestaat niet (code 5.1.1).');
  expect(say('5.1.2')).toContain('na de @');
  expect(say('5.2.2')).toContain('vol');
  expect(say('5.7.26')).toContain('vertrouwt de mail niet');
  expect(say('5.9.9')).toBe('De mailserver van de ontvanger kon de mail niet afleveren (code 5.9.9).');
  expect(describeReturn({ reason: 'refused', reply: '550 no' }, 'nl')).toBeUndefined();
});

function nest(depth: number): string {
  let mail = `Content-Type: text/plain\r\n\r\nMessage-ID: ${messageId}`;
  for (let level = 0; level < depth; level++) {
    mail = `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${mail}\r\n--b${level}--`;
  }
  return `From: MAILER-DAEMON@mx.example\r\n${mail}`;
}
