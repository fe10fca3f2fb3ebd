/** What comparisons are made from in tests: rounds of one network, each compared with the one before it. */
import type {
  ComparedNetwork,
  NetworksInput,
  YearsInput,
} from '../../reports/comparison/comparison-input.ts';
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { listItems } from '../../scoring/answer-table.ts';
import type { Response } from '../../scoring/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { makeInput } from './factsheet-inputs.ts';

export interface Year {
  name: string;
  /** Numbers of the partners that answered. */
  answered: readonly number[];
  /** How good everybody finds everything, from 1 to 5; each partner a little differently. */
  opinion?: number;
  /** The same for one facet, by its id. */
  opinions?: Record<string, number>;
  instrument?: Instrument;
}

const all = Array.from({ length: 20 }, (_none, i) => i + 1);

export const list = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, i) => from + i);

function answerAll({
  answered,
  opinion = 3.4,
  opinions = {},
  instrument = latestInstrument,
}: Year): Response[] {
  const facetOf = new Map(
    instrument.concepts.flatMap(({ facets }) =>
      facets.flatMap(({ id, items }) => items.map((item) => [item.id, id] as const)),
    ),
  );
  return answered.map((partner) => ({
    respondent: `r${partner}`,
    partner: `P${partner}`,
    answers: Object.fromEntries(
      listItems(instrument).map(({ id, reversed }, place) => {
        const own = opinions[facetOf.get(id)!] ?? opinion;
        const raw = Math.round(own + ((partner * 7 + place * 3) % 5) / 2 - 1);
        const value = Math.min(5, Math.max(1, raw));
        return [id, reversed ? 6 - value : value];
      }),
    ),
  }));
}

/** The rounds as they stand in a comparison, from the oldest to the latest. */
function makeRounds(years: readonly Year[], changes: Partial<FactsheetInput> = {}): FactsheetInput[] {
  return years.map((year, place) => {
    const earlier = years[place - 1];
    const closedAt = `${/\d{4}/.exec(year.name)?.[0] ?? 2026}-09-30T12:00:00Z`;
    const instrument = year.instrument ?? latestInstrument;
    const partners = all.map((i) => ({ id: `P${i}`, name: `Partner ${i}`, kind: null, size: null }));
    const base = makeInput(
      {
        partners,
        responses: answerAll(year),
        ties: [],
        ...(earlier && {
          previous: {
            instrument: earlier.instrument ?? latestInstrument,
            responses: answerAll(earlier),
          },
        }),
      },
      { instrument, network: { name: 'Samen tegen armoede', madeUp: false }, ...changes },
    );
    return {
      ...base,
      round: { ...base.round, name: year.name, openedAt: closedAt, closesAt: closedAt, closedAt },
      ...(earlier && { previousRound: { name: earlier.name, closedAt } }),
    };
  });
}

export function makeYears(years: readonly Year[], changes: Partial<YearsInput> = {}): YearsInput {
  return {
    language: 'nl',
    municipality: { name: 'Weert' },
    network: { name: 'Samen tegen armoede', madeUp: false },
    printedOn: '2026-10-02T09:00:00Z',
    ...changes,
    rounds: makeRounds(years, { language: changes.language ?? 'nl' }),
  };
}

/** Networks by name with how good everybody finds everything. */
export function makeNetworks(
  networks: readonly ({ name: string } & Partial<Pick<ComparedNetwork, 'isOther'> & Omit<Year, 'name'>>)[],
  changes: Partial<NetworksInput> = {},
): NetworksInput {
  return {
    language: 'nl',
    municipality: { name: 'Weert' },
    printedOn: '2026-10-02T09:00:00Z',
    otherVersion: [],
    withoutRound: [],
    isShared: false,
    networks: networks.map(({ name, isOther = false, answered = list(1, 12), ...year }, i) => ({
      id: String(i),
      isOther,
      result: makeRounds([{ name: '2026', answered, ...year }], {
        language: changes.language ?? 'nl',
        network: { name, madeUp: false },
        municipality: { code: 'GM0001', name: isOther ? 'Elders' : 'Weert' },
      })[0]!,
    })),
    ...changes,
  };
}
