import { expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { readSpreadsheet } from '../../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { writePartnerTemplate } from '../../../../../../server/partners/import/template/write-partner-template.ts';
import { findPartnerKind } from '../../../../../../server/partners/partner-kinds.ts';
import { refusalTexts } from '../../../../../../server/text/texts.ts';

test.each(['nl', 'en'] as const)(
  'the example in %s is read without a problem or notice',
  async (language) => {
    const file = writePartnerTemplate(language);
    expect(file.startsWith('\uFEFF')).toBe(true);
    const found = readPartnerSheet(await readSpreadsheet(Buffer.from(file)), { stored: [] });
    expect([...found.problems, ...found.notices]).toEqual([]);
    expect(found.partners).toHaveLength(5);
    expect(found.partners?.flatMap(({ people }) => people)).toHaveLength(6);
    expect(found.columns.map(({ column }) => column)).toEqual([
      'name',
      'kind',
      'size',
      'person',
      'email',
      'language',
    ]);
  },
);

test.each(['nl', 'en'] as const)('every kind that the sentence in %s offers is understood', (language) => {
  const sentence = refusalTexts(language)('problems.unknownKind');
  const words = /: ([^.]*)\./.exec(sentence)![1]!.split(', ');
  const kinds = words.map(findPartnerKind);
  expect(new Set(kinds).size).toBe(12);
  expect(kinds).not.toContain(undefined);
});
