/**
 * The whole HTML document around a page: one file that is the web page and what is printed. Handlebars escapes whatever
 * people typed, and is strict: a field that is not there is an error. `views.ts` says what templates are given.
 */
import handlebars from 'handlebars';
import type { Looks } from '../figures/factsheet-input.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import { otherScripts, toDataUrl, writeFontFaces } from '../fonts/write-font-faces.ts';
import { reportTexts } from '../words/report-texts.ts';
import {
  comparisonStylesheet,
  networkMapScript,
  networkMapStylesheet,
  pageScript,
  readText,
  slidesScript,
  slidesStylesheet,
  socialMapStylesheet,
  stylesheet,
  templateFiles,
} from './assets.ts';
import { partHelpers } from './document-parts.ts';
import { type DocumentKind, makePolicy } from './document-policy.ts';
import type { DocumentFrame, Documents, Layout, Parts, Pictures } from './views.ts';

const engine = handlebars.create();
engine.registerHelper('t', (key: string, { hash, data }: handlebars.HelperOptions) => {
  const text = reportTexts((data.root as DocumentFrame).language).find(key, hash);
  if (text === undefined) throw new Error(`There is no text with the key '${key}'.`);
  return text;
});
engine.registerHelper(partHelpers);
const templates = new Map(
  [...templateFiles].map(([name, file]) => [
    name,
    engine.compile<object>(readText(file), { strict: true, explicitPartialContext: true }),
  ]),
);
for (const [name, template] of templates) engine.registerPartial(name, template);
const renderLayout: (layout: Layout) => string = templates.get('document')!;

/** Where a document differs from the others. */
const own: {
  [Name in keyof Documents]?: { kind: DocumentKind; ownStylesheet?: string; ownScript?: string };
} = {
  'compared-years': { kind: 'comparison', ownStylesheet: comparisonStylesheet },
  'compared-networks': { kind: 'comparison', ownStylesheet: comparisonStylesheet },
  slides: { kind: 'slides', ownStylesheet: slidesStylesheet, ownScript: slidesScript },
  'social-map': { kind: 'social-map', ownStylesheet: socialMapStylesheet },
  'network-map': { kind: 'network-map', ownStylesheet: networkMapStylesheet, ownScript: networkMapScript },
};

/** Renders the document with the template of this name, as a self-contained HTML file. */
export function renderDocument<Name extends keyof Documents>(
  name: Name,
  page: Documents[Name] & DocumentFrame,
): string {
  const { language, title, foot, looks }: DocumentFrame = page;
  const { kind, ownStylesheet, ownScript } = own[name] ?? { kind: 'factsheet' as const };
  // A sign that is two, or an old one for the same (a Korean 並), is drawn by the font of the one that it equals.
  const body = templates.get(name)!(page).trimEnd().normalize('NFC');
  const fontFaces = embedFonts([body, foot, stylesheet, ownStylesheet].join(''));
  const lastStyle = fontFaces + writeColour(looks);
  return renderLayout({
    language,
    title,
    foot,
    policy: makePolicy(kind, lastStyle),
    stylesheet,
    ownStylesheet,
    lastStyle,
    body,
    ownScript,
    pageScript,
  });
}

/** Renders a picture, or a part that is one on its own. */
export function renderSvg<Name extends keyof (Parts & Pictures)>(
  name: Name,
  picture: (Parts & Pictures)[Name],
): string {
  return templates.get(name)!(picture).trimEnd().normalize('NFC');
}

/** The fonts that this text needs besides Latin letters, as a style sheet that brings them. */
function embedFonts(text: string): string {
  return writeFontFaces(otherScripts, findFonts(text), toDataUrl);
}

/** The main colour of the municipality instead of ours; anything but a colour is left out. */
function writeColour(looks: Looks | undefined): string {
  const { colour = '' } = looks ?? {};
  return /^#[0-9a-f]{6}$/i.test(colour) ? `:root{--teal:${colour}}` : '';
}
