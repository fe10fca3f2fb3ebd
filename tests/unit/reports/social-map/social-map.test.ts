/** The social map: who does what as it was written down, what nobody wrote, and nothing that can be clicked on wrongly. */
import { expect, test } from 'vitest';
import { toMailLink, toPhoneLink, toWebLink } from '../../../../reports/social-map/describe-profile.ts';
import { renderSocialMap } from '../../../../reports/social-map/render-social-map.ts';
import { searchSocialMap } from '../../../../reports/social-map/search-social-map.ts';
import type { MappedPartner } from '../../../../reports/social-map/social-map-input.ts';
import socialMapNl from '../../../../reports/social-map/texts.nl.json' with { type: 'json' };
import { contributions, emptyProfile, targetGroups } from '../../../../survey/profile.ts';
import profileNl from '../../../../survey/texts/profile.nl.json' with { type: 'json' };
import { readGolden, toGolden } from '../../../support/golden.ts';
import { readWords } from '../../../support/read-html.ts';
import {
  exampleMap,
  links,
  longestMap,
  makeMap,
  mapPartner,
  sixtyMap,
  socialMapGoldenCases,
} from '../../../support/social-map-inputs.ts';

/** The cells of the table with this caption, row by row, with the class of the row in front. */
function readTable(html: string, caption: string): string[][] {
  const body = html.split(`<caption>${caption}</caption>`)[1]!.split('<tbody>')[1]!.split('</tbody>')[0]!;
  return [...body.matchAll(/<tr(?: class="(\w+)[^"]*")?>(.*?)<\/tr>/gs)].map(([, look = '', row]) => [
    look,
    ...[...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => readWords(cell!)),
  ]);
}

const { contributions: whatTexts, targetGroups: whomTexts, matrix } = socialMapNl;
const draw = (partners: readonly MappedPartner[], changes = {}) =>
  renderSocialMap(makeMap(partners, changes));
const found = (search: string, partners: readonly MappedPartner[] = exampleMap) =>
  searchSocialMap(partners, search, 'nl').map(({ name }) => name);

test.each(Object.keys(socialMapGoldenCases))('%s is the golden page, to the letter', async (name) => {
  expect(toGolden(socialMapGoldenCases[name]!())).toBe(String(await readGolden(`${name}.html`)));
});

test('each contribution stands there once, in the fixed order, with its partners; nobody, one and more in words', () => {
  const rows = readTable(
    draw([
      mapPartner('Zorg', { contributions: ['food'] }),
      mapPartner('Buurt', { contributions: ['debts', 'food'], otherContributions: 'Een moestuin' }),
      mapPartner('Stil'),
    ]),
    whatTexts.caption,
  );
  expect(rows.map(([, name]) => name)).toEqual([
    ...contributions.map((id) => profileNl.contributions[id].name),
    whatTexts.other,
  ]);
  const rowOf = (id: keyof typeof profileNl.contributions) =>
    rows.find(([, name]) => name === profileNl.contributions[id].name)!;
  expect(rowOf('food')).toEqual(['more', 'Eten', '2 partners Buurt ; Zorg']);
  expect(rowOf('debts')).toEqual(['one', 'Hulp bij schulden', 'één partner Buurt']);
  expect(rowOf('work')).toEqual(['nobody', 'Werk', 'niemand']);
  expect(rows.at(-1)).toEqual(['one', whatTexts.other, 'één partner Buurt']);
});

test('groups have a table of their own; who is there for everybody does not fill the other groups', () => {
  const rows = readTable(draw([mapPartner('Buurt', { targetGroups: ['everyone'] })]), whomTexts.caption);
  expect(rows).toHaveLength(targetGroups.length);
  expect(rows[0]).toEqual(['one', profileNl.targetGroups.everyone.name, 'één partner Buurt']);
  expect(new Set(rows.slice(1).map(([, , cell]) => cell))).toEqual(new Set([whomTexts.nobody]));
});

test('gaps, what one partner does and overlap are named, and what is missing is not called absent', () => {
  const words = readWords(draw(exampleMap));
  expect(words).toContain('15 van de 21 partners vertellen hier zelf wat zij doen.');
  expect(words).toContain(
    'Van 6 partners staat hier nog niets. Misschien doen zij ook iets wat hier leeg lijkt.',
  );
  expect(words).toContain(
    'Wat niemand opschreef Doet echt niemand dit, of staat het er nog niet? Werk Wat één',
  );
  expect(words).toContain('Waar de meeste partners staan');
  expect(words).toContain('Geldzorgen vroeg zien (7)');
  expect(words).toContain('niemand schreef dit op. Misschien doet iemand het toch.');
});

test('kinds of partners that the network has not are named, also those of partners that wrote nothing', () => {
  const school = mapPartner('School', undefined, { kind: 'school' });
  const words = readWords(draw([school, mapPartner('Buurt', { about: 'Hier' }, { kind: 'welfare' })]));
  expect(words).toMatch(/9 soorten partners staan niet op de kaart: gemeente, schuldhulp, jeugd/);
});

test('the matrix says the same as the table, up to twenty-five partners', () => {
  const html = draw(exampleMap);
  const table = readTable(html, whatTexts.caption);
  for (const [i, [, name, ...cells]] of readTable(html, matrix.caption).entries()) {
    const dots = cells.slice(0, -1).filter((cell) => cell === matrix.yes).length;
    expect(name).toBe(table[i]![1]);
    expect(cells).toHaveLength(16);
    expect(String(dots)).toBe(cells.at(-1));
    expect(table[i]![2]).toMatch(
      dots === 0 ? /^niemand$/ : dots === 1 ? /^één partner / : new RegExp(`^${dots} partners `),
    );
  }
  expect(draw(sixtyMap)).not.toContain(matrix.caption);
});

test('partners stand in the order of the alphabet, and those without words in a list at the end', () => {
  const words = readWords(
    draw([
      mapPartner('School 10', { about: 'Tien' }),
      mapPartner('Éénvoud', { about: 'Eén' }),
      mapPartner('Stil'),
      mapPartner('School 9', { about: 'Negen' }),
      mapPartner('Leeggemaakt', {}),
    ]),
  );
  const [entries, rest] = words.split('De partners ')[1]!.split(socialMapNl.rest.title);
  expect(entries).toMatch(/^Éénvoud .*School 9 .*School 10 /);
  expect(rest).toMatch(/Leeggemaakt Stil/);
});

test('names that begin alike are still told apart in the table', () => {
  const [, , cell] = readTable(draw(sixtyMap), whatTexts.caption)[0]!;
  const names = cell!.replace(/^\d+ partners /, '').split(' ; ');
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ['bibliotheek', ['Bibliotheek De Leeshoek']],
  ['BIBLIOTHÉEK', ['Bibliotheek De Leeshoek']],
  ['  taal   computer ', ['Bibliotheek De Leeshoek']],
  ['taal voetbal', []],
  ['pleeg', ['Stichting Kind Doet Mee']],
  ['kleding en spullen', ['Kledingbank De Kast']],
  ['politie', ['Politie, wijkteam']],
  ['werkgevers', ['Supermarkt Van den Akker']],
  ['stadhuisplein', ['Gemeente Weert']],
  ['(.*', []],
])('searching for %s finds what is meant', (search, names) => {
  expect(found(search)).toEqual(names);
});

test('searching folds accents, compatibility letters and capitals on both sides, and nothing finds all', () => {
  const partners = [mapPartner('CAFÉ De Ĳssel', { about: 'Ré-integratie' }), mapPartner('Ander')];
  for (const search of ['cafe', 'Café', 'ijssel', 're-integratie', 'ＣＡＦＥ'])
    expect(found(search, partners)).toEqual(['CAFÉ De Ĳssel']);
  expect(found(' \t\n', partners)).toEqual(['CAFÉ De Ĳssel', 'Ander']);
});

test('a search shows only what was found, without tables; nothing found says what to do', () => {
  const html = draw(exampleMap, { links, search: 'kleding' });
  expect(readWords(html)).toContain('1 partner gevonden bij ‘kleding’');
  expect(html).not.toContain('<table');
  const none = draw(exampleMap, { links, search: '"><script>zoek' });
  expect(readWords(none)).toContain('Niets gevonden bij ‘"><script>zoek’');
  expect(readWords(none)).toContain(socialMapNl.search.nothing);
  expect(none).toContain('value="&quot;&gt;&lt;script&gt;zoek"');
  expect(none.match(/<script/g)).toHaveLength(1);
  // Where nobody wrote anything there is no form to come back from.
  const stil = draw([mapPartner('Stil')], { links, search: 'kleding' });
  expect(readWords(stil)).not.toContain('gevonden');
  expect(stil).not.toContain('<form');
});

test('on paper there is no form, no link and no search', () => {
  const html = draw(exampleMap, { search: 'kleding' });
  expect(html).not.toMatch(/<(form|input|a|nav)\b/);
  expect(readWords(html)).toContain('In één oogopslag');
});

test('an empty network, and one in which nobody wrote anything, say what to do', () => {
  expect(readWords(draw([], { links }))).toContain(socialMapNl.empty.noPartners);
  const words = readWords(draw([mapPartner('Stil')], { links }));
  expect(words).toContain(socialMapNl.reply.none);
  expect(words).toContain(socialMapNl.empty.partner);
  expect(words).toContain('Stil');
});

test('the last change of all stands in the head, and its own beside each partner', () => {
  const changedOn = (name: string, updatedOn: string) =>
    mapPartner(name, undefined, { profile: { content: { ...emptyProfile, about: 'Hier' }, updatedOn } });
  const words = readWords(draw([changedOn('A', '2026-09-30'), changedOn('B', '2025-12-01')]));
  expect(words).toContain('laatst gewijzigd op 30 september 2026');
  expect(words).toContain('B gewijzigd op 1 december 2025');
});

test('the same map comes out the same, whatever the order of its partners and tags', () => {
  const turned = exampleMap
    .map(({ profile, ...partner }) => {
      const content = profile && {
        ...profile.content,
        contributions: profile.content.contributions.toReversed(),
      };
      return { ...partner, ...(content && { profile: { ...profile, content } }) };
    })
    .toReversed();
  expect(draw(turned)).toBe(draw(exampleMap));
});

test('a script in any field is text, and a line break stays a line', () => {
  const attack = '</style><script>document.title="x"</script>{{t}}<img src=x>"\'';
  const texts = [
    'about',
    'otherContributions',
    'otherTargetGroups',
    'phone',
    'email',
    'address',
    'openingHours',
  ];
  const fields = Object.fromEntries(texts.map((field) => [field, `${field} ${attack}\r\nTwee`]));
  const hostile = mapPartner(attack, { ...fields, website: attack }, { kind: attack });
  for (const changes of [{}, { links }, { links, search: 'script' }]) {
    const html = draw([hostile], { ...changes, network: { name: attack, madeUp: true } });
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
    for (const field of texts) expect(readWords(html)).toContain(`${field} ${attack} Twee`);
    expect(html).toContain('<p>Twee</p>');
  }
  expect(draw(longestMap, { links }).match(/<script/g)).toHaveLength(1);
});

test.each([
  ['https://weert.example/a?b=1', 'https://weert.example/a?b=1'],
  ['HTTP://Weert.example', 'http://weert.example/'],
  ['javascript:alert(1)', undefined],
  [' java\tscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['weert.example', undefined],
  ['', undefined],
])('the web address %j', (typed, href) => {
  expect(toWebLink(typed)).toBe(href);
  const html = draw([mapPartner('A', { about: 'Hier', website: typed })], { links });
  expect(html.includes('rel="noopener noreferrer nofollow"')).toBe(href !== undefined);
  expect(html).not.toMatch(/href="\s*(java|data)/i);
});

test('a number to call and a mail address become links only when they are one', () => {
  expect(toPhoneLink('0495 – 12')).toBe('tel:049512');
  expect(toPhoneLink('+31 (0)495 123 456')).toBe('tel:+31495123456');
  expect(toPhoneLink('0495 123456 of 0495 654321')).toBeUndefined();
  expect(toPhoneLink('112 112 112 112 112 112')).toBeUndefined();
  expect(toMailLink('hulp@weert.example')).toBe('mailto:hulp@weert.example');
  expect(toMailLink('a@b.example?bcc=c@d.example')).toBeUndefined();
  expect(toMailLink('a@b.example,c@d.example')).toBeUndefined();
});

test('no Dutch sentence is longer than twenty words', () => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
  const long = texts([socialMapNl, profileNl])
    .flatMap((text) => text.split(/[.!?:;]\s/))
    .filter((sentence) => sentence.replace(/\{\{\w+\}\}/g, 'x').split(/\s+/).length > 20);
  expect(long).toEqual([]);
});
