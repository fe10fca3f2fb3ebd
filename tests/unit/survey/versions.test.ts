import { describe, expect, test } from 'vitest';
import { shareItems } from '../../../scoring/share-items.ts';
import { checkInstrument } from '../../../survey/check-instrument.ts';
import { hashInstrument } from '../../../survey/hash-instrument.ts';
import type { Text } from '../../../survey/texts.ts';
import { languages } from '../../../survey/texts.ts';
import { findInstrument, instruments, latestInstrument } from '../../../survey/versions.ts';

const frozenHashes: Record<string, string> = {
  'ketenspiegel 1': 'ba98e5ca8c6b3db882ca23eadee0c3c750e4f33cca08b762f678870273a1e793',
  'ketenspiegel 2': '0a7c122c20736bf9adc6e9d869c7488f3a2699be6e6e8141f8740598bd00989d',
};

test('a frozen version never changes: a correction is a new version, in a new file. The latest is still open', () => {
  const frozen = instruments.filter((instrument) => instrument !== latestInstrument);
  const hashes = frozen.map((instrument) => [
    `${instrument.id} ${instrument.version}`,
    hashInstrument(instrument),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(frozenHashes);
});

test('every version that we ship passes the check that everybody’s instrument has to pass', () => {
  for (const instrument of instruments) expect(checkInstrument(instrument)).toEqual({ instrument });
});

test('a round finds the version that it opened with, also when the database made text of the number', () => {
  const [first] = instruments;
  expect(findInstrument('ketenspiegel', '1')).toBe(first);
  expect(findInstrument('ketenspiegel', 1)).toBe(first);
  expect(findInstrument('ketenspiegel', '3')).toBe(latestInstrument);
  expect(findInstrument('ketenspiegel', '0')).toBeUndefined();
  expect(findInstrument('constructor', '1')).toBeUndefined();
});

describe.each(['1', '3'])('version %s', (version) => {
  const instrument = findInstrument('ketenspiegel', version)!;
  const facets = instrument.concepts.flatMap((concept) => concept.facets);
  const items = facets.flatMap((facet) => facet.items);
  const textOf = (item: { text?: Text | string }) => item.text as Text;

  test('has the four concepts and their fourteen facets, in the order of the study', () => {
    const order = instrument.concepts.map((concept) => [concept.id, concept.facets.map((facet) => facet.id)]);
    expect(order).toEqual([
      ['sharing', ['responsibilities', 'expertise', 'values', 'planning']],
      ['quality', ['trust', 'communication', 'contact', 'awareness']],
      ['interdependence', ['impact', 'action', 'dependence']],
      ['reputation', ['knowledge', 'experience', 'name']],
    ]);
  });

  test('asks two statements a facet, 28 in all, each with an id of its own', () => {
    for (const facet of facets) {
      expect(facet.items.map((item) => item.id.replace(/-[123]$/, ''))).toEqual([facet.id, facet.id]);
    }
    expect(new Set(items.map((item) => item.id)).size).toBe(28);
  });

  test('has no statement of more than 20 words, in any language', () => {
    for (const item of items) {
      for (const language of languages) {
        expect(textOf(item)[language].split(/\s+/).length, `${item.id} ${language}`).toBeLessThanOrEqual(20);
      }
    }
  });

  test('has no statement with a negation, so that nobody has to disagree with a ‘not’', () => {
    const negations = /\b(niet|geen|nooit|zonder|not|no|never|without)\b|n't/i;
    for (const item of items) {
      for (const language of languages) expect(textOf(item)[language]).not.toMatch(negations);
    }
  });

  test('asks about our network or our organisation, in one sentence', () => {
    for (const item of items) {
      expect(textOf(item).nl).toMatch(/^(?=.*(ons netwerk|onze organisatie))[^.!?;]+\.$/i);
      expect(textOf(item).en).toMatch(/^(?=.*(our network|our organisation))[^.!?;]+\.$/i);
    }
  });

  test('asks no statement twice', () => {
    for (const language of languages) {
      expect(new Set(items.map((item) => textOf(item)[language])).size).toBe(items.length);
    }
  });

  test('names a facet in at most five words that fit in the middle of a sentence', () => {
    for (const { name } of facets) {
      for (const language of languages) {
        expect(name![language].split(' ').length).toBeLessThanOrEqual(5);
        expect(name![language]).toMatch(/^\p{Ll}.*[^.]$/u);
      }
    }
  });

  test('says everything that a respondent reads in Dutch and in English', () => {
    const { scale, concepts, contacts, consents } = instrument;
    const questions = [contacts!.frequency, contacts!.familiarity, contacts!.dependence];
    const texts = [
      instrument.name,
      instrument.unknown,
      ...scale.labels!,
      ...concepts.flatMap(({ name, intro, openQuestion }) => [name, intro, openQuestion]),
      ...facets.map(({ name }) => name),
      ...items.map(textOf),
      contacts!.intro,
      ...questions.flatMap(({ question, options }) => [question, ...options]),
      consents!.scores,
      consents!.research,
    ];
    for (const text of texts) {
      expect(text).toEqual({ nl: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    }
  });

  test('scores from 1 to 5, weak below 3 and strong from 4', () => {
    expect(instrument.scale).toMatchObject({ min: 1, max: 5 });
    expect(instrument.cutoffs).toEqual({ weak: 3, strong: 4 });
  });

  test('asks how often there is contact in five steps, how well one knows a partner and needs it in three', () => {
    const { frequency, familiarity, dependence } = instrument.contacts!;
    expect([frequency, familiarity, dependence].map(({ options }) => options.length)).toEqual([5, 3, 3]);
  });
});

describe('version 2', () => {
  const { conditions, version: _version, ...rest } = findInstrument('ketenspiegel', '2')!;

  test('is version 1 word for word, with conditions', () => {
    const { version: _first, ...first } = findInstrument('ketenspiegel', '1')!;
    expect(rest).toEqual(first);
    expect(first).not.toHaveProperty('conditions');
  });

  test('asks about time, money, rules, continuity of people and programmes, and room to act', () => {
    expect(conditions!.items.map(({ id }) => id)).toEqual([
      'time',
      'money',
      'rules',
      'staff',
      'programmes',
      'room',
    ]);
  });

  test('says from 1 to 5 whether something is in the way or helps, with the cut-offs at 2.5 and 3.5', () => {
    expect(conditions!.scale).toMatchObject({ min: 1, max: 5 });
    expect(conditions!.cutoffs).toEqual({ hindering: 2.5, helping: 3.5 });
  });

  test('names each condition so that it says nothing about the outcome, in few words of both languages', () => {
    const { name, intro, question, scale, items } = conditions!;
    const texts = [
      name,
      intro,
      question,
      ...scale.labels!,
      ...items.flatMap((item) => [item.name, item.text]),
    ];
    for (const text of texts) {
      expect(text).toEqual({ nl: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    }
    for (const item of items) {
      for (const language of languages) {
        expect(item.name![language].split(' ').length).toBeLessThanOrEqual(5);
        expect(item.name![language]).toMatch(/^\p{Ll}.*[^.]$/u);
        const text = (item.text as Text)[language];
        expect(text.split(' ').length).toBeLessThanOrEqual(20);
        expect(text).not.toMatch(/\b(te weinig|genoeg|goede?|slechte?|too|enough|good|bad|not|niet|geen)\b/i);
      }
    }
  });

  test('says on the page that it may be skipped and does not count towards the themes', () => {
    expect(conditions!.intro!.nl).toMatch(/overslaan.*telt niet mee/);
    expect(conditions!.intro!.en).toMatch(/skip.*does not count/);
  });
});

describe('version 3', () => {
  const { concepts, version: _version, ...rest } = findInstrument('ketenspiegel', '3')!;
  const { concepts: before, version: _second, ...second } = findInstrument('ketenspiegel', '2')!;
  const listItems = (list: typeof concepts) =>
    list.flatMap((concept) => concept.facets.flatMap((facet) => facet.items));

  test('words every statement positively, and the seven that were not have an id of their own', () => {
    const reversed = listItems(before).filter((item) => item.reversed);
    const added = listItems(concepts).filter(({ id }) => listItems(before).every((item) => item.id !== id));
    expect(listItems(concepts).filter((item) => item.reversed)).toEqual([]);
    expect(reversed).toHaveLength(7);
    expect(added.map(({ id }) => id)).toEqual(reversed.map(({ id }) => id.replace(/-[12]$/, '-3')));
  });

  test('is version 2 word for word in everything else, in the same order', () => {
    expect(rest).toEqual(second);
    const without = (list: typeof concepts) =>
      list.map(({ facets, ...concept }) => ({
        ...concept,
        facets: facets.map(({ items, ...facet }) => ({
          ...facet,
          items: items.map((item) => (item.reversed || item.id.endsWith('-3') ? 'reworded' : item)),
        })),
      }));
    expect(without(concepts)).toEqual(without(before));
  });

  test('is compared with version 2 on the 21 statements that both have, on every facet', () => {
    const shared = shareItems(findInstrument('ketenspiegel', '3')!, findInstrument('ketenspiegel', '2')!)!;
    expect(listItems(shared.concepts)).toHaveLength(21);
    expect(shared.concepts.flatMap(({ facets }) => facets)).toHaveLength(14);
  });
});
