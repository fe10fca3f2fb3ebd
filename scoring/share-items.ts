/**
 * Two rounds are compared only on what both asked word for word: a different wording is a different question, even
 * with the same id.
 */
import { hashInstrument } from '../survey/hash-instrument.ts';
import type { Instrument, Item } from '../survey/instrument.ts';
import { type Language, languages } from '../survey/texts.ts';
import { listItems } from './answer-table.ts';

/**
 * The later instrument with only the items that the earlier one has too: the same id, direction and text in
 * every language that both have, on the same scale. Undefined when they share nothing. Instruments without texts
 * share items only when they are the same instrument.
 */
export function shareItems(later: Instrument, earlier: Instrument): Instrument | undefined {
  if (hashInstrument(later) === hashInstrument(earlier)) return later;
  if (later.scale.min !== earlier.scale.min || later.scale.max !== earlier.scale.max) return undefined;
  const before = new Map(listItems(earlier).map((item) => [item.id, item]));
  const concepts = later.concepts
    .map((concept) => ({
      ...concept,
      facets: concept.facets
        .map((facet) => ({
          ...facet,
          items: facet.items.filter((item) => isSame(item, before.get(item.id))),
        }))
        .filter((facet) => facet.items.length > 0),
    }))
    .filter((concept) => concept.facets.length > 0);
  return concepts.length > 0 ? { ...later, concepts } : undefined;
}

function isSame(item: Item, other: Item | undefined): boolean {
  if (!other || Boolean(item.reversed) !== Boolean(other.reversed)) return false;
  const common = languages.filter((language) => textIn(item, language) && textIn(other, language));
  return common.length > 0 && common.every((language) => textIn(item, language) === textIn(other, language));
}

/** A text that is one string is the same in every language. */
function textIn({ text }: Item, language: Language): string | undefined {
  return typeof text === 'string' ? text : text?.[language];
}
