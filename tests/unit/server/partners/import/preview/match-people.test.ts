/** Who somebody in a list is among the people that a partner has already, now that people may share an address. */
import { expect, test } from 'vitest';
import type { StoredPartner } from '../../../../../../server/partners/import/preview/preview.ts';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { readText } from '../../../../../../server/partners/import/spreadsheets/read-text.ts';
import { refuseProblems } from '../../../../../../server/text/problems.ts';
import { measureGrowth } from '../../../../../support/measure-growth.ts';

/** 'Jan jan@x.nl', 'archived Jan jan@x.nl'; the ids are 1, 2… */
function store(name: string, ...people: string[]): StoredPartner {
  return {
    code: name.toLowerCase(),
    name,
    kind: null,
    size: null,
    people: people.map((person, index) => {
      const [, archived, who, email] = /^(archived )?(.*?) ?(\S+@\S+)?$/u.exec(person)!;
      return {
        id: `${index + 1}`,
        name: who!,
        email: email ?? null,
        language: 'nl',
        ...(archived && { archived: true }),
      };
    }),
  };
}

function read(rows: string[], ...stored: StoredPartner[]) {
  const list = ['organisatie;contactpersoon;mail', ...rows.map((row) => `GGD;${row}`)].join('\n');
  const { partners, problems, warnings, effects } = readPartnerSheet(readText(list), { stored });
  expect(problems).toEqual([]);
  return {
    people: partners![0]!.people.map(({ id, name, email }) => `${id ?? 'new'} ${name} ${email ?? ''}`.trim()),
    warnings: warnings.map(({ code }) => code),
    sentences: refuseProblems(warnings)
      .faults('nl')
      .map(({ sentence }) => sentence),
    effects: effects.people,
  };
}

test.each<[string, string[], string[], string[], string[]]>([
  ['the same name is the same', ['Jan jan@x.nl'], ['JAN;jan@x.nl'], ['1 JAN jan@x.nl'], []],
  ['who had no name gets one', ['jan@x.nl'], ['Jan;jan@x.nl'], ['1 Jan jan@x.nl'], []],
  ['who is listed without a name keeps it', ['Jan jan@x.nl'], [';jan@x.nl'], ['1 Jan jan@x.nl'], []],
  [
    'an initial may be a first name',
    ['A. Jansen a@x.nl'],
    ['Anna Jansen;a@x.nl'],
    ['1 Anna Jansen a@x.nl'],
    [],
  ],
  ['a first name may be the whole', ['Anna de Boer a@x.nl'], ['Anna;a@x.nl'], ['1 Anna a@x.nl'], []],
  [
    'another name is somebody else',
    ['Jan Jansen info@x.nl'],
    ['Els Bos;info@x.nl'],
    ['new Els Bos info@x.nl'],
    ['otherNameAtAddress'],
  ],
  [
    'another initial is somebody else',
    ['A. Jansen info@x.nl'],
    ['Bo Jansen;info@x.nl'],
    ['new Bo Jansen info@x.nl'],
    ['otherNameAtAddress'],
  ],
  [
    'who moves into the mailbox of a colleague keeps the name, and so does the colleague',
    ['Jan jan@x.nl', 'Piet piet@x.nl'],
    ['Jan;piet@x.nl'],
    ['1 Jan piet@x.nl'],
    ['sharedWithColleague'],
  ],
  [
    'two who change places say nothing of sharing',
    ['Jan jan@x.nl', 'Piet piet@x.nl'],
    ['Jan;piet@x.nl', 'Piet;jan@x.nl'],
    ['1 Jan piet@x.nl', '2 Piet jan@x.nl'],
    [],
  ],
  [
    'a colleague whose cell is empty keeps the address',
    ['Jan jan@x.nl', 'Piet piet@x.nl'],
    ['Jan;piet@x.nl', 'Piet;'],
    ['1 Jan piet@x.nl', '2 Piet piet@x.nl'],
    ['sharedWithColleague'],
  ],
  [
    'an archived person is not renamed',
    ['archived Jan info@x.nl'],
    ['Els;info@x.nl'],
    ['new Els info@x.nl'],
    [],
  ],
  [
    'not even into a longer name',
    ['archived A. Jansen info@x.nl'],
    ['Anna Jansen;info@x.nl'],
    ['new Anna Jansen info@x.nl'],
    [],
  ],
  ['an archived person comes back', ['archived Jan info@x.nl'], ['jan;info@x.nl'], ['1 jan info@x.nl'], []],
  ['by the address alone too', ['archived Jan info@x.nl'], [';info@x.nl'], ['1 Jan info@x.nl'], []],
  ['a new address changes who has that name', ['Jan jan@x.nl'], ['Jan;j@x.nl'], ['1 Jan j@x.nl'], []],
  ['an empty cell takes nothing away', ['Jan jan@x.nl'], ['Jan;'], ['1 Jan jan@x.nl'], []],
  ['an address that two share is nobody', ['Jan info@x.nl', 'Piet info@x.nl'], [';INFO@x.nl'], [], []],
  [
    'not even when the list has one of them',
    ['Jan info@x.nl', 'Piet info@x.nl'],
    ['Jan;info@x.nl', ';info@x.nl'],
    ['1 Jan info@x.nl'],
    ['sharedMailbox'],
  ],
  [
    'of two in the list the one whose name fits is the one who is stored',
    ['A. Jansen info@x.nl'],
    ['Piet;info@x.nl', 'Anna Jansen;info@x.nl'],
    ['new Piet info@x.nl', '1 Anna Jansen info@x.nl'],
    ['sharedMailbox'],
  ],
])('%s', (_what, stored, rows, people, warnings) => {
  expect(read(rows, store('GGD', ...stored))).toMatchObject({ people, warnings });
});

test('an address that two share changes nothing', () => {
  const { effects } = read([';info@x.nl'], store('GGD', 'Jan info@x.nl', 'Piet info@x.nl'));
  expect(effects).toEqual({ new: 0, changed: 0, back: 0 });
});

test('the warning says who has the address, and that somebody new comes', () => {
  expect(read(['Els;info@x.nl'], store('GGD', 'Jan info@x.nl')).sentences).toEqual([
    'Bij deze partner hoort het adres info@x.nl bij Jan. Els wordt een nieuwe persoon met hetzelfde adres. ' +
      'Is het dezelfde persoon? Schrijf dan de naam Jan. Werkt Jan er niet meer? Archiveer die persoon dan.',
  ]);
});

test.each<[string, (n: number) => string]>([
  ['of another name each', (n) => `Mens ${n}`],
  ['of one name', () => 'Mens'],
  ['without a name', () => ''],
])('many people with one address, %s, cost linear work', (_what, name) => {
  const work = (size: number) => {
    const numbers = Array.from({ length: size }, (_, n) => n);
    const rows = numbers.map((n) => `GGD;${name(n + 1)}x;info@x.nl`);
    const stored = store('GGD', ...numbers.map((n) => `${name(n)} info@x.nl`));
    return readPartnerSheet(readText(['organisatie;contactpersoon;mail', ...rows].join('\n')), {
      stored: [stored],
    });
  };
  expect(measureGrowth(work, 300, 3)).toBeLessThan(30);
});

test.each<[string, string[], string[], string[]]>([
  ['a new person', [], ['Els;els@politie.nl'], ['sharedAddress']],
  ['a person whose address changes', ['Els els@x.nl'], ['Els;els@politie.nl'], ['sharedAddress']],
  ['a person who had none', ['Els'], ['Els;els@politie.nl'], ['sharedAddress']],
  ['a person who comes back', ['archived Els els@politie.nl'], ['Els;els@politie.nl'], ['sharedAddress']],
  ['a person who had it is not warned of', ['Els els@politie.nl'], ['Els;els@politie.nl'], []],
])('an address of another partner: %s', (_what, stored, rows, warnings) => {
  const [ggd, police] = [store('GGD', ...stored), store('Politie', 'Els els@politie.nl')];
  expect(read(rows, ggd, police).warnings).toEqual(warnings);
  expect(read(rows, police, ggd).warnings).toEqual(warnings);
});
