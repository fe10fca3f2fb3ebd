/** Mutants of answering: opening a link, saving a page, sending. */
import type { Mutant } from '../mutant.ts';

const save = 'server/questionnaire/save-page.ts';
const find = 'server/questionnaire/find-invitation.ts';
const send = 'server/questionnaire/send-answers.ts';
const test = 'tests/api/questionnaire/answers.test.ts';
const links = 'tests/api/questionnaire/answers-links.test.ts';

export const answerMutants: readonly Mutant[] = [
  {
    id: 'save-older-revision',
    means: 'A second tab with older answers overwrites the newer ones without a word.',
    file: save,
    from: 'AND (stored.revision = $4',
    to: 'AND (true',
    test: 'tests/api/questionnaire/safety-sending.test.ts',
    name: 'of two tabs the second with an older revision',
  },
  {
    id: 'save-late-attempt',
    means: 'An older attempt that arrives late over a bad connection undoes a newer answer.',
    file: save,
    from: "AND split_part(stored.view, '.', 2)::integer <= split_part(excluded.view, '.', 2)::integer",
    to: '',
    test,
    name: 'an old attempt of the same tab that arrives late',
  },
  {
    id: 'save-lost-answer',
    means: 'A phone that did not hear that its page was saved can save no more.',
    file: save,
    from: "OR (split_part(stored.view, '.', 1) = split_part(excluded.view, '.', 1)",
    to: 'OR (false',
    test,
    name: 'a tab whose answer got lost',
  },
  {
    id: 'save-nothing',
    means: 'Looking at a page counts as having begun.',
    file: save,
    from: 'WHERE NOT $7::boolean OR EXISTS (SELECT FROM answer_page WHERE invitation_id = open.id AND page = $2)',
    to: 'WHERE $7::boolean IS NOT NULL',
    test,
    name: 'choosing a language without an answer stores nothing',
  },
  {
    id: 'save-in-a-pause',
    means: 'Answers change while the round is paused or has closed.',
    file: 'server/rounds/invitations/answerable-round.ts',
    from: "AND round_state(round) = 'open'",
    to: '',
    test: 'tests/api/rounds/round-lifecycle.test.ts',
    name: 'refuses opening, saving and sending',
  },
  {
    id: 'link-revoked',
    means: 'A link that was withdrawn still opens the answers.',
    file: find,
    from: 'invitation.token_hash = $1 AND invitation.revoked_at IS NULL',
    to: 'invitation.token_hash = $1',
    test: links,
    name: 'unknown, wrong, revoked and closed links give the same page',
  },
  {
    id: 'link-closed',
    means: 'A personal link opens somebody’s answers after the round has closed.',
    file: find,
    from: "AND round_state(round) IN ('open', 'paused')",
    to: '',
    test: links,
    name: 'unknown, wrong, revoked and closed links give the same page',
  },
  {
    id: 'send-again',
    means: 'Changing an answer after sending gives another receipt, and the first proves nothing any more.',
    file: send,
    from: 'WHERE invitation.id = open.id AND invitation.submitted_at IS NULL',
    to: 'WHERE invitation.id = open.id',
    test,
    name: 'answers can be changed after sending',
  },
  {
    id: 'send-nothing',
    means: 'Somebody who answered nothing counts as somebody who answered.',
    file: send,
    from: "AND content->'answers' <> '{}'::jsonb",
    to: '',
    test: 'tests/api/results/conditions.test.ts',
    name: 'these answers alone are nothing to send',
  },
  {
    id: 'send-by-a-program',
    means: 'A program that opens mail sends the answers of somebody who did not.',
    file: 'server/questionnaire/pages/send-page.ts',
    from: '!invitation.submittedAt && !hasAnsweredHere',
    to: 'false',
    test,
    name: 'on a device that gave no answer it needs a tick',
  },
  {
    id: 'answer-off-the-scale',
    means: 'A 9 on a scale to 5 counts as an answer.',
    file: 'survey/check-answers.ts',
    from: 'return plain && number >= min && number <= max ? number : undefined;',
    to: 'return plain && number >= min ? number : undefined;',
    test: 'tests/unit/survey/check-answers.test.ts',
  },
  {
    id: 'profile-older-revision',
    means: 'Of two people who describe their partner at once the second overwrites the first.',
    file: 'server/profiles/profiles.ts',
    from: 'AND (stored.revision = $3',
    to: 'AND (true',
    test: 'tests/api/social-map/social-map.test.ts',
    name: 'two who change it at once choose what stays',
  },
];
