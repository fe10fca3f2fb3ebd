/** A refusal is a value with a sentence: what is wrong, where, and what to do. Checks give all of them at once. */

import en from './texts/problems.en.json' with { type: 'json' };
import nl from './texts/problems.nl.json' with { type: 'json' };
import { createTexts, type Language } from './texts.ts';

const texts = createTexts({ nl, en: en });

/** One thing that a check found, not yet in any language. Every room has its own codes and its own form of `where`. */
export interface FoundProblem<Code extends string, Where = string> {
  /** Typed by anybody: escape it. */
  where: Where;
  /** The key of its sentence. */
  code: Code;
  /** What the sentence fills in. Typed by anybody: escape it. */
  values?: Record<string, string | number>;
}

/** `where` is the field of a form or the JSON Pointer in a file; empty for the whole. */
export type SurveyProblem = FoundProblem<keyof typeof nl>;

/** The sentence of a problem, which does not repeat `where`. */
export function describeProblem(problem: SurveyProblem, language: Language): string {
  return texts(language)(problem.code, problem.values ?? {});
}
