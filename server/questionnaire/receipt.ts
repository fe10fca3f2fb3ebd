/**
 * The code that proves that a respondent sent the answers: short enough to read out, without letters that look alike.
 */
import { randomInt } from 'node:crypto';

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** For instance `K7QM-2XPD-9HTB`: twelve characters, 58 bits of chance. */
export function makeReceipt(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}
