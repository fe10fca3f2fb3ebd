/** Which comments come out of one theme: nothing below five partners, and an order that follows from the texts alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CleanedComment,
  discloseCleanedComments,
  discloseComments,
  type ReadableComment,
} from '../../../scoring/disclose-comments.ts';

const of = (partners: readonly string[]) =>
  fc.array(fc.record({ partner: fc.constantFrom(...partners), text: fc.string({ minLength: 1 }) }), {
    maxLength: 30,
  });
const few = of(['a', 'b', 'c', 'd']);
const many = of(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
const place = fc.string();
const count = (comments: readonly ReadableComment[]) => new Set(comments.map(({ partner }) => partner)).size;

test('of four partners nothing comes out, however many people wrote and whatever they wrote', () => {
  fc.assert(
    fc.property(few, place, (comments, at) => {
      expect(discloseComments(comments, at)).toEqual([]);
    }),
  );
});

test('five partners are enough, and then every comment is there once, also of two people and in the same words', () => {
  const texts = ['Geen', 'Geen', 'We bellen', 'Ja', 'Nee', 'We bellen'];
  const comments = texts.map((text, index) => ({ partner: String(Math.min(index, 4)), text }));
  expect(discloseComments(comments, '1/sharing').sort()).toEqual([...texts].sort());
  expect(discloseComments(comments.slice(0, 4), '1/sharing')).toEqual([]);
});

test('the order is the same whoever wrote what, and however the answers came in', () => {
  fc.assert(
    fc.property(
      many.chain((comments) =>
        fc.tuple(
          fc.constant(comments),
          fc.shuffledSubarray(comments, { minLength: comments.length }),
          fc.shuffledSubarray([...'abcdefgh'], { minLength: 8 }),
        ),
      ),
      place,
      ([comments, mixed, names], at) => {
        const renamed = mixed.map(({ partner, text }) => ({
          partner: names['abcdefgh'.indexOf(partner)]!,
          text,
        }));
        expect(discloseComments(renamed, at)).toEqual(discloseComments(comments, at));
      },
    ),
  );
});

test('who withdraws takes one comment away and moves no other, until fewer than five partners are left', () => {
  fc.assert(
    fc.property(many, place, fc.nat(), (comments, at, which) => {
      fc.pre(comments.length > 0);
      const before = discloseComments(comments, at);
      const left = comments.filter((_one, index) => index !== which % comments.length);
      const after = discloseComments(left, at);
      const gone = comments[which % comments.length]!.text;
      const place = before.indexOf(gone);
      expect(after).toEqual(count(left) < 5 ? [] : before.toSpliced(place, 1));
    }),
  );
});

test('in another theme or round the same texts stand in another order', () => {
  const comments = [...'abcdefghijkl'].map((text) => ({ partner: text, text }));
  const orders = ['1/sharing', '1/quality', '2/sharing'].map((at) => discloseComments(comments, at).join(''));
  expect(new Set([...orders, 'abcdefghijkl']).size).toBe(4);
});

describe('what researchers read', () => {
  const clean = (partner: string, cleaned?: string): CleanedComment => ({
    partner,
    text: `van ${partner}`,
    cleaned,
  });

  test('only what was written instead, once it is of five partners', () => {
    const four = ['a', 'b', 'c', 'd'].map((partner) => clean(partner, `over ${partner}`));
    expect(discloseCleanedComments(four, '1/sharing')).toEqual([]);
    expect(discloseCleanedComments([...four, clean('e')], '1/sharing')).toEqual([]);
    const read = discloseCleanedComments([...four, clean('e', 'over e'), clean('f')], '1/sharing');
    expect(read.sort()).toEqual(['over a', 'over b', 'over c', 'over d', 'over e']);
  });

  test('behind what comes out are at least five partners, and which comments were cleaned decides nothing', () => {
    const ticked = fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 14 });
    fc.assert(
      fc.property(
        ticked.chain((partners) =>
          fc.tuple(
            fc.constant(partners),
            fc.shuffledSubarray(partners.map((_one, index) => index)),
            fc.shuffledSubarray(
              partners.map((_one, index) => index),
              { minLength: partners.length },
            ),
          ),
        ),
        ([partners, some, mixed]) => {
          const cleanThese = (which: readonly number[]) =>
            discloseCleanedComments(
              partners.map((partner, index) => clean(partner, which.includes(index) ? 'x' : undefined)),
              '1/sharing',
            );
          const read = cleanThese(some);
          const behind = new Set(some.map((index) => partners[index])).size;
          expect(read.length === 0 || behind >= 5).toBe(true);
          // As many others in their place give as much, or nothing as well.
          expect(cleanThese(mixed.slice(0, some.length))).toEqual(read);
          if (new Set(partners).size >= 5) expect(cleanThese(mixed)).toHaveLength(partners.length);
        },
      ),
    );
  });
});
