/** Pages of the map in tests: the Weert example, one with numbers, a dense one, one whose names attack it, and one of too few. */
import { renderNetworkMap } from '../../reports/network-map/render-network-map.ts';
import { emptyProfile } from '../../survey/profile.ts';
import {
  type Answered,
  answerAlike,
  answerSixty,
  answerWeert,
  hostileNames,
  makeInput,
  tie,
} from './factsheet-inputs.ts';

const profiles = [
  {
    id: 'voedselbank',
    name: 'Voedselbank De Mand',
    kind: 'informal',
    profile: { content: { ...emptyProfile, about: 'Wij delen elke week uit.' }, updatedOn: '2026-05-01' },
  },
];
const rounds = [
  { name: '2026', href: undefined },
  { name: '2025', href: '/weert-2025' },
];
const show = (answered: Answered) =>
  renderNetworkMap({ factsheet: makeInput(answered), back: '/result', rounds, profiles });

const dense = answerAlike(
  Array.from({ length: 24 }, (_none, i) => `Partner ${i + 1}`),
  () => 3,
  Array.from({ length: 24 * 24 }, (_none, i): [number, number] => [1 + Math.floor(i / 24), 1 + (i % 24)])
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ ...tie(from, to), frequency: to - from === 1 ? 4 : 1 })),
);
export const mapPages: Record<string, string> = {
  weert: show(answerWeert()),
  sixty: show(answerSixty()),
  dense: show(dense),
  hostile: show(answerAlike(hostileNames, (i) => 1 + (i % 5), [tie(1, 2), tie(2, 3)])),
  few: show(answerAlike(hostileNames, (i) => (i < 4 ? 3 : undefined))),
};
