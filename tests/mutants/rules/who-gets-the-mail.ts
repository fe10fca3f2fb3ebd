/** Mutants of who gets the mail: proposals, lost links and codes of letters. */
import type { Mutant } from '../mutant.ts';

const proposing = 'server/rounds/proposals/propose-contact.ts';
const codes = 'server/rounds/letters/code-routes.ts';
const lost = 'server/rounds/lost-links/lost-link-routes.ts';
const wrongPerson = 'tests/api/rounds/wrong-person.test.ts';
const letterCodes = 'tests/api/rounds/letter-codes.test.ts';

export const whoGetsTheMailMutants: readonly Mutant[] = [
  {
    id: 'proposal-by-a-scanner',
    means:
      'A program that presses every button in a mail says for people that they are not the right person.',
    file: proposing,
    from: "who === 'nobody' ? []",
    to: "who !== 'colleague' ? []",
    test: wrongPerson,
    name: 'a program that presses every button',
  },
  {
    id: 'proposal-unseen',
    means: 'The coordinator agrees to somebody who was named after she looked.',
    file: 'server/rounds/proposals/accept-proposal.ts',
    from: "if (nameProposed(proposal) !== seen) throw new Refusal(409, 'proposalChanged');",
    to: '',
    test: 'tests/api/rounds/wrong-person.test.ts',
    name: 'a colleague who is named gets nothing',
  },
  {
    id: 'erased-but-proposed',
    means: 'Who was erased stands on the board as somebody’s colleague, and comes back with one press.',
    file: 'server/person-data/erasure/erase-identity.ts',
    from: 'AND lower(contact_proposal.email) = lower(person.email)',
    to: 'AND false',
    test: 'tests/api/rounds/wrong-person.test.ts',
    name: 'who is erased stands in no proposal',
  },
  {
    id: 'proposal-without-end',
    means: 'Whoever has a link fills the log and the board with proposals.',
    file: proposing,
    from: 'await countAttempt(change, limit, invitationId);',
    to: '',
    test: wrongPerson,
    name: 'the last proposal stands',
  },
  {
    id: 'proposal-kept-after-closing',
    means: 'The address of a colleague whom nobody asked stays stored after the round.',
    file: 'server/rounds/close-round.ts',
    from: ".deleteFrom('contactProposal')\n      .where('invitationId', 'in'",
    to: ".deleteFrom('contactProposal')\n      .where('invitationId', 'not in'",
    test: wrongPerson,
    name: 'the closing of the round forgets',
  },
  {
    id: 'lost-link-without-end',
    means: 'A stranger fills somebody’s mailbox with links.',
    file: lost,
    from: 'if (mayGo.has(key))',
    to: 'if (mayGo)',
    test: 'tests/api/rounds/lost-link.test.ts',
    name: 'three mails a day to an address',
  },
  {
    id: 'code-guessed-after-the-bound',
    means: 'Whoever guesses codes goes on for as long as it takes.',
    file: codes,
    from: 'const visit = await countAttempt(app, limits.visitor, nameVisitor(request.ip));',
    to: 'const visit = { forgive: async () => undefined };',
    test: letterCodes,
    name: 'ten wrong codes',
  },
  {
    id: 'code-of-a-withdrawn-invitation',
    means: 'A letter goes on to work for somebody who was withdrawn.',
    file: 'server/rounds/letters/personal-links.ts',
    from: ".where('codeHash', '=', hashCode(linkKey, code))\n    .where('revokedAt', 'is', null)",
    to: ".where('codeHash', '=', hashCode(linkKey, code))",
    test: letterCodes,
    name: 'a withdrawn invitation end the code',
  },
];
