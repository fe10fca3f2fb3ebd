/** Names and other short texts that people type or paste: made tidy first, then checked. */
import type { Problem } from './problems.ts';
import { tidyCharacters, unreadable } from './tidy-characters.ts';

/**
 * One space where white space or a line end was, none around it, é always the same é, and no signs that nobody sees, which
 * come along from web pages and mail programs: two names that look the same are the same.
 */
export function tidyText(text: string): string {
  return dropUnseen(tidyCharacters(text).normalize('NFC')).replace(/\s+/gu, ' ').trim();
}

/** A soft hyphen, marks of direction, spaces without width. A joiner means something between letters that are not Latin. */
function dropUnseen(text: string): string {
  return text
    .replace(/[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .replace(/[\u200C\u200D]+/gu, keepJoiners);
}

/** A run of joiners when it joins something. Looking at its neighbours here, not in the pattern, keeps that linear. */
function keepJoiners(run: string, start: number, text: string): string {
  const end = start + run.length;
  // A letter may be two units.
  const before = text.slice(Math.max(start - 2, 0), start);
  const after = text.slice(end, end + 2);
  const joinsNothing =
    /(?:^|[\p{Script=Latin}\s])$/u.test(before) || /^(?:$|[\p{Script=Latin}\s])/u.test(after);
  return joinsNothing ? '' : run;
}

/** What is wrong with a tidied text of at max `max` characters. It may be empty only when `optional`. */
export function checkText(
  where: Problem['where'],
  text: string,
  { max = 200, optional = false }: { max?: number; optional?: boolean } = {},
): Problem[] {
  if (text === '') return optional ? [] : [{ where, code: 'empty' }];
  if (/\p{Cc}/u.test(text) || text.includes(unreadable)) return [{ where, code: 'controlCharacter' }];
  if (text.length > max) return [{ where, code: 'tooLong', values: { length: text.length, max } }];
  return [];
}

/** A text of several lines: the lines stay, with none around it and at max one empty line between two. */
export function tidyMessage(text: string): string {
  const lines = tidyCharacters(text)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trim());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
