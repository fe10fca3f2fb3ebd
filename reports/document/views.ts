/**
 * What the templates of documents are given, for the compiler and for `npm run views`; `server/web/views.ts` has the
 * same for pages. Each document declares its own beside the code that renders it:
 *
 *     declare module '../document/views.ts' {
 *       interface Documents { 'social-map': SocialMapPage }
 *     }
 *
 * `renderDocument('social-map', page)` takes exactly that. A part sees only what it is handed.
 *
 * `{{t "key" name=value}}` gives a text in the language of the document; `document-parts.ts` tells `{{#part}}` and
 * `{{in}}`.
 */
import type { Language } from '../../survey/texts.ts';
import type { HeadView } from '../figures/describe-round.ts';
import type { Looks } from '../figures/factsheet-input.ts';
import type { reportTexts } from '../words/report-texts.ts';
import type { DocumentPart, Variant } from './document-parts.ts';

/** Documents by the name of their template: what it is given besides the frame. */
// biome-ignore lint/suspicious/noEmptyInterface: each document adds its own.
export interface Documents {}

/** Pictures by the name of their template: SVG without a frame, and so without texts of their own. */
// biome-ignore lint/suspicious/noEmptyInterface: each picture adds its own.
export interface Pictures {}

/** Parts by the name of their template: all that they are handed, and all that they see. */
export interface Parts {
  head: HeadView;
  'small-print': SmallPrint;
  variants: readonly Variant[];
  withheld: WithheldView;
}

/** What every document has, whether or not its own template reads it. */
export interface DocumentFrame {
  language: Language;
  title: string;
  /** At the foot of each printed page. */
  foot: string;
  /** Of the municipality. */
  looks?: Looks | undefined;
}

/** The document around a page. */
export interface Layout extends Pick<DocumentFrame, 'language' | 'title' | 'foot'> {
  policy: string;
  stylesheet: string;
  /** On top of the style sheet that all documents share. */
  ownStylesheet: string | undefined;
  /** Fonts for what is not Latin in this document, and the colour of the municipality; '' when neither is there. */
  lastStyle: string;
  body: string;
  /** What only this document does. */
  ownScript: string | undefined;
  pageScript: string;
}

/** Instead of the scores of a network in which too few partners answered. */
export interface WithheldView {
  minimum: number;
  /** How many were asked. */
  partners: number;
}

/** The cover of the factsheet has the privacy statement; a document without a cover has it here. */
type SmallPrint = { method: readonly string[] } & (
  | { privacy: readonly string[]; head: Pick<HeadView, 'printedOn' | 'madeUp'> }
  | { privacy?: undefined; head?: undefined }
);

/** What a template calls with something behind its name. @public */
export interface Helpers {
  t: ReturnType<typeof reportTexts>;
  in(words: string): string;
  part(part: DocumentPart): void;
}

/** What the check of views knows of a template: what it is given, what `@root` is, which parts it may call. @public */
export type Templates = {
  [Name in keyof Documents]: {
    given: Documents[Name] & DocumentFrame;
    root: Documents[Name] & DocumentFrame;
    parts: Parts;
  };
} & {
  [Name in keyof Parts]: { given: Parts[Name]; root: DocumentFrame; parts: Parts; isPart: true };
} & {
  [Name in keyof Pictures]: { given: Pictures[Name]; root: Pictures[Name]; parts: Parts };
} & { document: { given: Layout; root: Layout; parts: object } };
