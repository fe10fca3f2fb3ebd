/**
 * The forms of the list of partners under the drawing: in ordinary letters, in small ones, or in four or five
 * columns instead of three; and where that is not enough, with long names cut, but never so that two become alike. What fits is
 * measured when it is printed. A web page has room for whole names.
 */
import { listVariants, type Variant } from '../document/document-parts.ts';
import { shortenApart } from '../words/shorten-name.ts';

/** By the word of the form: the maximum length of a name. */
const lengths = { 'cut-80': 80, 'cut-54': 54, 'cut-40': 40, 'cut-30': 30, 'cut-23': 23, 'cut-18': 18 };

const mapForms = [
  'ordinary whole',
  'small whole',
  'small cut-80',
  'small cut-54',
  'small cut-30',
  'small smallest whole',
  'small smallest cut-54',
  'small smallest cut-40',
  'small smallest cut-23',
  'small smallest five cut-18',
  // For more partners than fit on one page.
  'small cut-54 pages-20',
];

export interface FittedNames {
  /** Each name as it reads in these forms, in the same order. */
  names: Variant[][];
  /** The words of the forms that cut a name; '' is none. */
  cut: string;
  /** The forms of the map that differ for these names. */
  forms: string[];
}

export function fitNames(names: readonly string[]): FittedNames {
  const short = Object.entries(lengths).map(([word, length]) => [word, shortenApart(names, length)] as const);
  const cutting = short.filter(([, cut]) => cut.some((name, i) => name !== names[i])).map(([word]) => word);
  return {
    names: names.map((name, i) =>
      listVariants({ whole: name, ...Object.fromEntries(short.map(([word, cut]) => [word, cut[i]!])) }),
    ),
    cut: cutting.join(' '),
    forms: mapForms.filter(
      (form) =>
        !form.includes('cut') || form.includes('pages') || cutting.some((word) => form.includes(word)),
    ),
  };
}
