/** What a sentence quotes of a list: a cell may hold a megabyte, and its sentence may stand at ten thousand others. */
import type { Problem } from '../../../text/problems.ts';

const longest = 100;

/** The same problem with long texts cut off. */
export function shortenValues(problem: Problem): Problem {
  const { values } = problem;
  if (!values) return problem;
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && value.length > longest ? `${value.slice(0, longest)}…` : value,
  ]);
  return { ...problem, values: Object.fromEntries(short) };
}
