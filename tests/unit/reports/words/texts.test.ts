import { expect, test } from 'vitest';
import { listRecommendations } from '../../../../reports/advice/list-recommendations.ts';
import factsheetNl from '../../../../reports/factsheet/texts.nl.json' with { type: 'json' };
import mapNl from '../../../../reports/map/texts.nl.json' with { type: 'json' };
import partnerNl from '../../../../reports/mirror/texts.nl.json' with { type: 'json' };
import facetsNl from '../../../../reports/words/facets.nl.json' with { type: 'json' };
import wordsNl from '../../../../reports/words/texts.nl.json' with { type: 'json' };
import { findFacetSentence, findKindName } from '../../../../reports/words/texts.ts';
import type { FacetClass } from '../../../../scoring/scores.ts';
import { languages } from '../../../../survey/texts.ts';
import { latestInstrument } from '../../../../survey/versions.ts';

const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
const classes: FacetClass[] = ['weak', 'unequal', 'strong', 'attention'];

test.each(languages)('every facet has a sentence of its own for each class (%s)', (language) => {
  const sentences = facets.flatMap((facet) =>
    classes.map((facetClass) => findFacetSentence(language, facet.id, facetClass)),
  );
  expect(new Set(sentences).size).toBe(14 * 4);
});

test('a facet of somebody else’s instrument gets the general wording, also when its id is a word of JavaScript', () => {
  for (const id of ['goodwill', 'constructor', '__proto__', 'toString', 'general']) {
    expect(findFacetSentence('nl', id, 'weak')).toBe('De partners zijn hier niet positief over.');
    expect(listRecommendations('nl', id, 'weak', 'goede $& wil')[0]!.action).toBe(
      'Bespreek samen: goede $& wil',
    );
  }
});

test('a kind of partner that we do not know is called as it was typed', () => {
  expect(findKindName('nl', 'housing')).toBe('Wonen');
  expect(findKindName('nl', 'moestuin')).toBe('moestuin');
});

test('no Dutch sentence is longer than twenty words', () => {
  const long = listTexts({ facetsNl, factsheetNl, mapNl, partnerNl, wordsNl })
    .flatMap((text) => text.split(/[.!?:;]\s/))
    .filter((sentence) => sentence.replace(/\{\{\w+\}\}/g, 'x').split(/\s+/).length > 20);
  expect(long).toEqual([]);
});

function listTexts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(listTexts);
}
