/**
 * What was just done, said on the page after a form: the form goes on to `PAGE?done=KEY`, and that page shows the
 * sentence of the key. The sentences stand in the texts of the noun, under `done`.
 */
import type { FastifyRequest } from 'fastify';
import { pageTexts } from '../text/texts.ts';
import { readQuery } from './fields.ts';
import { languageOf } from './submit-form.ts';

/** How one noun says what was done. */
export interface Done<Key extends string> {
  /** The address of a page that says this. */
  after(href: string, key: Key): string;
  /** The sentence of the request; undefined when it has no key of this noun. Some are said in other words here. */
  read(request: FastifyRequest, instead?: Partial<Record<Key, Key>>): string | undefined;
}

/** The keys that one knows. */
export type DoneKey<One> = One extends Done<infer Key> ? Key : never;

/** Makes it for a room of the page texts and its sentences. */
export function createDone<Key extends string>(room: string, sentences: Record<Key, string>): Done<Key> {
  return {
    after: (href, key) => `${href}${href.includes('?') ? '&' : '?'}done=${key}`,
    read(request, instead = {}) {
      const asked = readQuery(request, 'done');
      if (!Object.hasOwn(sentences, asked)) return undefined;
      const key = asked as Key;
      return pageTexts(languageOf(request))(`${room}.done.${instead[key] ?? key}`);
    },
  };
}
