/** The file to edit as an office program opens it. It runs where LibreOffice is (`apt install libreoffice-impress`). */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeSlides } from '../../../../reports/slides/describe-slides.ts';
import { writePptx } from '../../../../reports/slides/pptx/write-pptx.ts';
import {
  answerAlike,
  answerSixty,
  answerWeertAgain,
  makeAgreements,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readPdf } from '../../../support/read-pdf.ts';

function hasOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const weert = makeInput(answerWeertAgain(), {
  agreements: makeAgreements(
    8,
    'Samen een inloopuur in het Huis van de Wijk, elke eerste dinsdag van de maand',
  ),
});
const inputs = {
  weert,
  english: { ...weert, language: 'en' as const },
  longest: makeInput(answerSixty(), {
    agreements: makeAgreements(14, 'Elke dinsdag een inloopuur in het buurthuis van elke wijk '.repeat(6)),
    network: { name: 'Samen tegen armoede in alle wijken en dorpen '.repeat(6), madeUp: true },
  }),
  weak: makeInput(answerAlike(['A', 'B', 'C', 'D', 'E', 'F'], () => 1)),
  'too few': makeInput(answerAlike(['A', 'B', 'C'], () => 5)),
};

test.skipIf(!hasOffice())(
  'LibreOffice opens it (skipped where LibreOffice is not): each slide has its title, all of its table and its foot',
  { tags: ['long'], timeout: 900_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slides-'));
    try {
      const names = Object.keys(inputs) as (keyof typeof inputs)[];
      for (const name of names) writeFileSync(join(folder, `${name}.pptx`), await writePptx(inputs[name]));
      const home = `-env:UserInstallation=file://${folder}/office`;
      const files = names.map((name) => join(folder, `${name}.pptx`));
      const convert = ['--headless', home, '--convert-to', 'pdf', '--outdir', folder, ...files];
      await promisify(execFile)('soffice', convert);
      for (const name of names) {
        const slides = describeSlides(inputs[name]);
        const { pages } = await readPdf(new Uint8Array(readFileSync(join(folder, `${name}.pdf`))));
        expect([name, pages.length]).toEqual([name, slides.length]);
        for (const [i, { title, blocks }] of slides.entries()) {
          const words = pages[i]!.replace(/\s/g, '');
          expect(words).toContain(title.replace(/\s/g, ''));
          for (const block of blocks) {
            // What lies outside the slide is not printed.
            if (block.kind === 'table')
              for (const { cells } of block.rows)
                for (const cell of cells) expect(words).toContain(cell.replace(/\s/g, ''));
            if (block.kind === 'text') expect(words).toContain(block.text.replace(/\s/g, ''));
            if (block.kind !== 'chart') continue;
            for (const { score } of block.groups.flatMap(({ rows }) => rows))
              expect(words).toContain(score!.text);
          }
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
