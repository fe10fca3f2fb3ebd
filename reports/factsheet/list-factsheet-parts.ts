/**
 * The parts of the factsheet with their pages and their forms, from generous to brief. Which form a part has is measured
 * when it is printed; what counts here is only what there is to say.
 */
import type { DocumentPart } from '../document/document-parts.ts';
import type { MapView } from '../map/draw-map.ts';
import type { AdviceView } from './describe-advice.ts';
import type { AgreementsView } from './describe-agreements.ts';

/**
 * Of the advice `wide` has a row for each weakness, `dense` two columns, and `brief` leaves the explanation to the discussion
 * sheets and names each source once; `more` has second ideas, and one line each for what is no weakness. `blocks`
 * has last year by theme, beside the table that says the same. The others are how much stands there of the
 * agreements.
 */
const findingsForms = [
  'wide more blocks whole',
  'wide more whole',
  'wide blocks whole',
  'wide whole',
  'wide short',
  'dense whole',
  'dense short',
  'brief short',
  'brief shorter',
  'brief few',
  'brief counted',
];

/** More weaknesses than this are not explained in two columns: two pages of small letters, that nobody reads. */
const mostInColumns = 12;

export type FactsheetParts = Record<'cover' | 'map' | 'glance' | 'findings', DocumentPart>;

interface Said {
  advice: AdviceView;
  agreements: AgreementsView | undefined;
  map: MapView | undefined;
}

/** Only the forms that differ in what is said. */
export function listFactsheetParts({ advice, agreements, map }: Said): FactsheetParts {
  const hasMore = advice.short.length > 0 || advice.list.some(({ more }) => more.length > 0);
  const forms = findingsForms.filter((form) => {
    const words = form.split(' ');
    if (words.includes('more') && !hasMore) return false;
    if (words.includes('dense') && advice.list.length > mostInColumns) return false;
    return agreements ? !words.includes('blocks') : words.includes('whole') || form === 'brief short';
  });
  return {
    cover: { pages: 1, forms: ['ample', 'close', 'close closest'] },
    map: { pages: 1, ...(map && { forms: map.forms }) },
    glance: { pages: 1 },
    findings: { pages: 3, forms },
  };
}
