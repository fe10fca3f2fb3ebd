/** The first steps as the first page of each role shows them: what is done, the one thing to do next, what comes then. */

import type { Language } from '../../survey/texts.ts';
import type { SignedIn } from '../access/access.ts';
import type { Database } from '../database/schema.ts';
import { findInviter, type Inviter } from '../log/find-inviter.ts';
import type { StatusKind } from '../web/parts/parts.ts';
import { type FirstStep, findFirstSteps } from './first-steps.ts';
import { firstStepTexts } from './texts.ts';

export interface FirstStepsView {
  title: string;
  lead: string;
  steps: {
    title: string;
    text: string;
    status: { kind: StatusKind; label: string };
    isNext: boolean;
    /** Also of a step that is not the next, when nothing comes before it. */
    button: { href: string; label: string } | undefined;
  }[];
  /** Whom to ask. */
  ask: { text: string; email: string } | undefined;
}

declare module '../web/views.ts' {
  interface Parts {
    'first-steps/first-steps': FirstStepsView;
  }
}

/** What a first page shows above its own; undefined once all is done. */
export async function showFirstSteps(
  db: Database,
  reader: SignedIn,
  language: Language,
): Promise<FirstStepsView | undefined> {
  const steps = await findFirstSteps(db, reader);
  return steps && describeFirstSteps(steps, await findInviter(db, reader.accountId), language);
}

/** Pure. */
function describeFirstSteps(
  steps: readonly FirstStep[],
  inviter: Inviter | undefined,
  language: Language,
): FirstStepsView {
  const t = firstStepTexts(language);
  const next = steps.find(({ done }) => !done);
  return {
    title: t('firstSteps.title'),
    lead: t('firstSteps.lead', { done: steps.filter(({ done }) => done).length, all: steps.length }),
    steps: steps.map((step) => {
      const { name, done, href } = step;
      const state = done ? 'done' : step === next ? 'next' : 'later';
      const kinds = { done: 'ok', next: 'busy', later: 'none' } as const;
      const label = t.find(`firstSteps.steps.${name}.button`);
      return {
        title: t(`firstSteps.steps.${name}.title`),
        text: done ? '' : t(`firstSteps.steps.${name}.text`),
        status: { kind: kinds[state], label: t(`firstSteps.states.${state}`) },
        isNext: step === next,
        button: done || href === undefined || label === undefined ? undefined : { href, label },
      };
    }),
    ask: inviter && { text: t('firstSteps.ask', { name: inviter.name }), email: inviter.email },
  };
}
