/** Which colours a municipality can have: dark enough for letters on white, and for white letters on it. */
import { describe, expect, test } from 'vitest';
import { checkColour, contrastWithWhite, tidyColour } from '../../../../server/looks/check-colour.ts';

test.each([
  ['#0b4f6c', '#0b4f6c'],
  [' 0B4F6C ', '#0b4f6c'],
  ['#a1C', '#aa11cc'],
  ['', ''],
  ['blauw', 'blauw'],
  ['#12345', '#12345'],
  ['url(#a)', 'url(#a)'],
])('%j is read as %j', (typed, tidy) => {
  expect(tidyColour(typed)).toBe(tidy);
});

describe('contrast with white', () => {
  // The figures of WCAG's own formula.
  test.each([
    ['#ffffff', 1],
    ['#000000', 21],
    ['#767676', 4.54],
    ['#777777', 4.48],
    ['#ff0000', 4],
    ['#0000ff', 8.59],
  ])('of %s is %d', (colour, contrast) => {
    expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 2);
  });

  test('4.5 is enough, less is refused with the nearest darker colour of the same hue', () => {
    expect(checkColour('colour', '#767676')).toEqual([]);
    expect(checkColour('colour', '#777777')).toEqual([
      { where: 'colour', code: 'colourTooLight', values: { colour: '#777777', darker: '#767676' } },
    ]);
    const darkerOf = (colour: string) => String(checkColour('colour', colour)[0]!.values!.darker);
    for (const colour of ['#ffcc00', '#00ff00', '#ffffff', '#7fdbff', '#ff4136']) {
      const darker = darkerOf(colour);
      expect(checkColour('colour', darker), colour).toEqual([]);
      // One step less dark is too light.
      expect(contrastWithWhite(darker)).toBeLessThan(4.65);
    }
    // Yellow stays yellow: as much red to green as before, and no blue.
    expect(darkerOf('#ffcc00')).toMatch(/^#[0-9a-f]{4}00$/);
  });
});

test('what is no colour is said to be none, and nothing typed is right', () => {
  expect(checkColour('colour', 'blauw')).toMatchObject([{ code: 'notAColour' }]);
  expect(checkColour('colour', '#0b4f6c;background:url(x)')).toMatchObject([{ code: 'notAColour' }]);
  expect(checkColour('colour', '')).toEqual([]);
});
