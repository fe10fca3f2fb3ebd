/**
 * Cells in which a spreadsheet program shows something else than what belongs there: an error, a formula that it never
 * computed, a number of which it dropped digits, a code that it took for a date. They look the same in a file, on the
 * clipboard and in a CSV file, so they are told by their text. Pure.
 */
import type { Problem } from '../../../text/problems.ts';
import type { Column } from '../spreadsheets/columns.ts';

/** `#N/B`, `#VERW!`, `#DIV/0!` and the like, in the language of whatever program; `Err:502` of LibreOffice. */
const errorValue =
  /^(?:#[¡\p{Lu}\p{N}_/ .-]+[!?]|#\p{Lu}{1,2}\/\p{Lu}{1,2}|#NV|#GETTING_DATA|#{3,}|(?:Err|Fout|Fehler|Erreur):\d{3})$/u;

/** With a function or another cell in it; a name may begin with the same sign. */
const formula = /^=.*(?:[\p{L}.]\(|\$?[A-Z]{1,3}\$?\d)/su;

/** 1,23457E+21: Excel shows so a number of more digits than it can hold. */
const shortened = /^\d(?:[.,]\d+)?E\+\d{1,3}$/u;

/** What is wrong with a tidied text under this column; undefined when it is what somebody typed. */
export function findLostContent(text: string, column: Column): Omit<Problem, 'where'> | undefined {
  if (errorValue.test(text)) return { code: 'errorValue', values: { text } };
  if (formula.test(text)) return { code: 'formula' };
  return column !== 'email' && shortened.test(text) ? { code: 'shortenedNumber' } : undefined;
}

/** 11-2021, 1-nov or 2021-11-01: what Excel makes of a code such as 11-21. */
export function looksLikeDate(text: string): boolean {
  return /^(?:\d{1,2}[-/]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[- ]\p{L}{3,4}\.?|\p{L}{3,4}[- ]\d{2})$/u.test(
    text,
  );
}
