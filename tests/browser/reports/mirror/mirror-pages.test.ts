/** The mirror of a partner on paper: two pages of A4, and nothing of it cut off. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrinter, type Printer } from '../../../../reports/print/printer.ts';
import { languages } from '../../../../survey/texts.ts';
import { mirrorCases } from '../../../support/mirror-cases.ts';
import { readWords } from '../../../support/read-html.ts';
import { readPdf } from '../../../support/read-pdf.ts';

let printer: Printer;
beforeAll(() => {
  printer = createPrinter();
});
afterAll(() => printer.close());

const cases = Object.entries(mirrorCases).flatMap(([name, render]) =>
  languages.map((language) => ({ name, language, render })),
);

test.each(cases)('$name ($language) fills two pages, with every word', async ({ language, render }) => {
  const html = render(language);
  const pdf = await readPdf(new Uint8Array(await printer.print(html)));
  expect(pdf.sizes).toEqual([
    [210, 297],
    [210, 297],
  ]);
  // Each piece of text whole, so that a line that is cut off is missed; the caption of the table is for the ear.
  const printed = tidy(pdf.text);
  const body = html.slice(html.indexOf('<main>'), html.indexOf('</footer>'));
  const pieces = body.replace(/<(canvas|noscript|caption)\b.*?<\/\1>/gs, '').match(/>[^<]+</g)!;
  const missing = pieces
    .map((piece) => tidy(readWords(`<p${piece}/p>`)))
    .filter((piece) => !printed.includes(piece));
  expect(missing).toEqual([]);
  expect(pieces.length).toBeGreaterThan(60);
});

/** Without spaces: a line may end at any of them. */
function tidy(text: string): string {
  return text.replace(/\s/g, '');
}
