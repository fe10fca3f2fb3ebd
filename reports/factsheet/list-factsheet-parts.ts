/**
 * The parts of the factsheet with their pages and their forms, from generous to compact. Which form is used is measured
 * when it is printed; here only what there is to say counts.
 */
import type { DocumentPart } from '../document/document-parts.ts';
import type { MapView } from '../map/draw-map.ts';
import type { AgreementsView } from './describe-agreements.ts';

/**
 * `ample` has air, `close` has less between things; letters are never smaller. `full` has what people typed as they typed
 * it, `brief` cuts it. The other words say how much of the agreements is shown (`describe-agreements.ts`).
 */
const actionsForms = [
  'ample full whole',
  'close full whole',
  'close full short',
  'close closest full whole',
  'close closest full short',
  'ample full whole pages-2',
  'close full whole pages-2',
  'close brief short pages-2',
  'close brief shorter pages-2',
  'close brief few pages-2',
  'close brief counted pages-2',
];

export type FactsheetParts = Record<'cover' | 'map' | 'themes' | 'sides' | 'actions', DocumentPart>;

interface Said {
  agreements: AgreementsView | undefined;
  map: MapView | undefined;
}

/** Only the forms that differ in what is said. */
export function listFactsheetParts({ agreements, map }: Said): FactsheetParts {
  return {
    cover: { pages: 1, forms: ['ample', 'close', 'close closer', 'close closest'] },
    map: { pages: 1, ...(map && { forms: map.forms }) },
    themes: { pages: 1, forms: ['ample', 'close', 'close closest'] },
    sides: { pages: 1, forms: ['ample', 'close', 'close closest', 'close closest tight', 'ample pages-2'] },
    actions: {
      pages: 1,
      forms: actionsForms.filter((form) => agreements || /whole|brief short/.test(form)),
    },
  };
}
