/** Codes that people type over from paper: characters none of which looks like another, in groups of four. */
import { randomInt } from 'node:crypto';

/** A prime number of them: the sum at the end of a letter's code counts on that (`rounds/letters/letter-code.ts`). */
export const codeCharacters = '34679ACDEFHJKMNPRTUVWXY';

/** So many characters by chance, 4.5 bits each. */
export function drawCode(length: number): string {
  return Array.from({ length }, () => codeCharacters[randomInt(codeCharacters.length)]).join('');
}

/** As it stands on paper. */
export function showCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** What somebody typed, without what does not matter: capitals, spaces, dashes and dots. */
export function tidyCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}\p{Cf}]/gu, '');
}
