import { expect, test } from 'vitest';
import { listOpenItems } from '../../../survey/list-open-items.ts';
import { latestInstrument } from '../../../survey/versions.ts';

const reputation = ['knowledge-1', 'knowledge-2', 'experience-1', 'experience-2', 'name-3', 'name-2'];

test('a page that nobody touched has all its statements open, in the order of the page', () => {
  expect(listOpenItems(latestInstrument, 'reputation', { answers: {}, comment: '' })).toEqual(reputation);
});

test('‘weet ik niet’ is an answer: only what was skipped is still open', () => {
  const answers = { 'knowledge-1': 4, 'knowledge-2': null, 'experience-2': 1, 'name-3': 5, 'name-2': 2 };
  expect(listOpenItems(latestInstrument, 'reputation', { answers, comment: '' })).toEqual(['experience-1']);
});
