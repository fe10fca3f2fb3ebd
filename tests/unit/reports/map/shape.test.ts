import { expect, test } from 'vitest';
import { describeShape } from '../../../../reports/map/describe-shape.ts';
import type { Partner } from '../../../../scoring/answers.ts';
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

/** The figures of a network in which these pairs have contact and these partners answered. */
function score(pairs: [string, string][], reporters = ids): Scores['ties'] {
  return scoreNetwork({
    instrument: latestInstrument,
    partners,
    responses: reporters.map((partner) => ({ respondent: partner, partner, answers })),
    ties: pairs
      .filter(([from]) => reporters.includes(from))
      .map(([from, to]) => ({ from, to, frequency: 2, familiarity: 1, dependence: 1 })),
  }).ties;
}

const withOthers = (one: string) => ids.filter((id) => id !== one).map((id): [string, string] => [one, id]);
const wheel = ids.map((id, i): [string, string] => [id, ids[(i + 1) % ids.length]!]);

test.each([
  [
    'a pure star is called a star, with its figure',
    withOthers('a'),
    ids,
    'lijkt op een ster',
    '(centralisatie 1,',
  ],
  ['a ring is spread evenly', wheel, ids, 'vrij gelijk verdeeld', '(centralisatie 0,'],
  [
    'everybody with everybody is said so',
    ids.flatMap(withOthers),
    ids,
    'iedereen heeft contact met iedereen',
    '0,',
  ],
  [
    'one partner with more contacts than the rest is a middle, not a star',
    [...wheel, ['a', 'c'], ['a', 'd']] as [string, string][],
    ids,
    'meer in het midden',
    '(centralisatie 0,',
  ],
  [
    'with too few reporters nothing is said of a star',
    withOthers('a'),
    ids.slice(0, 4),
    'kunnen wij niet zeggen',
    'te weinig partners',
  ],
])('%s', (_title, pairs, reporters, words, figure) => {
  const sentence = describeShape(score(pairs, reporters), 'nl');
  expect(sentence).toContain(words);
  expect(sentence).toContain(figure);
});

test('nothing is said when contacts were not asked or may not be shown', () => {
  expect(describeShape({ withheld: 'undefined' }, 'nl')).toBeUndefined();
  expect(describeShape({ withheld: 'minimum' }, 'en')).toBeUndefined();
});
