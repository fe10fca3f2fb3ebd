/** A refusal is a value with a sentence: what is wrong, where, and what to do. Checks give all of them at once. */

import en from './texts/problems.en.json' with { type: 'json' };
import nl from './texts/problems.nl.json' with { type: 'json' };
import { createTexts, type Language } from './texts.ts';

const texts = createTexts({ nl, en: en });

export interface Problem {
  /** The field of a form or the JSON Pointer in a file; empty for the whole. Typed by anybody: escape it. */
  where: string;
  /** The key of its sentence. */
  code: keyof typeof nl;
  /** What the sentence fills in. Typed by anybody: escape it. */
  values: Record<string, string | number>;
}

/** The sentence of a problem. Where it is stands in `where`, beside the sentence and not in it. */
export function describeProblem(problem: Problem, language: Language): string {
  return texts(language)(problem.code, problem.values);
}
