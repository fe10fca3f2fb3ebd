/** Mutants of the second step of signing in. */
import type { Mutant } from '../mutant.ts';

const test = 'tests/api/accounts/second-step.test.ts';
const folder = 'server/accounts/second-step';

export const secondStepMutants: readonly Mutant[] = [
  {
    id: 'half-is-whole',
    means: 'A password alone opens the desk.',
    file: 'server/access/sessions.ts',
    from: "    .where('session.waitsFor', 'is', null)\n    .where('account.disabledAt', 'is', null)\n    .executeTakeFirst();\n  if (!row) return undefined;",
    to: "    .where('account.disabledAt', 'is', null)\n    .executeTakeFirst();\n  if (!row) return undefined;",
    test,
    name: 'opens no page of the desk',
  },
  {
    id: 'code-twice',
    means: 'Who looks over a shoulder uses the same code of the app.',
    file: `${folder}/app-codes.ts`,
    from: 'halfMinute > used',
    to: 'true',
    test,
    name: 'with no code twice',
  },
  {
    id: 'paper-twice',
    means: 'A recovery code works for ever.',
    file: `${folder}/recovery-codes.ts`,
    from: "  const { numDeletedRows } = await transaction\n    .deleteFrom('recoveryCode')\n    .where('accountId', '=', accountId)\n    .where('codeHash', '=', hashToken(tidyCode(typed)))\n    .executeTakeFirst();\n  return numDeletedRows > 0n;",
    to: "  const found = await transaction\n    .selectFrom('recoveryCode')\n    .select('accountId')\n    .where('accountId', '=', accountId)\n    .where('codeHash', '=', hashToken(tidyCode(typed)))\n    .executeTakeFirst();\n  return found !== undefined;",
    test,
    name: 'gets ten codes that each work once',
  },
  {
    id: 'second-beside-the-owner',
    means: 'A thief who waits with the password adds an app of his own.',
    file: `${folder}/take-second-step.ts`,
    from: "if (codes === undefined) throw new Refusal(409, 'signInAgain');\n    return { token: await becomeWhole(change, half, browser), codes };",
    to: 'return { token: await becomeWhole(change, half, browser), codes: codes ?? [] };',
    test,
    name: 'gets none beside that of the owner',
  },
  {
    id: 'open-desk-locks-out',
    means: 'Whoever finds an open desk gives its account another phone.',
    file: `${folder}/own-second-step-routes.ts`,
    from: "if (!session.isConfirmed) throw new Refusal(409, 'confirmFirst');",
    to: '',
    test,
    name: 'asks again who it is',
  },
  {
    id: 'password-confirms',
    means: 'Beside a second step the password alone is enough to change it.',
    file: `${folder}/own-second-step-routes.ts`,
    from: 'length === 0 ? passwordHash : undefined',
    to: 'length >= 0 ? passwordHash : undefined',
    test,
    name: 'asks again who it is',
  },
  {
    id: 'second-step-guessed',
    means: 'Codes are tried without an end.',
    file: 'server/accounts/sign-in/sign-in-limits.ts',
    from: "kind: 'second-step', max: 20,",
    to: "kind: 'second-step', max: 20_000,",
    test,
    name: 'is told to wait after many tries',
  },
  {
    id: 'last-one-goes',
    means: 'Who needs a second step takes the last one away.',
    file: `${folder}/remove-factor.ts`,
    from: "if (isLast && mustTakeSecondStep(change.config, role)) throw new Refusal(409, 'lastFactor');",
    to: '',
    test,
    name: 'the last one stays',
  },
  {
    id: 'of-somebody-else',
    means: 'One ends the sessions of somebody else.',
    file: 'server/access/sessions.ts',
    from: "    .deleteFrom('session')\n    .where('accountId', '=', accountId)\n    .where('id', '=', id)",
    to: "    .deleteFrom('session')\n    .where('id', '=', id)",
    test,
    name: 'one sees where one is signed in',
  },
];
