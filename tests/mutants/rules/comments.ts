/** Mutants of comments that are read: by whom, from how many partners, and who makes one go. */
import type { Mutant } from '../mutant.ts';

const door = 'scoring/disclose-comments.ts';
const page = 'server/results/comments/comments.ts';
const disclosed = 'tests/unit/scoring/disclose-comments.test.ts';
const read = 'tests/api/results/comments.test.ts';

export const commentMutants: readonly Mutant[] = [
  {
    id: 'comments-of-four',
    means: 'Comments of four partners are read.',
    file: door,
    from: '.size < minimum)',
    to: '.size < minimum - 1)',
    test: disclosed,
  },
  {
    id: 'comments-of-one-partner',
    means: 'Five people of one partner are enough.',
    file: door,
    from: 'new Set(comments.map(({ partner }) => partner)).size',
    to: 'comments.length',
    test: disclosed,
  },
  {
    id: 'comments-in-order',
    means: 'Comments stand in the order in which they were written.',
    file: door,
    from: '.sort((a, b) => (a.rank < b.rank ? -1 : Number(a.rank > b.rank)))',
    to: '',
    test: disclosed,
  },
  {
    id: 'comments-in-one-order',
    means: 'The order on one theme tells who stands where on another.',
    file: door,
    from: 'JSON.stringify([place, text])',
    to: 'JSON.stringify([text])',
    test: disclosed,
  },
  {
    id: 'comments-without-tick',
    means: 'The coordinator reads what nobody let her read.',
    file: page,
    from: "AND answer_page.content -> 'readable' = 'true' AND",
    to: 'AND',
    test: read,
    name: 'no comment without the tick',
  },
  {
    id: 'comments-after-erasure',
    means: 'Who erases somebody sees which comment is missing, and so whose it was.',
    file: page,
    from: ' AND NOT round.comments_ended',
    to: '',
    test: read,
    name: 'when the coordinator erases somebody',
  },
  {
    id: 'comments-for-operators',
    means: 'The operator reads comments at the desk.',
    file: 'server/access/access.ts',
    from: "    'address-book': ['read'],\n  },\n  coordinator",
    to: "    'address-book': ['read'],\n    comments: ['read'],\n  },\n  coordinator",
    test: read,
    name: 'no operator, municipality, researcher',
  },
  {
    id: 'comments-of-any-address',
    means: 'Who changes the address of a person sees which comment is that person’s, by withdrawing it.',
    file: 'server/person-data/withdraw-comments.ts',
    from: ' AND holder.address = ${whose.address?.toLowerCase() ?? null}',
    to: '',
    test: read,
    name: 'on the page with own data',
  },
  {
    id: 'comment-goes-alone',
    means: 'Who takes back a comment makes that one go, and whoever knows of it sees whose it was.',
    file: 'server/person-data/withdraw-comments.ts',
    from: 'UPDATE round SET comments_ended = true',
    to: 'UPDATE round SET comments_ended = comments_ended',
    test: read,
    name: 'when somebody withdraws all comments of the round go',
  },
  {
    id: 'unsent-ends-all',
    means: 'Who takes back what was never sent takes away what others let the coordinator read.',
    file: 'server/person-data/withdraw-comments.ts',
    from: 'answer_page.holder_id = invitation.sent_by',
    to: 'answer_page.invitation_id = invitation.id',
    test: read,
    name: 'what was never sent was never read',
  },
  {
    id: 'comments-by-programs',
    means: 'A program that opens mail and presses buttons withdraws comments.',
    file: 'server/questionnaire/closed-routes.ts',
    from: "if (!request.body.confirmed) return showClosed(reply.code(400), visit, { missingTick: 'comments' });",
    to: '',
    test: read,
    name: 'a program that presses withdraws nothing',
  },
  {
    id: 'tick-without-comment',
    means: 'A tick at an empty box holds for what is written later.',
    file: 'survey/check-answers.ts',
    from: "readable && comment !== ''",
    to: 'readable',
    test: 'tests/unit/survey/check-answers.test.ts',
    name: 'a tick without a comment',
  },
];
