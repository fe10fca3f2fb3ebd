import { expect, test } from 'vitest';
import { chooseLines } from '../../../../reports/map/choose-lines.ts';
import { describeLines } from '../../../../reports/map/describe-lines.ts';
import type { NetworkMap } from '../../../../scoring/scores.ts';

const options = ['Nooit', 'Elk jaar', 'Elk kwartaal', 'Elke maand', 'Elke week'];

/** Everybody with everybody; how often follows from the places of the two. */
function makeDense(partners: number, often: (low: number, high: number) => number | undefined): NetworkMap {
  const ids = Array.from({ length: partners }, (_none, i) => `P${i}`);
  return {
    nodes: ids.map((id) => ({ id, name: id, kind: null, size: null })),
    edges: ids.flatMap((to, high) =>
      ids.slice(0, high).map((from, low) => {
        const frequency = often(low, high);
        return { from, to, ...(frequency !== undefined && { frequency }) };
      }),
    ),
  };
}

function describe(map: NetworkMap, language: 'nl' | 'en' = 'nl') {
  return describeLines(map, chooseLines(map), options, language);
}

test('a network whose lines can be followed has them all, and says nothing of it', () => {
  const map = makeDense(9, () => 2);
  expect(chooseLines(map)).toEqual({ edges: map.edges, rule: { name: 'all' } });
  expect(describe(map)).toBeUndefined();
});

test('of a dense network the frequent contacts are drawn, with the rule and the counts', () => {
  const map = makeDense(20, (low, high) => (high - low <= 2 ? 3 : 1));
  const { edges, rule } = chooseLines(map);
  expect(rule).toEqual({ name: 'often', frequency: 3, kept: 0 });
  expect(edges).toHaveLength(37);
  expect(edges.every(({ frequency }) => frequency === 3)).toBe(true);
  expect(describe(map)).toBe(
    'Op de kaart staan 37 van de 190 contacten. Dat zijn de contacten van ‘Elke maand’ of vaker. De lijst eronder telt alle contacten.',
  );
  expect(describe(map, 'en')).toMatch(
    /^The map shows 37 of the 190 contacts\. They are the contacts of ‘Elke maand’ or more often\./,
  );
});

test('a partner without frequent contacts keeps one, and the sentence counts it', () => {
  const map = makeDense(20, (low, high) => (high < 18 && high - low <= 2 ? 4 : 2));
  const { edges, rule } = chooseLines(map);
  expect(rule).toEqual({ name: 'often', frequency: 4, kept: 2 });
  const often = edges.filter(({ frequency }) => frequency === 4);
  expect(edges.length - often.length).toBeGreaterThan(0);
  const drawn = new Set(edges.flatMap(({ from, to }) => [from, to]));
  expect(drawn.has('P18') && drawn.has('P19')).toBe(true);
  expect(describe(map)).toBe(
    `Op de kaart staan ${edges.length} van de 190 contacten. Dat zijn de contacten van ‘Elke week’. 2 partners hebben zulke contacten niet; van elk staat er één ander contact. De lijst eronder telt alle contacten.`,
  );
});

test('where nearly all contacts are as frequent, each partner has a few of them', () => {
  const map = makeDense(40, () => 4);
  const { edges, rule } = chooseLines(map);
  expect(rule).toEqual({ name: 'each', most: 4 });
  const counts = new Map<string, number>();
  for (const id of edges.flatMap(({ from, to }) => [from, to])) counts.set(id, (counts.get(id) ?? 0) + 1);
  expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(4);
  // Nobody seems to be in the middle of a network in which all are alike.
  expect(Math.max(...counts.values())).toBeLessThan(12);
  expect(describe(map)).toContain(
    `Op de kaart staan ${edges.length} van de 780 contacten. Van elke partner staan er minstens 4 van de contacten die het vaakst zijn. Heeft hij er minder, dan staan ze er allemaal.`,
  );
});

test('a dense network of which it is not known how often does not say so', () => {
  const map = makeDense(40, () => undefined);
  expect(describe(map)).toMatch(
    /Van elke partner staan er minstens 4, of alle als hij er minder heeft\. De lijst/,
  );
});
