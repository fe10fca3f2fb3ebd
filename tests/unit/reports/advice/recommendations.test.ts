import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type LocalRecommendation,
  listRecommendations,
  type Recommendation,
} from '../../../../reports/advice/list-recommendations.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import type { FacetClass } from '../../../../scoring/scores.ts';
import { type Language, languages } from '../../../../survey/texts.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { answerAlike, answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

type Found = Recommendation & { at: string };

const classes: FacetClass[] = ['weak', 'unequal', 'attention', 'strong'];
const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
const library = { nl: listAll('nl'), en: listAll('en') };

function listAll(language: Language): Found[] {
  return facets.flatMap(({ id }) =>
    classes.flatMap((facetClass) =>
      listRecommendations(language, id, facetClass, 'x').map((found) => ({
        ...found,
        at: `${id}.${facetClass}`,
      })),
    ),
  );
}

/** What stands in the files themselves, where a text that the code never reaches would be seen too. */
function readTexts(name: string, language: Language): Record<string, unknown> {
  const url = new URL(`../../../../reports/advice/recommendations/${name}.${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}

function listKeys(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return [at];
  return Object.entries(value as object).flatMap(([key, inner]) => listKeys(inner, `${at}/${key}`));
}

function countWords(sentence: string): number {
  return sentence.trim().split(/\s+/).length;
}

function splitSentences(text: string): string[] {
  return text.split(/[.!?:;](?:\s|$)/).filter((sentence) => sentence.trim() !== '');
}

describe.each(languages)('the library (%s)', (language) => {
  const all = library[language];

  test('has two recommendations or more for each facet and class', () => {
    const counts = Object.groupBy(all, ({ at }) => at);
    expect(Object.keys(counts)).toHaveLength(14 * 4);
    for (const found of Object.values(counts)) expect(found!.length).toBeGreaterThanOrEqual(2);
  });

  test('fills in every field', () => {
    for (const { at: _at, ...found } of all) {
      expect(Object.keys(found).sort()).toEqual(['action', 'firstStep', 'id', 'source', 'text', 'who']);
      for (const text of Object.values(found)) expect(text.trim().length, found.id).toBeGreaterThan(3);
    }
  });

  test('says nothing twice', () => {
    for (const field of ['id', 'action', 'text', 'firstStep'] as const) {
      const texts = all.map((found) => found[field]);
      expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
    }
  });

  test('is written in short sentences, three at most, with a short title', () => {
    const lengths = all.flatMap(({ action, text, who, firstStep }) =>
      [action, text, who, firstStep].flatMap(splitSentences).map(countWords),
    );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(15);
    for (const { action, text, firstStep } of all) {
      expect(text.split(/[.!?](?:\s|$)/).filter(Boolean).length, text).toBeLessThanOrEqual(3);
      expect(countWords(action), action).toBeLessThanOrEqual(10);
      expect(action).not.toMatch(/[.:]$/);
      for (const sentence of [text, firstStep]) expect(sentence).toMatch(/[.?]$/);
    }
  });

  test('names only sources that exist, and not the same one for a whole facet', () => {
    const known = [
      /in Weert \(2021\)$/,
      /Stap voor stap naar een krachtig netwerk, (stap|step) [0-5]$/,
      /Stap voor stap naar een krachtig netwerk, (hoofdstuk|chapter) [23]$/,
      /Samenhang in armoedebeleid \(2009\), (stap|step) [1-7]$/,
      /NJi, Lokaal integraal samenwerken rond armoede$/,
      /Alliantie van Kracht, (bestuurlijke werktafel|working table of administrators) \(2022\)$/,
      /Huxham (en|and) Vangen, Managing to Collaborate \(2005\)$/,
      /Provan (en|and) Kenis, Modes of Network Governance \(2008\)$/,
    ];
    for (const { id, source } of all) {
      expect(known.filter((pattern) => pattern.test(source)).length, id).toBe(1);
    }
    for (const facet of facets) {
      const own = all.filter(({ at }) => at.startsWith(`${facet.id}.`));
      expect(new Set(own.map(({ source }) => source)).size).toBeGreaterThanOrEqual(3);
    }
  });

  test('gives both recommendations of the Weert study first', () => {
    expect(listRecommendations(language, 'contact', 'weak', 'x')[0]!.id).toBe('walk-in-hour');
    expect(listRecommendations(language, 'awareness', 'weak', 'x')[0]!.id).toBe('social-map');
  });
});

test('both languages have the same recommendations, in the same order, after the same source', () => {
  expect(library.en.map(({ id, at }) => `${at} ${id}`)).toEqual(
    library.nl.map(({ id, at }) => `${at} ${id}`),
  );
  for (const name of ['sharing', 'quality', 'interdependence', 'reputation', 'general', 'sources']) {
    const [nl, en] = [readTexts(name, 'nl'), readTexts(name, 'en')];
    expect(listKeys(en)).toEqual(listKeys(nl));
    expect(listSources(en)).toEqual(listSources(nl));
  }
});

function listSources(texts: unknown): string[] {
  return JSON.stringify(texts).match(/"source":"[^"]*"/g) ?? [];
}

test('a facet of somebody else’s instrument gets general advice for its class, with its name', () => {
  const actions = classes.flatMap((facetClass) =>
    listRecommendations('nl', 'goodwill', facetClass, 'goede $& wil').map(({ action }) => action),
  );
  expect(actions[0]).toBe('Bespreek samen: goede $& wil');
  expect(new Set(actions).size).toBe(8);
  for (const action of actions) expect(action).toMatch(/: goede \$& wil$/);
});

describe('what a coordinator adds', () => {
  const local: LocalRecommendation = {
    facetId: 'contact',
    class: 'weak',
    action: 'Eet samen <b>soep</b>',
    text: 'Elke eerste dinsdag\nin het buurthuis.',
    who: 'Het buurthuis.',
    firstStep: 'Kies een dinsdag.',
  };

  test('stands first, says whose it is, and only where it belongs', () => {
    const [first, second] = listRecommendations('nl', 'contact', 'weak', 'x', [local]);
    expect(first).toEqual({
      id: 'local-1',
      action: 'Eet samen <b>soep</b>',
      text: 'Elke eerste dinsdag in het buurthuis.',
      who: 'Het buurthuis.',
      firstStep: 'Kies een dinsdag.',
      source: 'van uw eigen netwerk',
    });
    expect(second!.id).toBe('walk-in-hour');
    expect(listRecommendations('en', 'contact', 'weak', 'x', [local])[0]!.source).toBe(
      'from your own network',
    );
    expect(listRecommendations('nl', 'contact', 'strong', 'x', [local])).toHaveLength(2);
    expect(listRecommendations('nl', 'trust', 'weak', 'x', [local])).toHaveLength(2);
  });

  test('without a class it holds for each', () => {
    const everywhere = { ...local, class: null };
    for (const facetClass of classes)
      expect(listRecommendations('nl', 'contact', facetClass, 'x', [everywhere])[0]!.id).toBe('local-1');
  });

  test('stands on the factsheet as it was typed, and never as markup', () => {
    const html = renderFactsheet(makeInput(answerWeert(), { localRecommendations: [local] }));
    expect(html).toContain('Eet samen &lt;b&gt;soep&lt;/b&gt;');
    expect(readWords(html)).toContain('Bron: van uw eigen netwerk.');
    expect(readWords(html)).not.toContain('Open een wekelijks inloopuurtje');
  });
});

describe('on the factsheet', () => {
  const names = ['Gemeente', 'Welzijn', 'School', 'Buurthuis', 'Zorg', 'Politie'];

  /** Theme and part, and the action, of each advice in its order. */
  function readAdvice(html: string): string[] {
    const list = /<section class="advice">.*?<ol>(.*?)<\/ol>/s.exec(html)?.[1] ?? '';
    return [...list.matchAll(/<h3>(.*?)<\/h3>\s*<p class="about">.*?<\/span>(.*?)<\/p>/gs)].map(
      ([, action, about]) => readWords(`${about}: ${action}`),
    );
  }

  test('there are three pieces of advice at most, each with the first idea of the network itself', () => {
    const answered = answerAlike(names, () => 5);
    for (const { answers } of answered.responses) {
      Object.assign(answers, { 'trust-1': 2, 'trust-2': 2, 'contact-3': 3, 'contact-2': 3 });
    }
    const local = ['een', 'twee'].map((word) => ({
      facetId: 'trust',
      action: `Idee ${word}`,
      text: 'Zo gaat het.',
      who: 'Wij.',
      firstStep: 'Begin.',
    }));
    expect(readAdvice(renderFactsheet(makeInput(answered, { localRecommendations: local })))).toEqual([
      'Kwaliteit van samenwerking: vertrouwen en respect: Idee een',
      'Kwaliteit van samenwerking: hoeveelheid contact: Plak een kwartier aan een bestaand overleg',
    ]);
    const html = renderFactsheet(makeInput(answerWeert()));
    expect(readAdvice(html)).toHaveLength(3);
    expect(readWords(html)).toContain('Voor de 3 andere zwakke punten staan ideeën in de gespreksbladen.');
  });

  test('without weaknesses it says how to keep what goes well', () => {
    const html = renderFactsheet(makeInput(answerAlike(names, () => 5)));
    expect(readAdvice(html)).toHaveLength(3);
    expect(readWords(html)).toContain(
      'Er is geen zwak punt gevonden. Bespreek samen hoe u vasthoudt wat goed gaat.',
    );
  });

  test('the advice that the coordinator chose stands in her order, whatever the scores say', () => {
    const chosenAdvice = ['name', 'contact'];
    const advice = readAdvice(renderFactsheet(makeInput(answerWeert(), { chosenAdvice })));
    expect(advice.map((line) => line.split(': ')[1])).toEqual(['goede naam', 'hoeveelheid contact']);
  });

  test('what is agreed and not done gets no advice by the rule, and says how it stands', () => {
    const agreement = {
      round: '2025',
      facet: 'planning',
      what: 'Een jaarplan',
      who: 'Iedereen',
      byWhen: '2026-12-01',
      state: 'open' as const,
    };
    const read = (changes: object) => renderFactsheet(makeInput(answerWeert(), changes));
    const open = read({ agreements: [agreement] });
    expect(readAdvice(open).join()).not.toContain('gezamenlijke planning');
    expect(readWords(open)).toContain('U bent al bezig met: gezamenlijke planning (loopt nog).');
    const done = read({ agreements: [{ ...agreement, state: 'done' }] });
    expect(readAdvice(done)[0]).toContain('gezamenlijke planning');
    const chosen = read({ agreements: [agreement], chosenAdvice: ['planning'] });
    expect(readWords(chosen)).toContain('U bent hier al mee bezig (loopt nog).');
  });
});
