/**
 * A small part of `npm run simulate`, with a seed, so that it is the same each time. The bounds are the aims of the
 * rules with room for the noise of so few networks; what the rules did before their version 2 lies far outside.
 */
import { describe, expect, test } from 'vitest';
import { type Design, usual } from '../../simulate/design.ts';
import { measureCell } from '../../simulate/measure-cell.ts';
import { help, readOptions } from '../../simulate/options.ts';
import { writeTables } from '../../simulate/write-tables.ts';

const networks = 80;

describe.each<[answered: number, people: Design['people']]>([
  [8, [1, 1]],
  [10, [1, 3]],
  [20, [3, 3]],
])('%i of 20 partners, %j people each', (answered, people) => {
  const found = measureCell({ ...usual, answered, people }, networks, 1);

  test('the interval holds the partners’ true view in about 95 of 100', () => {
    for (const coverage of [found.facetCoverage, found.conceptCoverage]) {
      expect(coverage).toBeGreaterThan(0.93);
      expect(coverage).toBeLessThan(0.985);
    }
  });

  test('what is called clear is right, also where no facet is weak', () => {
    expect(found.clearRight).toBeGreaterThan(0.93);
    expect(found.clearWeakness).toBeLessThan(0.1);
    expect(found.clearUnequalAlike).toBeLessThan(0.04);
  });

  test('one unchanged network in twenty is called better or worse, and about as few partners', () => {
    expect(found.changedConcept).toBeLessThan(0.12);
    expect(found.changedFacet).toBeLessThan(0.12);
    expect(found.changedPartner).toBeLessThan(0.1);
    expect(found.mirrorWord).toBeLessThan(0.1);
  });

  test('what is there is still found', () => {
    expect(found.splitFound).toBeGreaterThan(0.5);
    expect(found.powerConcept).toBeGreaterThan(0.1);
  });
});

test('the same seed gives the same figures, another seed others', () => {
  const design: Design = { ...usual, answered: 8, people: [1, 1] };
  expect(measureCell(design, 3, 1)).toEqual(measureCell(design, 3, 1));
  expect(measureCell(design, 3, 1)).not.toEqual(measureCell(design, 3, 2));
});

test('partners that differ in nothing, with people who always say the same, leave nothing to chance', () => {
  const design: Design = {
    ...usual,
    answered: 8,
    people: [2, 2],
    between: 0,
    within: 0,
    items: 0,
    levels: [3.6, 4.4],
  };
  const found = measureCell(design, 5, 1);
  expect(found).toMatchObject({ facetCoverage: 1, clearWeakness: 0, unequalAlike: 0 });
  expect(found).toMatchObject({ changedConcept: 0, changedFacet: 0, mirrorWord: 0, powerFacet: 1 });
});

describe('the command line', () => {
  test('gives the cells of the method without options', () => {
    const asked = readOptions([]);
    if (typeof asked === 'string' || 'problems' in asked) throw new Error('refused');
    expect(asked.designs.map(({ answered, people }) => [answered, ...people])).toEqual(
      [8, 10, 14, 20].flatMap((answered) => [
        [answered, 1, 1],
        [answered, 1, 3],
        [answered, 3, 3],
      ]),
    );
    expect(asked.designs[0]).toEqual({ ...usual, answered: 8, people: [1, 1] });
  });

  test('takes a study that somebody plans, and prints a row for each design', () => {
    const words = '--partners 30 --answered 12 --people 2,1-4 --scale 1,7 --cutoffs 4,5.5 --change 0.75';
    const asked = readOptions(words.split(' '));
    if (typeof asked === 'string' || 'problems' in asked) throw new Error('refused');
    expect(asked.designs).toEqual(
      [[2, 2] as const, [1, 4] as const].map((people) => ({
        ...usual,
        partners: 30,
        answered: 12,
        people,
        scale: { min: 1, max: 7 },
        cutoffs: { weak: 4, strong: 5.5 },
        change: 0.75,
      })),
    );
    const tables = writeTables(
      asked.designs,
      asked.designs.map((design) => measureCell(design, 2, 1)),
    );
    expect(tables.match(/^\| 12 of 30 \| (2|1-4) \|/gm)).toHaveLength(4);
  });

  test('says everything that is wrong with it at once, and how it is used', () => {
    expect(readOptions('--answered 4 --people 0,1-3 --split 4 --shared 2 --networks x'.split(' '))).toEqual({
      problems: [
        '--answered must be whole numbers from 5 to the number of partners, with commas between.',
        "--people must be numbers from 1 to 50, or from–to like '1-3', with commas between.",
        '--shared must be from 0 to 1.',
        '--split must be two numbers, the lower first, with a comma between.',
        '--networks must be a whole number from 1.',
      ],
    });
    expect(readOptions(['--what'])).toHaveProperty('problems');
    expect(readOptions(['--help'])).toBe('help');
    for (const [option] of help.matchAll(/--[a-z]+/g))
      expect(readOptions([option, '1'])).not.toMatchObject({
        problems: [expect.stringContaining('Unknown option')],
      });
  });
});
