/** Whatever people typed comes out of a mail as it went in, by a real mail server, as text and as HTML. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isName } from '../../../server/mail/greet.ts';
import { createMailServer, type MailServer } from '../../../server/mail/mail-server.ts';
import { writeAsking } from '../../../server/mail/mail-words.ts';
import { defuseLinks, keepOnOneLine } from '../../../server/mail/plain-words.ts';
import { renderMail } from '../../../server/mail/render-mail.ts';
import { tidyMessage, tidyText } from '../../../server/text/check-text.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { readWords } from '../../support/read-html.ts';

let receiver: MailReceiver;
let server: MailServer;
beforeAll(async () => {
  receiver = await startMailReceiver();
  server = createMailServer({ smtpUrl: receiver.url, mailFrom: 'ketenspiegel@voorbeeld.example' })!;
});
afterAll(async () => {
  server.close();
  await receiver.stop();
});

const signs = fc.constantFrom(
  ...[
    '\u2028',
    '\u2029',
    '\u0085',
    '\u00A0',
    '\u00AD',
    '\u200D',
    '\uFEFF',
    '\r\n.\r\n',
    '\n.',
    '=3D',
    '=',
    '&amp;',
  ],
  ...[
    '<b>',
    '"',
    '{{x}}',
    'é',
    'مرحبا',
    '日本',
    '👩‍🌾',
    'ሰላም',
    'Bcc: x@y.example',
    `${'lang'.repeat(300)}`,
    '\t',
  ],
);
const text = fc
  .array(fc.oneof(signs, fc.string({ unit: 'grapheme', maxLength: 20 })), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(' '));
/** As it is stored: refused are texts with signs that cannot be read. */
const name = text
  .map(tidyText)
  .filter((stored) => stored !== '' && stored.length <= 200 && !/[\p{Cc}\uFFFD]/u.test(stored));
const message = text
  .map(tidyMessage)
  .filter((stored) => !/[\uFFFD\p{Cc}]/u.test(stored.replaceAll('\n', '')));

/** White space aside: a mail may be folded where there is some. */
function squeeze(words: string): string {
  return words.replace(/\s+/gu, ' ').trim();
}

test('names, sender and message', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, name, message, async (person, partner, network, words) => {
      const mail = renderMail(
        writeAsking('invitation', {
          language: 'nl',
          person,
          partner,
          network,
          sender: network,
          closesAt: new Date('2090-01-31T12:00:00Z'),
          message: words,
          contact: '',
          link: 'https://ketenspiegel.example/invitations/x',
        }),
      );
      const id = `<${receiver.received.length}@voorbeeld.example>`;
      await server.send(mail, 'partner@voorbeeld.example', id, AbortSignal.timeout(20_000));
      const { email, to } = receiver.received.at(-1)!;
      expect(to).toBe('partner@voorbeeld.example');
      expect(email.headers.filter(({ key }) => key === 'bcc' || key === 'cc')).toEqual([]);
      expect(squeeze(email.subject!)).toContain(squeeze(keepOnOneLine(network)));
      const html = readWords(email.html!);
      // Somebody of whom only signs were typed is greeted as somebody of the partner.
      const greeted = isName(person) ? [person.replace(/[\s,;:]+$/u, '')] : [];
      for (const typed of [...greeted, partner, network, ...words.split(/\s*\n\s*\n\s*/u)]) {
        expect(squeeze(email.text!)).toContain(squeeze(defuseLinks(typed)));
        expect(html).toContain(squeeze(defuseLinks(typed)));
      }
    }),
    { numRuns: 150 },
  );
});
