/**
 * Two things that a text can hold in JavaScript and not in a database: U+0000, and half of a pair of surrogates. They
 * become U+FFFD, the sign for what could not be read, as every decoder of UTF-8 and every reader of HTML does it: what was
 * there stays to be seen, and the checks of texts refuse it with a sentence.
 */

import { Refusal } from './refusal.ts';

/** What a text shows where something could not be read. */
export const unreadable = '\uFFFD';

/** The same text, which can be stored. */
export function tidyCharacters(text: string): string {
  return text.replaceAll('\0', unreadable).toWellFormed();
}

/** The same for all texts and names in what JSON can hold; anything else comes back as it is. Refuses more than so many in each other. */
export function tidyAllCharacters<Value>(value: Value, maxDepth: number): Value {
  return tidyDeeply(value, maxDepth) as Value;
}

function tidyDeeply(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return tidyCharacters(value);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  if (depth === 0) throw new Refusal(400, 'unreadableRequest');
  if (Array.isArray(value)) return value.map((one) => tidyDeeply(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [tidyCharacters(name), tidyDeeply(one, depth - 1)]),
  );
}
