/**
 * The parts of the factsheet with their pages and their forms, from generous to brief. Which form is used is measured
 * when it is printed; here only what there is to say counts.
 */
import type { DocumentPart } from '../document/document-parts.ts';
import type { MapView } from '../map/draw-map.ts';
import type { AdviceView } from './describe-advice.ts';
import type { AgreementsView } from './describe-agreements.ts';

/**
 * For the advice: `wide` gives each weakness a row, `dense` sets it in two columns, `brief` leaves the explanation to
 * the discussion sheets and names each source once, with ideas of the network itself `cut` or `clipped`; `more` adds second ideas, and a line for each facet that is no
 * weakness. `blocks` shows the change by theme, beside the table that says the same. The other words say how much of
 * the agreements is shown (`describe-agreements.ts`).
 */
const findingsForms = [
  'wide more blocks whole',
  'wide more whole',
  'wide blocks whole',
  'wide whole',
  'wide short',
  'dense whole',
  'dense short',
  'brief cut short',
  'brief cut shorter',
  'brief cut few',
  'brief cut counted',
  'brief clipped counted',
];

/** More weaknesses in two columns would be two pages of small print, which nobody reads. */
const maxInColumns = 12;

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
    if (words.includes('dense') && advice.list.length > maxInColumns) return false;
    return agreements ? !words.includes('blocks') : words.includes('whole') || form === 'brief cut short';
  });
  return {
    cover: { pages: 1, forms: ['ample', 'close', 'close closest'] },
    map: { pages: 1, ...(map && { forms: map.forms }) },
    glance: { pages: 1 },
    findings: { pages: 3, forms },
  };
}
