/** Mutants of which mails go, to whom and how often. */
import type { Mutant } from '../mutant.ts';

const check = 'server/mail/check-mail.ts';
const sending = 'tests/api/mail/mail-sending.test.ts';
const lookedAt = 'what is looked at once more when it is sent';

export const mailMutants: readonly Mutant[] = [
  {
    id: 'mail-on-leave',
    means: 'Somebody who is on leave stands on the board as an address that takes no mail.',
    file: 'server/mail/returns/read-return.ts',
    from: "  if (!isMailProgram.test(email.from?.address ?? '')) return undefined;\n",
    to: '',
    test: 'tests/unit/server/mail/read-return.test.ts',
    name: 'somebody on leave',
  },
  {
    id: 'mail-delay-is-no-refusal',
    means: 'A mail that is late is taken for one that came back, and a good address is thrown away.',
    file: 'server/mail/returns/record-return.ts',
    from: "if (verdict === 'delayed') await update.execute();\n  else await",
    to: 'await',
    test: 'tests/api/mail/returned-mail.test.ts',
    name: 'a delay leaves the mail',
  },
  {
    id: 'mail-unsubscribed',
    means: 'Somebody who wants no more mails gets the reminder that was already waiting.',
    file: check,
    from: "if (person?.unsubscribed) return 'unsubscribed';\n  if (!round",
    to: 'if (!round',
    test: sending,
    name: lookedAt,
  },
  {
    id: 'mail-answered',
    means: 'Who answered a minute ago is asked to answer.',
    file: check,
    from: "if (invitation.answered) return 'answered';",
    to: '',
    test: sending,
    name: lookedAt,
  },
  {
    id: 'mail-in-a-pause',
    means: 'People get a link that does not open, because the round is paused or closed.',
    file: check,
    from: "if (round.status !== 'open') return `round-${round.status}`;",
    to: '',
    test: sending,
    name: lookedAt,
  },
  {
    id: 'mail-revoked',
    means: 'Somebody whose invitation was withdrawn is asked all the same.',
    file: check,
    from: "if (!round || !invitation || invitation.revoked) return 'revoked';",
    to: "if (!round || !invitation) return 'revoked';",
    test: sending,
    name: lookedAt,
  },
  {
    id: 'mail-address-fails',
    means: 'Mails go on to an address that does not work, until the mail server is distrusted.',
    file: check,
    from: "if (person?.addressFails) return 'addressFails';",
    to: '',
    test: sending,
    name: lookedAt,
  },
  {
    id: 'mail-twice',
    means: 'A mail that was sent is sent again.',
    file: 'server/mail/send-mail.ts',
    from: "if (mail?.state !== 'waiting') return;",
    to: 'if (!mail) return;',
    test: sending,
    name: 'a mail that was sent is never sent again',
  },
  {
    id: 'mail-after-pause-answered',
    means: 'After a pause those who have answered are asked too.',
    file: 'server/mail/send-after-pause.ts',
    from: 'AND invitation.submitted_at IS NULL AND invitation.revoked_at IS NULL',
    to: 'AND invitation.revoked_at IS NULL',
    test: sending,
    name: 'what a pause held up goes after it',
  },
  {
    id: 'unsubscribe-anybody',
    means: 'Whoever knows a number stops the mails of somebody else.',
    file: 'server/mail/unsubscribe-link.ts',
    from: 'return timingSafeEqual(Buffer.from(derive(key, seed)), Buffer.from(token));',
    to: 'return derive(key, seed).length === token.length;',
    test: 'tests/api/mail/unsubscribe.test.ts',
  },
];
