/**
 * The code on a letter, for who can't scan: twelve characters in three groups, none of which looks like another. The last
 * one is a sum, so that a typing error is told from a code that opens nothing. It follows from the seed of the invitation,
 * as its link does, and what is stored is a hash with the key of the installation: a plain one of a code this short could be
 * undone. How hopeless guessing is stands in docs/decisions/0056-who-gets-the-mail.md.
 */
import { createHmac } from 'node:crypto';
import { codeCharacters as characters } from '../../text/typed-codes.ts';
import { makeSeededToken, type SeededToken } from '../../web/link-key.ts';

/** A prime number, so that the sum finds each wrong character and each two that changed places. */
const base = characters.length;
const length = 12;

/** A new seed for an invitation, with what is stored of the link and the code that follow from it. */
export function makeInvitationLink(linkKey: string): SeededToken & { codeHash: Buffer } {
  const made = makeSeededToken(linkKey);
  return { ...made, codeHash: hashCode(linkKey, deriveCode(linkKey, made.seed)) };
}

/** The code of a seed, as it is typed at its shortest. */
export function deriveCode(linkKey: string, seed: Buffer): string {
  let rest = createHmac('sha256', linkKey).update('letter code').update(seed).digest().readBigUInt64BE();
  const values: number[] = [];
  while (values.length < length - 1) {
    values.push(Number(rest % BigInt(base)));
    rest /= BigInt(base);
  }
  // Twice twelve is one more than 23: so the weighted sum of all twelve becomes a multiple of it.
  values.push((2 * (base - (sum(values) % base))) % base);
  return values.map((value) => characters[value]).join('');
}

/** What is stored of a code. */
export function hashCode(linkKey: string, code: string): Buffer {
  return createHmac('sha256', linkKey).update(`letter code ${code}`).digest();
}

/** What is wrong with a tidied code before anybody looks it up. */
type CodeSlip =
  | { code: 'empty' }
  | { code: 'codeSign'; values: { sign: string } }
  | { code: 'codeLength'; values: { count: number } }
  | { code: 'codeSlip' };

/** Undefined: it can be a code. */
export function findCodeSlip(code: string): CodeSlip | undefined {
  if (code === '') return { code: 'empty' };
  const sign = [...code].find((one) => !characters.includes(one));
  if (sign) return { code: 'codeSign', values: { sign } };
  if (code.length !== length) return { code: 'codeLength', values: { count: code.length } };
  return sum([...code].map((one) => characters.indexOf(one))) % base === 0 ? undefined : { code: 'codeSlip' };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value, index) => total + (index + 1) * value, 0);
}
