/**
 * What sentences quote of a list. A cell or name may hold a megabyte, a workbook may have ten thousand tabs, and the sentence
 * about a cell may stand at ten thousand others.
 */
import type { Problem } from '../../../text/problems.ts';

const cellCharacters = 100;
const nameCharacters = 60;
const namesQuoted = 20;

/** The same problem of a row or cell with long texts cut off; what is said once of the whole is quoted by `quoteNames`. */
export function shortenValues(problem: Problem): Problem {
  const { values, where } = problem;
  if (!values || typeof where === 'string') return problem;
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? shorten(value, cellCharacters) : value,
  ]);
  return { ...problem, values: Object.fromEntries(short) };
}

/** The first twenty names, with a mark where some or part of one is left out. */
export function quoteNames(names: readonly (string | number)[]): string {
  const quoted = names.slice(0, namesQuoted).map((name) => shorten(String(name), nameCharacters));
  return [...quoted, ...(names.length > namesQuoted ? ['…'] : [])].join(', ');
}

/** At most so many signs; an emoji is one, and is not cut in two. */
function shorten(text: string, most: number): string {
  const signs = Array.from(text.slice(0, 2 * most + 2));
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
}
