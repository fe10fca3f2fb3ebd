/**
 * A part of a document has a limited number of pages, and may come in several forms: the browser that prints takes the
 * first that fits (`fit-parts.js`). The helpers here mark a part, and what is shown in only some of its forms. A screen
 * shows the first form.
 */
import handlebars from 'handlebars';

export interface DocumentPart {
  /** How many pages it may take; it starts on a new one. */
  pages: number;
  /**
   * From generous to compact. A form is a few words, for the style sheet and for `in`; `pages-3` among them gives it
   * three pages. Left out: the part has one form, which must fit.
   */
  forms?: readonly string[];
}

/** A text as it reads in the forms that have one of these words; '' is all forms. */
export interface Variant {
  text: string;
  in: string;
}

/** From texts by the word of their form; texts that read the same become one variant. */
export function listVariants(texts: Record<string, string>): Variant[] {
  const alike = Map.groupBy(Object.entries(texts), ([, text]) => text);
  if (alike.size === 1) return [{ text: [...alike.keys()][0]!, in: '' }];
  return [...alike].map(([text, words]) => ({ text, in: words.map(([word]) => word).join(' ') }));
}

/**
 * `{{#part parts.map}}…{{/part}}` is a part; in it, `<p{{in "small dense"}}>` is shown in the forms with those words.
 */
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
