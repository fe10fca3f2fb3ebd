/**
 * Mutants by hand: one change each to a rule that protects people, and the test that fails of it. `npm run mutants`
 * (`main.ts`) shows that it does; `tests/unit/mutants.test.ts` sees to it that each still fits the code.
 */
import type { Mutant } from './mutant.ts';
import { accessMutants } from './rules/access.ts';
import { answerMutants } from './rules/answers.ts';
import { beginningMutants } from './rules/beginning.ts';
import { boundMutants } from './rules/bounds.ts';
import { commentMutants } from './rules/comments.ts';
import { disclosureMutants } from './rules/disclosure.ts';
import { groundMutants } from './rules/ground.ts';
import { mailMutants } from './rules/mail.ts';
import { privacyMutants } from './rules/privacy.ts';
import { resultMutants } from './rules/results.ts';
import { roundMutants } from './rules/rounds.ts';
import { scoringMutants } from './rules/scoring.ts';
import { secondStepMutants } from './rules/second-step.ts';
import { signInMutants } from './rules/sign-in.ts';
import { whoGetsTheMailMutants } from './rules/who-gets-the-mail.ts';

/** All of them, by the noun of their rule. */
export const mutants: readonly Mutant[] = [
  ...scoringMutants,
  ...commentMutants,
  ...disclosureMutants,
  ...roundMutants,
  ...answerMutants,
  ...mailMutants,
  ...whoGetsTheMailMutants,
  ...accessMutants,
  ...secondStepMutants,
  ...signInMutants,
  ...privacyMutants,
  ...groundMutants,
  ...boundMutants,
  ...beginningMutants,
  ...resultMutants,
];
