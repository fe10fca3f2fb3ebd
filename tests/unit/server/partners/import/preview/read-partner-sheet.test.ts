import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Preview, StoredPartner } from '../../../../../../server/partners/import/preview/preview.ts';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { readSpreadsheet } from '../../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { readText } from '../../../../../../server/partners/import/spreadsheets/read-text.ts';
import { createRowCollector } from '../../../../../../server/partners/import/spreadsheets/sheet.ts';
import { refuseProblems } from '../../../../../../server/text/problems.ts';

function preview(lines: string | string[], stored: readonly StoredPartner[] = []): Preview {
  return readPartnerSheet(readText([lines].flat().join('\n')), { stored });
}

function listFilledRows(rows: readonly (readonly string[])[]) {
  const collector = createRowCollector();
  for (const [index, cells] of rows.entries()) collector.add(index + 1, cells);
  return collector.rows;
}

function countStates({ rows }: Preview) {
  const counts = { new: 0, changed: 0, same: 0, wrong: 0, skipped: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

function say(problems: Preview['problems']): string[] {
  return refuseProblems(problems)
    .faults('nl')
    .map(({ where, sentence }) => (where === '' ? sentence : `${where}: ${sentence}`));
}

/** The problems of a list, each by its place and code. */
function findCodes({ problems }: Pick<Preview, 'problems'>): string[] {
  return problems.map(({ where, code }) =>
    typeof where === 'string' ? code : `${where.row} ${where.column ?? '-'} ${code}`,
  );
}

function findPeople({ partners }: Preview) {
  return partners?.flatMap(({ people }) => people.map(({ name, email }) => [name, email]));
}

const ggd: StoredPartner = {
  code: 'ggd',
  name: 'GGD',
  kind: 'youth-health-care',
  size: 12,
  people: [{ id: '7', name: 'Jan Jansen', email: 'jan@ggd.nl', language: 'nl' }],
};

test.each([
  ['Dutch', 'id;naam;soort;omvang;contactpersoon;e-mail;taal'],
  ['English', 'ID;Name;Kind;Size;Contact person;E-mail address;Language'],
  ['other words', 'Code;Naam van de organisatie;Type;Aantal medewerkers;Persoon;Mailadres;Voorkeurstaal'],
  ['plurals and signs', 'id *;Ketenpartners:;soorten;GROOTTE (fte);Contactpersonen;E-mails;Talen (nl of en)'],
  ['one name and one organisation', 'id;Organisatie;Categorie;omvang;Naam;Emailadres;taal'],
])('columns are known by %s', (_words, titles) => {
  const { problems, notices, partners } = preview([titles, 'g;GGD;zorg;3,5;Jan;jan@GGD.nl;EN']);
  expect([...problems, ...notices]).toEqual([]);
  expect(partners).toEqual([
    {
      code: 'g',
      name: 'GGD',
      kind: 'health-care',
      size: 3.5,
      people: [{ name: 'Jan', email: 'jan@ggd.nl', language: 'en' }],
    },
  ]);
});

test('columns without a title, and those that are not kept, are told and not read', () => {
  const found = preview(['organisatie;;telefoon;kleur', 'GGD;bel Jan;06;rood']);
  expect(found.partners).toEqual([{ code: 'ggd', name: 'GGD', kind: null, size: null, people: [] }]);
  expect(say(found.notices)).toEqual([
    'rij 1, kolom telefoon: Deze kolom hebben wij niet nodig. Wat erin staat, slaan wij niet op.',
    'rij 1, kolom kleur: Deze kolom kennen wij niet. Wij lezen organisatie, soort, omvang, contactpersoon, e-mail, taal en id.',
    'rij 2: Hier staat iets in een cel zonder kolomnaam erboven. Zulke cellen lezen wij niet.',
  ]);
});

test('a workbook as people have it gives its partners and people', async () => {
  const file = new URL('../../../../../fixtures/spreadsheets/as-people-have-it.xlsx', import.meta.url);
  const found = readPartnerSheet(await readSpreadsheet(await readFile(file)), { stored: [] });
  expect(found.problems).toEqual([]);
  expect(found.notices.map(({ code }) => code)).toEqual(['hiddenTabs', 'unknownColumn', 'noteBelow']);
  expect(found.partners?.map(({ name, kind, size }) => [name, kind, size])).toEqual([
    ['Gemeente Voorbeeldstad', 'municipality', 40],
    ['Buurthuis De Linde', 'welfare', 12],
    ['Crèche Één & Zn. <Zuid>', null, 3.5],
  ]);
  expect(findPeople(found)).toEqual([
    ['Noor Jansen', 'noor@voorbeeldstad.example'],
    ['Tim de Boer', 'tim@voorbeeldstad.example'],
    ['Fatima El Amrani', 'fatima@delinde.example'],
    ['', 'info@creche.example'],
    ['', 'balie@creche.example'],
  ]);
});

test('a title, empty rows and a second header are no partners; a name in three parts is one', () => {
  const found = preview([
    'Partners van het netwerk',
    '',
    'Organisatie;Voornaam;Tussenvoegsel;Achternaam;Mail',
    'GGD;Jan;de;Vries;jan@ggd.nl',
    ';;;;',
    'ORGANISATIE;Voornaam;Tussenvoegsel;Achternaam;Mail',
    'Politie;Els;;Bos;',
  ]);
  expect(found.rows.map(({ number, state }) => [number, state])).toEqual([
    [4, 'new'],
    [6, 'skipped'],
    [7, 'new'],
  ]);
  expect(findPeople(found)).toEqual([
    ['Jan de Vries', 'jan@ggd.nl'],
    ['Els Bos', null],
  ]);
});

test('a note is below a list of which every row says more; otherwise it is a partner', () => {
  const list = ['naam;soort', 'GGD;zorg', '', 'Bijgewerkt in mei'];
  expect(countStates(preview(list))).toMatchObject({ new: 1, skipped: 1 });
  expect(countStates(preview(list.with(2, 'Politie')))).toMatchObject({ new: 3, skipped: 0 });
  expect(countStates(preview(list.filter((line) => line !== '')))).toMatchObject({ new: 2, skipped: 0 });
});

test('rows of one partner are its people; what one row leaves out another says', () => {
  const found = preview([
    'organisatie;soort;omvang;contactpersoon;mail',
    'G.G.D.;;12;Jan;jan@ggd.nl',
    'Politie;;;;',
    'g g d;zorg;;Piet;piet@ggd.nl',
  ]);
  expect(found.partners).toEqual([
    {
      code: 'g-g-d',
      name: 'G.G.D.',
      kind: 'health-care',
      size: 12,
      people: [
        { name: 'Jan', email: 'jan@ggd.nl', language: null },
        { name: 'Piet', email: 'piet@ggd.nl', language: null },
      ],
    },
    { code: 'politie', name: 'Politie', kind: null, size: null, people: [] },
  ]);
});

test('an id that is not given is made from the name, and is one of its own', () => {
  const lines = ['id;naam', 'b-1;Een', ';B 1', ';Één twee!', ';!!!', ';مرحبا', ';?'];
  expect(preview(lines, [{ ...ggd, code: 'partner', name: 'X' }]).partners?.map(({ code }) => code)).toEqual([
    'b-1',
    'b-1-2',
    'een-twee',
    'partner-2',
    'مرحبا',
    'partner-3',
  ]);
});

test('against what is stored each row is new, changed or the same, with what stands there now', () => {
  const found = preview(
    [
      'organisatie;soort;omvang;persoon;mail;taal',
      'ggd;zorg;12;Jan Jansen;nieuw@ggd.nl;',
      'Politie;politie;;Els;;',
      'School;;;;;',
    ],
    [
      ggd,
      {
        code: 'p',
        name: 'Politie',
        kind: 'police',
        size: null,
        people: [{ ...ggd.people[0]!, id: '8', name: 'Els' }],
      },
    ],
  );
  const [first, second, third] = found.rows;
  expect(first).toMatchObject({ state: 'changed', code: 'ggd', isNewPartner: false, newPeople: 0 });
  expect(first!.cells.map(({ column, before }) => [column, before])).toEqual([
    ['name', 'GGD'],
    ['kind', 'youth-health-care'],
    ['size', undefined],
    ['person', undefined],
    ['email', 'jan@ggd.nl'],
    ['language', undefined],
  ]);
  expect(second).toMatchObject({ state: 'same', code: 'p' });
  expect(third).toMatchObject({ state: 'new', isNewPartner: true });
  expect(countStates(found)).toEqual({ new: 1, changed: 1, same: 1, wrong: 0, skipped: 0 });
  // An empty cell takes no address and no language away.
  expect(found.partners?.flatMap(({ people }) => people)).toEqual([
    { id: '7', name: 'Jan Jansen', email: 'nieuw@ggd.nl', language: 'nl' },
    { id: '8', name: 'Els', email: 'jan@ggd.nl', language: 'nl' },
  ]);
});

test('nobody is taken for somebody of the same name when two have it', () => {
  const stored = [
    { ...ggd, people: [...ggd.people, { ...ggd.people[0]!, id: '9', email: 'j.jansen@ggd.nl' }] },
  ];
  const found = preview(
    ['organisatie;persoon;mail', 'GGD;J. Jansen;JAN@ggd.nl', 'GGD;Jan Jansen;derde@ggd.nl'],
    stored,
  );
  expect(found.partners?.[0]?.people).toMatchObject([
    { id: '7', name: 'J. Jansen' },
    { id: '9', name: 'Jan Jansen', email: 'derde@ggd.nl' },
  ]);
  const two = preview(['organisatie;persoon;mail', 'GGD;Jan Jansen;derde@ggd.nl'], stored);
  expect(two.partners?.[0]?.people).toEqual([{ name: 'Jan Jansen', email: 'derde@ggd.nl', language: null }]);
});

test('a partner or person that was archived comes back when it is named by id or address', () => {
  const archived = { ...ggd, archived: true, people: [{ ...ggd.people[0]!, archived: true }] };
  const found = preview(['id;organisatie;mail', 'ggd;GGD;jan@ggd.nl'], [archived]);
  expect(found.rows[0]).toMatchObject({ state: 'changed', comesBack: true });
  expect(found.partners?.[0]?.people[0]?.id).toBe('7');
  // By its name alone it is another one: it may have been merged into a partner of today.
  expect(preview(['organisatie', 'GGD'], [archived]).partners?.[0]?.code).toBe('ggd-2');
});

test('everything that is wrong is said at once, at its cell, and then there is nothing to store', () => {
  const found = preview([
    'id;organisatie;soort;omvang;contactpersoon;e-mail;taal;soort',
    'a;GGD;tovenaar;veel;Jan <jan@x.nl>;jan.ggd.nl;Frans',
    '=b;;;1.200;Piet;a@b@c.nl;',
    `c;${'n'.repeat(1001)};;0;bel\u0007;jan de boer@x.nl;`,
    'd;D;;;Jan;jan@x.nl, piet@x.nl;',
    'e;E;;;;jan@;;;over',
    'f;F;;;;a@x.nl, b.nl;',
  ]);
  expect(found.partners).toBeUndefined();
  expect(findCodes(found)).toEqual([
    '1 soort doubleColumn',
    '2 contactpersoon addressInName',
    '2 e-mail mailWithoutAt',
    '3 id idShape',
    '3 organisatie whosePerson',
    '3 e-mail mailWithAts',
    '4 organisatie tooLong',
    '4 contactpersoon controlCharacter',
    '4 e-mail mailWithSpace',
    '5 e-mail severalAddresses',
    '6 e-mail mailWithoutDomain',
    '6 - extraCell',
    '7 e-mail mailWithSign',
  ]);
  // A partner and a person can do without these.
  expect(findCodes({ problems: found.warnings })).toEqual([
    '2 soort unknownKind',
    '2 omvang notASize',
    '2 taal unknownLanguage',
    '3 omvang unclearSize',
    '4 omvang notASize',
  ]);
  expect(say(found.problems)[2]).toBe(
    'rij 2, kolom e-mail: In dit e-mailadres ontbreekt een @. Schrijf het als naam@organisatie.nl.',
  );
});

test('what stands twice is marked at both cells', () => {
  const found = preview(
    [
      'id;organisatie;soort;persoon;mail',
      'a;Aap;zorg;Jan;jan@x.nl',
      'a;Aap;zorg;jan;JAN@X.NL',
      'b;Beer;zorg;Els;els@x.nl',
      'b;Beer;politie;Bo;els@x.nl',
      'c;Das;;;',
      'c;Egel;;;',
      'e;Fuut;;;',
      'f;Fuut;;;',
      'g;GGD;;;jan@ggd.nl',
    ],
    [{ ...ggd, code: 'x' }],
  );
  expect(findCodes(found)).toEqual([
    '2 organisatie doubleRow',
    '3 organisatie doubleRow',
    '4 soort otherValue',
    '5 soort otherValue',
    '6 id doubleId',
    '7 id doubleId',
    '8 organisatie sameNameOtherId',
    '9 organisatie sameNameOtherId',
    '10 organisatie storedWithOtherId',
  ]);
  expect(findCodes({ problems: found.warnings })).toEqual(['5 mail sharedMailbox', '10 mail sharedAddress']);
});

test.each([
  ['nothing', '', 'noRows'],
  ['a header alone', 'organisatie;soort\n;;\n', 'noRows'],
  ['a list without a header', 'GGD;jan@ggd.nl\nPolitie;els@politie.nl', 'noHeader'],
  ['a list without the organisation', 'contactpersoon;mail\nJan;jan@ggd.nl', '1 - missingColumn'],
])('%s gives one sentence', (_what, list, code) => {
  expect(findCodes(preview(list))).toEqual([code]);
});

test('10,000 rows are read, and one more is said to be too many', () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => `Partner ${row};school;p${row}@x.nl`);
  const found = preview(['organisatie;soort;mail', ...rows]);
  expect(countStates(found).new).toBe(10_000);
  expect(found.partners).toHaveLength(10_000);
  expect(say(preview(['organisatie;soort;mail', ...rows, 'Nog een;;']).problems)).toEqual([
    'Dit zijn meer dan 10000 rijen. Wij lezen er ten hoogste 10000 tegelijk. Maak er meer lijsten van.',
  ]);
  const doubled = preview(['organisatie;soort;mail', ...rows.slice(5000), ...rows.slice(5000)]);
  expect(countStates(doubled).wrong).toBe(10_000);
});

const cell = fc.oneof(
  fc.constantFrom('GGD', 'ggd', 'Politie', 'a', 'A', 'zorg', 'nl', '12', '', '', ' '),
  fc.constantFrom('jan@x.nl', 'Jan <jan@x.nl>; els@x.nl', 'a@b, c@d', '@', '<>', 'jan@ggd.nl', 'Jan Jansen'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary-ascii', maxLength: 12 }),
);
const titles = [
  'id',
  'organisatie',
  'soort',
  'omvang',
  'contactpersoon',
  'e-mail',
  'taal',
  'kleur',
  'naam',
  '',
];

test('any sheet gives either what to store or what is wrong', () => {
  const header = fc.array(fc.constantFrom(...titles), { maxLength: 8 });
  const rows = fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 12 });
  fc.assert(
    fc.property(header, rows, fc.boolean(), (top, below, cellsMayShift) => {
      const sheet = { rows: listFilledRows([top, ...below]), cellsMayShift };
      const { partners, problems } = readPartnerSheet(sheet, { stored: [ggd] });
      expect(partners === undefined).toBe(problems.length > 0);
      const codes = partners?.map(({ code }) => code.toLowerCase()) ?? [];
      expect(new Set(codes).size).toBe(codes.length);
      expect(partners?.every(({ name }) => name !== '') ?? true).toBe(true);
      say(problems);
    }),
    { numRuns: 500 },
  );
});

test('the order of the columns does not matter', () => {
  const columns = titles.slice(0, 7);
  const rows = fc.array(fc.array(cell, { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 8 });
  const order = fc.shuffledSubarray([...columns.keys()], { minLength: 7 });
  fc.assert(
    fc.property(rows, order, (below, places) => {
      const read = (table: string[][]) =>
        readPartnerSheet({ rows: listFilledRows(table), cellsMayShift: false }, { stored: [ggd] });
      const table = [columns, ...below];
      const one = read(table);
      const other = read(table.map((row) => places.map((place) => row[place]!)));
      expect(other.partners).toEqual(one.partners);
      expect(countStates(other)).toEqual(countStates(one));
      expect(findCodes(other).sort()).toEqual(findCodes(one).sort());
    }),
    { numRuns: 300 },
  );
});
