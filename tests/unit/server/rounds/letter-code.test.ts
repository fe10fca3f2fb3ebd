/** The code on a letter: as much chance as the decision says, and a sum that finds the slips of a hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveCode, findCodeSlip } from '../../../../server/rounds/letters/letter-code.ts';
import { showCode, tidyCode } from '../../../../server/text/typed-codes.ts';

const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const characters = [...'34679ACDEFHJKMNPRTUVWXY'];

test('each seed gives a code that holds, the same each time, and another with another key', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const code = deriveCode('key', seed);
      expect(findCodeSlip(code)).toBeUndefined();
      expect(deriveCode('key', seed)).toBe(code);
      expect(deriveCode('other', seed)).not.toBe(code);
      expect(tidyCode(` ${showCode(code).toLowerCase()} `)).toBe(code);
    }),
  );
});

test('one wrong character and two that changed places are always found', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.nat(11),
      fc.nat(11),
      fc.constantFrom(...characters),
      (seed, place, other, wrong) => {
        const code = deriveCode('key', seed);
        const typed = [...code];
        typed[place] = wrong;
        expect(findCodeSlip(typed.join('')) === undefined).toBe(code[place] === wrong);
        const swapped = [...code];
        [swapped[place], swapped[other]] = [code[other]!, code[place]!];
        expect(findCodeSlip(swapped.join('')) === undefined).toBe(code[place] === code[other]);
      },
    ),
  );
});

test('no character looks like another, and each stands at each place', () => {
  expect(characters).toHaveLength(23);
  expect(characters.join('')).not.toMatch(/[01258BGILOQSZ]/);
  const seen = Array.from({ length: 12 }, () => new Set<string>());
  for (let number = 0; number < 1_000; number += 1) {
    const seed = Buffer.alloc(16);
    seed.writeUInt32BE(number);
    for (const [place, one] of [...deriveCode('key', seed)].entries()) seen[place]!.add(one);
  }
  expect(seen.map(({ size }) => size)).toEqual(seen.map(() => 23));
});
