/** Comparisons and discussion sheets that are kept as they look, by the name of their golden files. */
import type { NetworksInput, YearsInput } from '../../reports/comparison/comparison-input.ts';
import { renderComparison } from '../../reports/comparison/render-comparison.ts';
import { renderNetworkComparison } from '../../reports/comparison/render-network-comparison.ts';
import { renderDiscussionSheets } from '../../reports/discussion-sheets/render-discussion-sheets.ts';
import { list, makeNetworks, makeYears, type Year } from './comparison-inputs.ts';
import { goldenCases } from './factsheet-inputs.ts';

const year = (name: string, opinion = 3.4, answered = list(1, 12)): Year => ({ name, opinion, answered });

/** With a year in which too few took part, years without a round, and a name that is too long for its column. */
export const sixYears = [
  year('2019', 2.6),
  year('2020', 2.9),
  year('2021', 3.1, list(1, 3)),
  year('2023', 3.1, list(1, 10)),
  year('2024', 3.5, list(3, 17)),
  year('Voorjaar 2026 in alle wijken en dorpen', 3.2, list(3, 17)),
];

/** Some of it better, some worse, the rest as it was. */
const mixedYears: Year[] = [
  { ...year('2025', 3.4, list(1, 20)), opinions: { name: 4.2, contact: 2.4 } },
  { ...year('2026', 3.4, list(1, 20)), opinions: { name: 3.2, contact: 3.6, planning: 3.6, trust: 4.1 } },
];

const longName = 'Samen tegen armoede en schulden in de wijken van Weert-Zuid, Stramproy en Tungelroy';

/** The looks of a municipality with a logo and a colour of its own. */
const { looks } = goldenCases.own!();

function withLooks<Input extends YearsInput>(input: Input): Input {
  return { ...input, rounds: input.rounds.map((round) => ({ ...round, looks })) };
}

const few = (changes: Partial<NetworksInput> = {}) =>
  makeNetworks(
    [
      { name: 'Armoede' },
      { name: longName, opinion: 2.6 },
      { name: 'Samen', isOther: true, opinion: 4 },
      { name: 'Zorg', answered: list(1, 4) },
    ],
    { isShared: true, ...changes },
  );

export const comparisonCases: Record<string, () => string> = {
  'years-two': () => renderComparison(withLooks(makeYears(mixedYears))),
  'years-same': () => renderComparison(makeYears([year('2025'), year('2026')])),
  'years-six': () => renderComparison(makeYears(sixYears)),
  'years-six-en': () => renderComparison(makeYears(sixYears, { language: 'en' })),
  'years-withheld': () => renderComparison(makeYears([year('2025'), year('2026', 3.4, list(1, 4))])),
  networks: () => renderNetworkComparison(few()),
  'networks-en': () => renderNetworkComparison(few({ language: 'en' })),
  'networks-many': () =>
    renderNetworkComparison(
      makeNetworks(
        Array.from({ length: 24 }, (_none, i) => ({
          name: `Netwerk ${String.fromCharCode(65 + i)}`,
          opinion: 2.4 + (i % 7) * 0.3,
          answered: list(1, 8 + (i % 8)),
        })),
      ),
    ),
  sheets: () => renderDiscussionSheets(goldenCases.own!()),
  'sheets-en': () => renderDiscussionSheets(goldenCases['weert-en']!()),
};
