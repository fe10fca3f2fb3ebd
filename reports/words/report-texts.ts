/**
 * The texts of documents, by section: `words.…` is what they share, and each document adds its own with the `texts.ts`
 * of its folder. A template asks for any key, `{{t "factsheet.title"}}`.
 */
import { collectTexts } from '../../survey/text-sections.ts';

/** The texts by section; each document extends it with its own. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the texts are.
export interface ReportTexts {}

const collection = collectTexts<ReportTexts>();

/** Adds the section of a document and gives its translator, which takes the keys of that section. */
export const addReportTexts = collection.add;

/** Gives the translator of all sections, for templates. */
export const reportTexts = collection.texts;
