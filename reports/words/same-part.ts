/**
 * Is a concept or facet asked in the same words in two versions of the questionnaire? Only then do its scores
 * compare.
 */
import { shareItems } from '../../scoring/share-items.ts';
import type { Instrument, Item } from '../../survey/instrument.ts';

export function isSamePart(later: Instrument, earlier: Instrument, id: string): boolean {
  const shared = shareItems(later, earlier);
  if (!shared) return false;
  const ids = [later, earlier, shared].map((instrument) => listItemIds(instrument, id).sort().join(' '));
  return ids[0] !== '' && new Set(ids).size === 1;
}

/** The items of a concept, facet by facet, or of a facet. */
function listItemIds({ concepts }: Instrument, id: string): string[] {
  const name = (facet: { id: string; items: Item[] }) => facet.items.map((item) => `${facet.id}/${item.id}`);
  const concept = concepts.find((one) => one.id === id);
  if (concept) return concept.facets.flatMap(name);
  return concepts.flatMap(({ facets }) => facets.filter((facet) => facet.id === id)).flatMap(name);
}
