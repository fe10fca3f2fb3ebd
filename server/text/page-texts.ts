/**
 * All texts of pages, by section. This floor knows no noun: each noun has a `texts.ts` beside its texts that adds
 * them here, and its code asks the translator that it gets back. A template asks for any key, `{{t "rounds.title"}}`.
 */
import { collectTexts } from '../../survey/text-sections.ts';
import type { TextKey } from '../../survey/texts.ts';

/** The texts by section; each noun extends it with its own. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the texts stand.
export interface PageTexts {}

const collection = collectTexts<PageTexts>();

/** Adds the section of a noun and gives its translator, which takes the keys of that section. */
export const addPageTexts = collection.add;

/** Gives the translator of all sections; in code of a noun the one of its own section says more. */
export const pageTexts = collection.texts;

/** What the log can hold: `rounds.opened` has its words under `rounds.actions.opened`. */
export type Action = {
  [Section in keyof PageTexts]: PageTexts[Section] extends { actions: infer Actions extends object }
    ? `${Section}.${TextKey<Actions>}`
    : never;
}[keyof PageTexts];
