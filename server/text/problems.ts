/**
 * What is wrong with what somebody sent, found by our own checks: all of it at once, in no language yet. The
 * sentences are in `texts/refusals.*.json` under `problems`.
 */
import type { FoundProblem } from '../../survey/problems.ts';
import type { Language } from '../../survey/texts.ts';
import { type Fault, Refusal } from './refusal.ts';
import type refusalsNl from './refusals.nl.json';
import { refusalTexts } from './texts.ts';

/**
 * Where it is: a field of the request, or a cell as the spreadsheet shows it (row 1 is the header); empty: the whole.
 */
export type Problem = FoundProblem<
  keyof typeof refusalsNl.problems,
  string | { row: number; column?: string }
>;

/** The refusal that names all problems; nothing was stored. */
export function refuseProblems(problems: readonly Problem[]): Refusal {
  return new Refusal(422, 'invalidRequest', {}, (language) =>
    problems.map((problem) => describeProblem(problem, language)),
  );
}

function describeProblem({ where, code, values }: Problem, language: Language): Fault {
  const t = refusalTexts(language);
  const place =
    typeof where === 'string' ? where : t(where.column === undefined ? 'places.row' : 'places.cell', where);
  return { where: place, sentence: t(`problems.${code}`, values ?? {}) };
}
