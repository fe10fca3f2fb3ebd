import { expect, test } from 'vitest';
import { describeShape } from '../../../../reports/map/describe-shape.ts';
import type { Partner } from '../../../../scoring/answers.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import { scoreNetwork } from '../../../../scoring/score-network.ts';
import type { Scores } from '../../../../scoring/scores.ts';
import { latestInstrument } from '../../../../survey/versions.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const partners: Partner[] = ids.map((id) => ({ id, name: id, kind: null, size: null }));
const answers = Object.fromEntries(
  latestInstrument.concepts.flatMap(({ facets }) =>
    facets.flatMap(({ items }) => items.map(({ id }) => [id, 4])),
  ),
);

/** The figures and the map of a network in which these pairs have contact and these partners answered. */
function score(pairs: [string, string][], reporters = ids): Pick<Scores, 'ties' | 'map'> {
  return scoreNetwork({
    instrument: latestInstrument,
    partners,
    responses: reporters.map((partner) => ({ respondent: partner, partner, answers })),
    ties: pairs
      .filter(([from]) => reporters.includes(from))
      .map(([from, to]) => ({ from, to, frequency: 2, familiarity: 1, dependence: 1 })),
  });
}

const nothing = { nodes: [], edges: [] };

const withOthers = (one: string) => ids.filter((id) => id !== one).map((id): [string, string] => [one, id]);
const wheel = ids.map((id, i): [string, string] => [id, ids[(i + 1) % ids.length]!]);

test.each([
  [
    'a pure star is called a star, and it says whose contacts they are',
    withOthers('a'),
    ids,
    'lijkt op een ster',
    'Bij 6 van de 6 contacten is a betrokken.',
  ],
  ['a ring is spread evenly', wheel, ids, 'vrij gelijk verdeeld', 'gemiddeld contact met 2 van de 6 andere'],
  [
    'everybody with everybody is said so',
    ids.flatMap(withOthers),
    ids,
    'iedereen heeft contact met iedereen',
    'gemiddeld contact met 6 van de 6 andere',
  ],
  [
    'one partner with more contacts than the rest is a middle, not a star',
    [...wheel, ['a', 'c'], ['a', 'd']] as [string, string][],
    ids,
    'meer in het midden',
    'Bij 4 van de 9 contacten is a betrokken.',
  ],
  [
    'with too few reporters nothing is said of a star',
    withOthers('a'),
    ids.slice(0, 4),
    'kunnen wij niet zeggen',
    'te weinig partners',
  ],
])('%s', (_title, pairs, reporters, words, meaning) => {
  const { ties, map } = score(pairs, reporters);
  const sentence = describeShape(ties, isWithheld(map) ? nothing : map, 'nl');
  expect(sentence).toContain(words);
  expect(sentence).toContain(meaning);
});

test('no contacts at all are neither a star nor spread evenly, in both languages', () => {
  const { ties, map } = score([]);
  expect(isWithheld(map)).toBe(false);
  expect(map).toMatchObject({ edges: [] });
  expect(describeShape(ties, nothing, 'nl')).toBe(
    'Geen van beide: er is nog geen contact tussen partners gemeld.',
  );
  expect(describeShape(ties, nothing, 'en')).toBe(
    'Neither: no contact between partners has been reported yet.',
  );
});

test('nothing is said when contacts were not asked or may not be shown', () => {
  expect(describeShape({ withheld: 'undefined' }, nothing, 'nl')).toBeUndefined();
  expect(describeShape({ withheld: 'minimum' }, nothing, 'en')).toBeUndefined();
});
