import { expect, test } from 'vitest';
import { describeSlides } from '../../../../reports/slides/describe-slides.ts';
import { writePptx } from '../../../../reports/slides/pptx/write-pptx.ts';
import type { SlideChart } from '../../../../reports/slides/slides.ts';
import {
  answerAlike,
  answerSixty,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeAgreements,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readZip } from '../../../support/read-zip.ts';

const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const logo = { src: png, width: 200, height: 80, alt: 'Logo van de gemeente Weert' };
const weert = makeInput(answerWeertAgain(), {
  agreements: makeAgreements(8, 'Een inloopuur in het Huis van de Wijk'),
  looks: { logo, colour: '#7a1f5c' },
});

type Parts = Map<string, string>;

async function write(input = weert): Promise<Parts> {
  const files = readZip(Buffer.from(await writePptx(input)));
  return new Map(
    files.map(({ name, content }) => [name, content.toString(name.endsWith('.xlsx') ? 'latin1' : 'utf8')]),
  );
}

const listParts = (parts: Parts, pattern: RegExp) =>
  [...parts.keys()]
    .filter((name) => pattern.test(name))
    .sort((a, b) => Number(/\d+(?=\.xml)/.exec(a)![0]) - Number(/\d+(?=\.xml)/.exec(b)![0]))
    .map((name) => parts.get(name)!);
const slidesOf = (parts: Parts) => listParts(parts, /^ppt\/slides\/slide\d+\.xml$/);

function read(xml: string): string {
  const words = [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text).join(' ');
  return unescapeXml(words);
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

test('every part that is named is there, has a type, and is named once; what is there is named', async () => {
  const parts = await write();
  const types = parts.get('[Content_Types].xml')!;
  const overrides = [...types.matchAll(/<Override PartName="\/([^"]+)"/g)].map(([, name]) => name!);
  expect(overrides.filter((name) => !parts.has(name))).toEqual([]);
  expect(new Set(overrides).size).toBe(overrides.length);
  const defaults = [...types.matchAll(/<Default Extension="([^"]+)"/g)].map(([, ending]) => ending!);
  const named = new Set(['[Content_Types].xml']);
  for (const [name, rels] of parts) {
    if (!name.endsWith('.rels')) {
      const isTyped = overrides.includes(name) || defaults.includes(name.split('.').at(-1)!);
      expect([name, isTyped]).toEqual([name, true]);
      continue;
    }
    named.add(name);
    const folder = name.replace(/_rels\/[^/]+$/, '');
    const ids = [...rels.matchAll(/ Id="([^"]+)"/g)].map(([, id]) => id);
    expect([name, new Set(ids).size]).toEqual([name, ids.length]);
    for (const [, target] of rels.matchAll(/ Target="([^"]+)"/g)) {
      const { pathname } = new URL(target!, `file:///${folder}`);
      expect([name, target, parts.has(pathname.slice(1))]).toEqual([name, target, true]);
      named.add(pathname.slice(1));
    }
  }
  expect([...parts.keys()].filter((name) => !named.has(name))).toEqual([]);
});

test('each slide has its title in the place of titles, its own numbers for shapes, and its notes', async () => {
  const parts = await write();
  const slides = describeSlides(weert);
  const notes = listParts(parts, /^ppt\/notesSlides\/notesSlide\d+\.xml$/);
  const own = slidesOf(parts);
  expect(own).toHaveLength(slides.length);
  for (const [i, xml] of own.entries()) {
    const { title, notes: said } = slides[i]!;
    const place = [...xml.matchAll(/<p:sp>.*?<\/p:sp>/gs)]
      .map(([shape]) => shape)
      .filter((s) => /type="title"/.test(s));
    expect(place.map(read)).toEqual([title]);
    const ids = [...xml.matchAll(/<p:cNvPr id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const paragraphs = [...notes[i]!.matchAll(/<a:p><a:r>.*?<\/a:p>/gs)].map(([paragraph]) =>
      read(paragraph),
    );
    expect(paragraphs).toEqual(said);
  }
});

test('texts and tables of the page stand in it word for word', async () => {
  const own = slidesOf(await write());
  for (const [i, { blocks }] of describeSlides(weert).entries()) {
    const words = read(own[i]!);
    for (const block of blocks) {
      if (block.kind === 'text') expect(words).toContain(block.text);
      if (block.kind === 'facts') for (const { figure } of block.facts) expect(words).toContain(figure);
      if (block.kind === 'choices') for (const { action } of block.choices) expect(words).toContain(action);
      if (block.kind === 'map') for (const sentence of block.sentences) expect(words).toContain(sentence);
      if (block.kind !== 'table') continue;
      for (const { name, cells } of block.rows)
        for (const text of [name, ...cells]) expect(words).toContain(text);
    }
    expect(own[i]!.includes('<a:tbl>')).toBe(blocks.some(({ kind }) => kind === 'table'));
  }
});

test('charts are charts: with the scores of the page, also in the workbook behind them, and all of it in words', async () => {
  const parts = await write();
  const charts = describeSlides(weert).flatMap(({ blocks }) =>
    blocks.filter((block): block is SlideChart => block.kind === 'chart'),
  );
  for (const [i, { groups, alternative }] of charts.entries()) {
    const rows = groups.flatMap((group) => group.rows);
    const xml = parts.get(`ppt/charts/chart${i + 1}.xml`)!;
    const [then, now] = [...xml.matchAll(/<c:ser>.*?<\/c:ser>/gs)].map(([series]) => {
      const values = /<c:val>.*?<\/c:val>/s.exec(series)![0];
      return [...values.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(([, value]) => Number(value));
    });
    const points = rows.map(({ score }) => score!.value);
    expect(now).toEqual(points);
    // Behind it stands what the previous factsheet showed, in whole points, with a legend and no figure.
    const previous = rows.map((row) => Math.round(row.previous!));
    expect(then).toEqual(previous);
    expect(xml.match(/<c:dLbls><c:delete val="1"\/><\/c:dLbls>/g)).toHaveLength(1);
    const margins = (side: string) => [
      ...new RegExp(`<c:${side}>(.*?)</c:${side}>`, 's').exec(xml)![1]!.matchAll(/<c:v>([^<]*)<\/c:v>/g),
    ];
    const reach = (side: string) => margins(side).map(([, value]) => Number(value));
    expect(reach('plus')).toEqual(rows.map(({ score }) => score!.high! - score!.value));
    expect(reach('minus')).toEqual(rows.map(({ score }) => score!.value - score!.low!));
    const workbook = readZip(
      Buffer.from(parts.get(`ppt/embeddings/Microsoft_Excel_Worksheet${i + 1}.xlsx`)!, 'latin1'),
    );
    const sheet = workbook.find(({ name }) => name.endsWith('sheet1.xml'))!.content.toString();
    const column = (letter: string) => [
      ...sheet.matchAll(new RegExp(`<c r="${letter}\\d+"(?! t="s")[^>]*><v>([^<]*)</v>`, 'g')),
    ];
    const read = (letter: string) => column(letter).map(([, value]) => Number(value));
    expect([read('B'), read('C')]).toEqual([points, previous]);
    const shown = slidesOf(parts).filter((slide) => unescapeXml(slide).includes(`descr="${alternative}"`));
    expect(shown).toHaveLength(1);
  }
  expect(charts).toHaveLength(2);
});

test('what the previous factsheet did not show has no bar behind it, and no cell; a first round has none at all', async () => {
  const input = makeInput(answerWeertAgain());
  const { result, ...before } = input.previousRound!;
  const { instrument, scores } = result!;
  const [first, ...others] = scores.facets;
  const facets = [{ id: first!.id, concept: first!.concept, withheld: 'minimum' as const }, ...others];
  const parts = await write({
    ...input,
    previousRound: { ...before, result: { instrument, scores: { ...scores, facets } } },
  });
  const listSeries = (from: Parts) =>
    [...from.get('ppt/charts/chart2.xml')!.matchAll(/<c:ser>.*?<\/c:ser>/gs)].map(([xml]) => xml);
  const [then, now] = listSeries(parts);
  const countValues = (xml: string) => /<c:val>.*<\/c:val>/s.exec(xml)![0].match(/<c:v>\d+<\/c:v>/g)!.length;
  expect(countValues(then!)).toBe(countValues(now!) - 1);
  expect(then).not.toMatch(/<c:v>(?:NaN)?<\/c:v>/);
  const workbook = parts.get('ppt/embeddings/Microsoft_Excel_Worksheet2.xlsx')!;
  const sheet = readZip(Buffer.from(workbook, 'latin1')).find(({ name }) => name.endsWith('sheet1.xml'))!;
  expect(sheet.content.toString()).not.toMatch(/<c r="C2"|<v>(?:NaN)?<\/v>/);
  expect(listSeries(await write(makeInput(answerWeert())))).toHaveLength(1);
});

test('the map is one group of shapes with a text for who cannot see it', async () => {
  const slides = describeSlides(weert);
  const at = slides.findIndex(({ name }) => name === 'map');
  const xml = slidesOf(await write())[at]!;
  const block = slides[at]!.blocks.find((one) => one.kind === 'map')!;
  expect([...xml.matchAll(/<p:grpSp>/g)]).toHaveLength(1);
  expect(unescapeXml(xml)).toContain(`descr="${block.alternative}"`);
  const group = /<p:grpSp>.*<\/p:grpSp>/s.exec(xml)![0];
  expect(group.match(/prst="line"/g)).toHaveLength(block.drawing.lines.length);
  expect(block.drawing.isNumbered).toBe(false);
  for (const { lines } of block.drawing.labels)
    for (const { text } of lines) expect(unescapeXml(group)).toContain(`<a:t>${text}</a:t>`);
  expect(xml).not.toContain('map::');
});

test('the text says its language, the letters are of a font that every office has, the colour is the municipality’s', async () => {
  const nl = [...(await write())].filter(([name]) =>
    /^ppt\/(slides|notesSlides|charts)\/\w+\.xml$/.test(name),
  );
  const en = await write(makeInput(answerWeertAgain(), { language: 'en' }));
  expect(new Set(nl.flatMap(([, xml]) => xml.match(/\blang="[^"]*"/g) ?? []))).toEqual(
    new Set(['lang="nl-NL"']),
  );
  expect(en.get('ppt/slides/slide1.xml')).toContain('lang="en-GB"');
  const fonts = nl.flatMap(([, xml]) => xml.match(/<a:latin typeface="[^"]*"/g) ?? []);
  expect(new Set(fonts.filter((font) => !font.includes('"+')))).toEqual(
    new Set(['<a:latin typeface="Arial"']),
  );
  const layouts = listParts(await write(), /^ppt\/slideLayouts\/slideLayout\d+\.xml$/).join('');
  expect(layouts).toContain('7A1F5C');
  expect(layouts).toContain('descr="Logo van de gemeente Weert"');
});

test('the same input gives the same bytes, whatever was made before', async () => {
  const first = await writePptx(weert);
  await writePptx(makeInput(answerWeertAgain()));
  expect(Buffer.compare(Buffer.from(await writePptx(weert)), Buffer.from(first))).toBe(0);
});

test('names of sixty partners, and names that attack, are words in it', async () => {
  const sixty = slidesOf(await write(makeInput(answerSixty())));
  expect(read(sixty[2]!)).toContain('60');
  const parts = await write(
    makeInput(
      answerAlike(hostileNames, (i) => (i % 5) + 1),
      { network: { name: hostileNames[3]!, madeUp: false } },
    ),
  );
  expect(read(slidesOf(parts)[0]!)).toContain('"><img src=x onerror="document.title = \'taken\'">');
  for (const xml of parts.values()) expect(xml).not.toContain('<img');
});

test('below five partners it has two slides, and no chart, map or table', async () => {
  const parts = await write(makeInput(answerAlike(['A', 'B', 'C'], () => 5)));
  expect(slidesOf(parts)).toHaveLength(2);
  expect([...parts.keys()].filter((name) => /chart|embeddings\/./.test(name))).toEqual([]);
});
