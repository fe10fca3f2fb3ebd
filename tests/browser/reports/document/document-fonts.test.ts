/** Documents on a machine without fonts: every text is drawn, on the screen and on paper, by fonts that they bring. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFonts } from '../../../../reports/fonts/find-fonts.ts';
import { latin } from '../../../../reports/fonts/font-subsets.ts';
import { openPrintPage, type PrintPage } from '../../../../reports/print/print-page.ts';
import { renderSocialMap } from '../../../../reports/social-map/render-social-map.ts';
import { type BareBrowser, hasBareBrowser, launchBareBrowser } from '../../../support/bare-browser.ts';
import { picturedCases } from '../../../support/golden.ts';
import { mirrorGoldenCases } from '../../../support/mirror-cases.ts';
import { namesInScripts } from '../../../support/names-in-scripts.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { makeMap, mapPartner } from '../../../support/social-map-inputs.ts';

describe.runIf(hasBareBrowser)('on a machine without fonts', () => {
  let bare: BareBrowser;
  let printer: PrintPage;
  beforeAll(async () => {
    bare = await launchBareBrowser();
    printer = await openPrintPage(bare.browser, 60_000);
  });
  afterAll(() => bare.close());

  const draw = (...names: string[]) =>
    renderSocialMap(makeMap(names.map((name, i) => mapPartner(name, { about: name }, { id: `P${i}` }))));
  const print = async (html: string) => readPdf(await printer.print(html));

  const isOfTheMachine = (font: string) => /Open ?Sans/.test(font);

  test('the machine has no font for these names, and what is missing is noticed', async () => {
    const latin = await print('<p style="font-family: DejaVu Sans, Arial">abc</p>');
    expect(latin.missing).toBe(0);
    expect(latin.fonts.filter((font) => !isOfTheMachine(font))).toEqual([]);
    expect((await print('<p>王小明</p>')).missing).toBe(3);
    // A sign of which we have no font either.
    expect((await print(draw('ᚠ'))).missing).toBeGreaterThan(0);
  });

  test.each(Object.entries(namesInScripts))('a name is printed in our fonts: %s', async (_script, name) => {
    const { missing, fonts } = await print(draw(name));
    expect(missing).toBe(0);
    expect(fonts.filter(isOfTheMachine)).toEqual([]);
  });

  test.each(Object.entries({ ...picturedCases, ...mirrorGoldenCases }))(
    'the document of %s has all its signs',
    async (_name, render) => {
      const { missing, fonts } = await print(render());
      expect(missing).toBe(0);
      expect(fonts.filter(isOfTheMachine)).toEqual([]);
    },
  );

  const hasFont = (sign: string) =>
    findFonts(sign).length > 0 || latin.some((subset) => subset.has(sign.codePointAt(0)!));
  const mark = /\p{M}/u;
  // A mark stands on a letter of its own script, as people type it: on a sign of another font the browser looks for it
  // in that font only.
  const graphemes = Object.values(namesInScripts).flatMap((name) =>
    [...new Intl.Segmenter('und').segment(name)].map(({ segment }) => segment),
  );
  const anyText = fc
    .array(
      fc.oneof(
        fc
          .string({ unit: 'binary', minLength: 1, maxLength: 1 })
          .filter((sign) => hasFont(sign) && !mark.test(sign)),
        fc.constantFrom(...graphemes),
      ),
      { minLength: 1, maxLength: 40 },
    )
    .map((signs) => signs.join(''));

  test('whatever is typed in signs of our fonts, none is missing on paper', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 6 }), async (names) => {
        expect((await print(draw(...names))).missing).toBe(0);
      }),
      { numRuns: 10 },
    );
  });

  test('what is typed is found again in the PDF', async () => {
    const plain = [
      'Greek',
      'Cyrillic',
      'Chinese',
      'Japanese',
      'Korean',
      'Ethiopic',
      'Georgian',
      'Armenian',
      'Tifinagh',
    ] as const;
    const signs = [...new Set(plain.map((script) => namesInScripts[script]).join(''))].filter((one) =>
      one.trim(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 30 }),
        async (name) => {
          const { text } = await print(draw(name));
          expect(text.replaceAll(' ', '')).toContain(name.replaceAll(' ', ''));
        },
      ),
      { numRuns: 10 },
    );
  });
});
