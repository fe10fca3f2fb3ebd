/**
 * The parts of a document that may take so many pages and no more, with the forms from which the browser that prints
 * takes the first that fits (`fit-parts.js`). Here a part and what stands in only some of its forms get their marks;
 * the first form is that of the page on a screen.
 */
import handlebars from 'handlebars';

export interface DocumentPart {
  /** As many pages as it may take, from a new page on. */
  pages: number;
  /**
   * From generous to compact, each a few words for the style sheet and for what stands in some forms only. `pages-3` among
   * them gives this form three pages. Left out: it has one form, which must fit.
   */
  forms?: readonly string[];
}

/** A text as it stands in the forms with one of these words; '' is all forms. */
export interface Variant {
  text: string;
  in: string;
}

/** Texts by the word of the forms that they stand in; what reads the same stands there once. */
export function listVariants(texts: Record<string, string>): Variant[] {
  const alike = Map.groupBy(Object.entries(texts), ([, text]) => text);
  if (alike.size === 1) return [{ text: [...alike.keys()][0]!, in: '' }];
  return [...alike].map(([text, words]) => ({ text, in: words.map(([word]) => word).join(' ') }));
}

/** `{{#part parts.map}}…{{/part}}` is a part, and `<p{{in "small dense"}}>` in it stands there in those forms. */
export const partHelpers = {
  part(this: unknown, { pages, forms = [''] }: DocumentPart, options: handlebars.HelperOptions): string {
    const [first] = forms as [string];
    const marks = first === '' ? '' : ` data-forms="${forms.join(',')}" data-form="${first}"`;
    const data = handlebars.createFrame(options.data);
    data.words = first.split(' ');
    return `<div data-pages="${pages}"${marks}>\n${options.fn(this, { data })}</div>`;
  },
  in(words: string, { data }: handlebars.HelperOptions): handlebars.SafeString | string {
    if (words === '') return '';
    const isFirst = words.split(' ').some((word) => data.words.includes(word));
    return new handlebars.SafeString(` data-in="${words}"${isFirst ? '' : ' hidden'}`);
  },
};
