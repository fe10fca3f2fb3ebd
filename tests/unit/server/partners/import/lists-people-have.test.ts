import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../server/partners/import/preview/read-partner-sheet.ts';
import {
  correctSheet,
  findUnread,
  nameSameField,
} from '../../../../../server/partners/import/spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from '../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { readText } from '../../../../../server/partners/import/spreadsheets/read-text.ts';
import { tidyText } from '../../../../../server/text/check-text.ts';
import { makeBook } from '../../../../support/make-book.ts';
import { listCodes, preview } from '../../../../support/preview-list.ts';

describe('contacts out of other programs', () => {
  test.each([
    [
      'Outlook',
      '"First Name","Middle Name","Last Name","Company","Department","Business Phone","E-mail Address","E-mail Type"\n"Ans","","Mulder","De Linde","","046","ans@linde.example","SMTP"',
    ],
    [
      'Outlook in Dutch',
      '"Voornaam","Middelste naam","Achternaam","Bedrijf","Telefoon op werk","E-mailadres","E-mailtype","Weergavenaam voor e-mail"\n"Ans","","Mulder","De Linde","","ans@linde.example","SMTP","Ans Mulder"',
    ],
    [
      'Google',
      'First Name,Middle Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value\nAns,,Mulder,De Linde,* myContacts,*,ans@linde.example,',
    ],
  ])('%s', (_program, list) => {
    const found = preview(list);
    expect(found.partners).toMatchObject([
      { name: 'De Linde', people: [{ name: 'Ans Mulder', email: 'ans@linde.example' }] },
    ]);
    expect(found.notices.every(({ code }) => code === 'unusedColumn')).toBe(true);
  });
});

describe('addresses', () => {
  test.each([
    ['o’brien@linde.example', "o'brien@linde.example"],
    ['jan.@linde.example', 'jan@linde.example'],
    ['.jan@linde.example', 'jan@linde.example'],
    ['jan..kok@linde.example', 'jan.kok@linde.example'],
    ['jan@linde.example.', 'jan@linde.example'],
    ['jan@linde,example', 'jan@linde.example'],
    ['jan–kok@linde.example', 'jan-kok@linde.example'],
    ['jan@linde..example', 'jan@linde.example'],
    ['jan @ linde.example', 'jan@linde.example'],
  ])('%s is marked, with %s offered and one press to take it', (typed, likely) => {
    const sheet = readText(`organisatie\te-mail\nDe Linde\t${typed}`);
    const { problems } = readPartnerSheet(sheet, { stored: [] });
    expect(problems).toMatchObject([{ code: 'mailSlip', values: { likely } }]);
    const corrected = correctSheet(sheet, { 'accept-2-email': likely, 'cell-2-email': typed }).sheet;
    expect(readPartnerSheet(corrected, { stored: [] }).partners).toMatchObject([
      { people: [{ email: likely }] },
    ]);
  });

  test.each([
    "o'brien@linde.example",
    'jan+kring@linde.example',
    'info@bücher.example',
    'josé@linde.example',
  ])('%s is right', (address) => {
    expect(preview(`organisatie\te-mail\nDe Linde\t${address}`).partners).toMatchObject([
      { people: [{ email: address }] },
    ]);
  });

  test('quotation marks around an address are taken off', () => {
    expect(preview('organisatie\te-mail\nDe Linde\t“jan@linde.example”').partners).toMatchObject([
      { people: [{ email: 'jan@linde.example' }] },
    ]);
  });

  test('two people share a mailbox, and one person answers for two partners', () => {
    const found = preview(
      [
        'organisatie\tcontactpersoon\te-mail',
        'De Linde\tAns\tinfo@linde.example',
        'De Linde\tBea\tinfo@linde.example',
        'Kerk Zuid\tAns\tinfo@linde.example',
      ].join('\n'),
    );
    expect(found.partners!.map(({ people }) => people.map(({ name }) => name))).toEqual([
      ['Ans', 'Bea'],
      ['Ans'],
    ]);
    expect(listCodes(found.warnings)).toEqual(['3 e-mail sharedMailbox', '4 e-mail sharedMailbox']);
    // The same list again changes nothing.
    const stored = found.partners!.map((partner, at) => ({
      ...partner,
      people: partner.people.map((person, place) => ({
        ...person,
        id: `${at}${place}`,
        language: 'nl' as const,
      })),
    }));
    const again = preview(
      'organisatie\tcontactpersoon\te-mail\nDe Linde\tBea\tinfo@linde.example\nDe Linde\tAns\tinfo@linde.example',
      stored,
    );
    expect(again.partners![0]!.people.map(({ id, name }) => [id, name])).toEqual([
      ['01', 'Bea'],
      ['00', 'Ans'],
    ]);
    expect(again.effects.people).toEqual({ new: 0, changed: 0, back: 0 });
  });
});

describe('whatever people typed', () => {
  const name = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    )
    // A zero is in no text that people save: such a file is of another kind.
    .filter((typed) => tidyText(typed) !== '' && !typed.includes('\0'));

  test.each<[string, (names: string[]) => ReturnType<typeof readText>]>([
    ['.xlsx', (names) => readSpreadsheet(makeBook([{ name: 'L', rows: asRows(names) }], 'xlsx'))],
    ['.xlsb', (names) => readSpreadsheet(makeBook([{ name: 'L', rows: asRows(names) }], 'xlsb'))],
    ['CSV', (names) => readSpreadsheet(Buffer.from(stringify(asRows(names), { delimiter: ';' })))],
    ['the clipboard', (names) => readText(stringify(asRows(names), { delimiter: '\t' }))],
  ])('comes out of %s as it reads, or is marked', (_kind, read) => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const { rows } = readPartnerSheet(read(names), { stored: [] });
        expect(rows).toHaveLength(names.length);
        for (const [at, typed] of names.entries()) {
          const cell = rows[at]!.cells.find(({ column }) => column === 'name')!;
          if (!cell.problem) expect(cell.value).toBe(tidyText(typed));
        }
      }),
      { numRuns: 200 },
    );
  });

  function asRows(names: string[]): string[][] {
    return [['organisatie', 'id'], ...names.map((typed, at) => [typed, `p${at}`])];
  }
});

describe('one choice for all', () => {
  const list = [
    'organisatie\tsoort',
    ...['Bieb', 'Bieb', 'Club', 'zorg'].map((kind, at) => `Partner ${at}\t${kind}`),
  ];
  const sheet = readText(list.join('\n'));

  test('of the same word, and what is chosen in a cell goes before it', () => {
    const fields = {
      [nameSameField('kind', 'Bieb')]: 'anders',
      'cell-3-kind': 'welzijn',
    };
    const { partners, warnings } = readPartnerSheet(correctSheet(sheet, fields).sheet, { stored: [] });
    expect(partners!.map(({ kind }) => kind)).toEqual(['other', 'welfare', null, 'health-care']);
    expect(listCodes(warnings)).toEqual(['4 soort unknownKind']);
  });

  test('a row that is left out stays left out until it is chosen again', () => {
    const unread = findUnread(sheet, { 'skip-4': 'on' });
    expect(readPartnerSheet(sheet, { stored: [], unread }).partners).toHaveLength(3);
    expect([...findUnread(sheet, {}, [...unread])]).toEqual([4]);
    expect([...findUnread(sheet, { 'read-4': 'on' }, [...unread])]).toEqual([]);
  });
});
