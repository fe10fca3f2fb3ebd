/**
 * The fonts for what Source Sans 3 has no Latin letters for: names in other scripts, emoji, and the signs of documents.
 * Packages hold each font in parts (subsets), so that nobody gets more of it than is used. Everything is under the
 * SIL Open Font License.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as fontkit from 'fontkit';

const require = createRequire(import.meta.url);

/** A part of a font, in one file or in a file for each weight. */
export interface FontSubset {
  /** As its files begin, which is no other's: `noto-sans-sc-87`. */
  name: string;
  files: readonly FontFile[];
  /** What it is meant for, as `unicode-range` in CSS. It need not have all of that. */
  range: string;
  /** Bytes of all its files. */
  size: number;
  /** Has it a glyph for this code point? */
  has(codePoint: number): boolean;
}

export interface FontFile {
  path: string;
  /** As `font-weight` in CSS: `400`, or `100 900` of a variable font. */
  weight: string;
}

interface FontPackage {
  name: string;
  /** Its style sheets that are read; without it `index`, which has all weights in one file. */
  sheets?: readonly string[];
  /** Which subsets, as they are called in the names of the files. */
  subsets: RegExp;
  /** Where the package is wrong about what the font is meant for. */
  range?: string;
}

/** Scripts with a font of their own, which is taken without the Latin letters that come with it. */
const scripts =
  'arabic armenian bengali devanagari ethiopic georgian gujarati gurmukhi hebrew kannada khmer lao malayalam myanmar ' +
  'sinhala syriac tamil telugu thaana thai';

/**
 * In the order in which a letter looks for its font. Chinese goes before Japanese and Korean, which share its
 * characters and draw some of them differently: a text does not say which it is.
 */
const packages: readonly FontPackage[] = [
  {
    name: '@fontsource-variable/source-sans-3',
    subsets: /^(?:vietnamese|greek|cyrillic)(?:-ext)?$/,
  },
  ...scripts.split(' ').map((script) => ({
    name: `@fontsource-variable/noto-sans-${script}`,
    subsets: new RegExp(`^${script}$`),
  })),
  { name: '@fontsource/noto-sans-tifinagh', sheets: ['400'], subsets: /^tifinagh$/ },
  ...['sc', 'jp', 'kr'].map((language) => ({
    name: `@fontsource-variable/noto-sans-${language}`,
    subsets: /^\d+$/,
  })),
  { name: '@fontsource-variable/noto-emoji', subsets: /^\d+$/ },
  { name: '@fontsource-variable/roboto', subsets: /^math$/ },
  { name: '@fontsource/noto-sans-symbols-2', sheets: ['400'], subsets: /^(?:symbols|braille)$/ },
  { name: '@fontsource-variable/noto-sans-symbols', subsets: /^symbols$/ },
  {
    name: '@fontsource/noto-sans-math',
    sheets: ['400'],
    subsets: /^latin$/,
    range: 'U+20D0-23FF,U+25A0-2BFF,U+1D400-1D7FF',
  },
];

/** The Latin letters of Source Sans 3, which every document has. */
export const latin = readSubsets({
  name: '@fontsource/source-sans-3',
  sheets: ['400', '600'],
  subsets: /^latin(?:-ext)?$/,
});

/** All others, in the order in which a letter looks for its font. */
export const fontSubsets: readonly FontSubset[] = packages.flatMap((one) =>
  readSubsets(one).map((subset) => ({ ...subset, files: subset.files.map(forAllWeights) })),
);

/** Of one font a browser takes only the files that are for the same weights: then those are all of them. */
function forAllWeights({ path }: FontFile): FontFile {
  return { path, weight: '100 900' };
}

function readSubsets({ name, sheets = ['index'], subsets, range }: FontPackage): FontSubset[] {
  const font = name.slice(name.indexOf('/') + 1);
  const folder = dirname(require.resolve(`${name}/package.json`));
  const faces = sheets
    .flatMap(
      (sheet) => readFileSync(join(folder, `${sheet}.css`), 'utf8').match(/@font-face \{[^}]*\}/g) ?? [],
    )
    .map((face) => readFace(face, font));
  const wanted = faces.filter(({ subset }) => subsets.test(subset));
  if (wanted.length === 0) throw new Error(`The package ${name} has none of the subsets ${subsets}.`);
  return [...Map.groupBy(wanted, ({ subset }) => subset)].map(([subset, alike]) =>
    describeSubset(
      `${font}-${subset}`,
      alike.map(({ file, weight }) => ({ path: join(folder, file), weight })),
      range ?? alike[0]!.range,
    ),
  );
}

/** What a rule of a package says: `src: url(./files/noto-sans-sc-87-wght-normal.woff2)`. */
function readFace(face: string, font: string) {
  const file = /url\(\.\/(files\/[^)]+\.woff2)\)/.exec(face)![1]!;
  const subset = file.slice(`files/${font}-`.length).replace(/-(?:wght|\d+)-normal\.woff2$/, '');
  const weight = /font-weight: ([^;]+);/.exec(face)![1]!;
  return { file, subset, weight, range: /unicode-range: ([^;]+);/.exec(face)![1]! };
}

function describeSubset(name: string, files: readonly FontFile[], range: string): FontSubset {
  const bounds = range.split(',').map((part) => {
    const [from, to = from] = part.slice('U+'.length).split('-');
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)] as const;
  });
  let glyphs: ReadonlySet<number> | undefined;
  return {
    name,
    files,
    range,
    size: files.reduce((sum, { path }) => sum + statSync(path).size, 0),
    has(codePoint) {
      if (!bounds.some(([from, to]) => from <= codePoint && codePoint <= to)) return false;
      glyphs ??= readGlyphs(files[0]!.path);
      return glyphs.has(codePoint);
    },
  };
}

function readGlyphs(path: string): ReadonlySet<number> {
  // Loaded when a text asks for it first: most processes make no document.
  const { create } = require('fontkit') as typeof fontkit;
  return new Set((create(readFileSync(path)) as fontkit.Font).characterSet);
}
