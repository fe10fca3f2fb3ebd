/** Which fonts a text brings into a document. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFonts } from '../../../reports/fonts/find-fonts.ts';
import { fontSubsets, latin } from '../../../reports/fonts/font-subsets.ts';
import { renderSocialMap } from '../../../reports/social-map/render-social-map.ts';
import { namesInScripts } from '../../support/names-in-scripts.ts';
import { makeMap, mapPartner } from '../../support/social-map-inputs.ts';

const rooms = ['reports', 'scoring', 'survey'].map((room) => join(import.meta.dirname, '../../..', room));
const isDrawn = (sign: string) =>
  [...latin, ...fontSubsets].some((subset) => subset.has(sign.codePointAt(0)!));

function readEscapes(css: string): string {
  return css.replace(/\\([0-9a-f]{4,6})\b/gi, (_escape, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

test('each sign in templates, texts, styles, scripts and code of documents is in a font that documents bring', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:hbs|json|css|js|ts)$/.test(name))
      .map((name) => join(room, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  const missing = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    // In code such escapes are ranges of letters.
    const source = file.endsWith('.css') ? readEscapes(text) : text;
    const signs = new Set(source.match(/[^\p{ASCII}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu));
    return [...signs].filter((sign) => !isDrawn(sign)).map((sign) => `${sign} in ${file}`);
  });
  expect(missing).toEqual([]);
});

test.each(Object.entries(namesInScripts))('there is a font for each sign of a name: %s', (_script, name) => {
  const signs = name.match(/[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu)!;
  expect(signs.filter((sign) => !isDrawn(sign))).toEqual([]);
});

describe('a text brings only what it needs', () => {
  test('a text in Dutch, or in a language near by, brings nothing', () => {
    expect(findFonts('Één coördinator – ‘keten’: 5 € … Łódź, Ğ')).toEqual([]);
  });

  test('a sign without a font brings nothing either', () => {
    expect(findFonts('𓀀 \ue000 \u2028')).toEqual([]);
  });

  test('letters come from the font of their script, and what stands between them from the same', () => {
    expect(findFonts('مرحبا، ٣؟').map(({ name }) => name)).toEqual(['noto-sans-arabic-arabic']);
  });

  test('a sign comes from the smallest part that has it', () => {
    const [only, ...more] = findFonts('△');
    expect(more).toEqual([]);
    expect(only!.size).toBeLessThan(20_000);
  });

  test('a letter that is typed as two signs counts as one', () => {
    expect(findFonts('i\u0307stanbul e\u0301').map(({ name }) => name)).toEqual(
      findFonts('i̇stanbul é').map(({ name }) => name),
    );
  });
});

test('a document in Dutch stays small, and one with a Chinese name grows by the parts that the name needs', () => {
  const size = (name: string) => renderSocialMap(makeMap([mapPartner(name)])).length;
  const dutch = size('Chinese vereniging');
  expect(dutch).toBeLessThan(300_000);
  expect(size('海牙華人協會')).toBeGreaterThan(dutch + 50_000);
  expect(size('海牙華人協會')).toBeLessThan(dutch + 700_000);
});
