/**
 * What was just done, said on the page after a form: the form goes on to `PAGE?done=KEY`, and that page shows the
 * sentence of the key. The sentences are in the texts of the noun, under `done`.
 */
import type { FastifyRequest } from 'fastify';
import { type PageTexts, pageTexts } from '../text/page-texts.ts';
import { readQuery } from './fields.ts';
import { readerLanguage } from './submit-form.ts';

/** How one noun says what was done. */
export interface Done<Key extends string> {
  /** The address of a page that says this. */
  after(href: string, key: Key): string;
  /** The sentence of the request; undefined when it has no key of this noun. Some are said in other words here. */
  read(request: FastifyRequest, instead?: Partial<Record<Key, Key>>): string | undefined;
}

/** The keys that one knows. */
export type DoneKey<One> = One extends Done<infer Key> ? Key : never;

/** The sections with sentences under `done`. */
type WithDone = {
  [Section in keyof PageTexts]: PageTexts[Section] extends { done: object } ? Section : never;
}[keyof PageTexts];
type KeyOf<Section extends WithDone> = PageTexts[Section] extends { done: infer Sentences }
  ? Extract<keyof Sentences, string>
  : never;

/** Makes it for a section of the page texts. */
export function createDone<Section extends WithDone>(section: Section): Done<KeyOf<Section>> {
  return {
    after: (href, key) => `${href}${href.includes('?') ? '&' : '?'}done=${key}`,
    read(request, instead = {}) {
      const asked = readQuery(request, 'done');
      const key = Object.hasOwn(instead, asked) ? instead[asked as KeyOf<Section>] : asked;
      return asked === '' ? undefined : pageTexts(readerLanguage(request)).find(`${section}.done.${key}`);
    },
  };
}
