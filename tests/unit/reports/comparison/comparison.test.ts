/** Years and networks beside each other: the charts and their tables say the stored scores, and nothing withheld. */
import { expect, test } from 'vitest';
import { renderComparison } from '../../../../reports/comparison/render-comparison.ts';
import { renderNetworkComparison } from '../../../../reports/comparison/render-network-comparison.ts';
import comparisonNl from '../../../../reports/comparison/texts.nl.json' with { type: 'json' };
import { formatsOf, toIndex } from '../../../../reports/words/format-figures.ts';
import { isSamePart } from '../../../../reports/words/same-part.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { list, makeNetworks, makeYears, type Year } from '../../../support/comparison-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const year = (name: string, opinion = 3.4, answered = list(1, 12)): Year => ({ name, opinion, answered });
/** Cells of rows, as texts. */
const readRows = (table: string): string[][] =>
  [...table.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => readWords(cell!)),
  );

/** All figures of the concept or facet with this number, in the order of the instrument. */
function readTable(html: string, place: number): string[][] {
  const tables = html.split('<section class="all-figures">')[1]!;
  return readRows(tables.split('<tbody')[place + 1]!.split('</tbody>')[0]!).slice(1);
}

/** The rows of the pictures of themes, after that of the cover. */
const readSlopes = (html: string): string[] =>
  html
    .split('<section class="theme-lines">')
    .slice(1)
    .flatMap(
      (theme) =>
        theme
          .split('<tbody')[1]!
          .split('</tbody>')[0]!
          .match(/<tr.*?<\/tr>/gs)!,
    );

/** What is drawn of one column: where its mark is, from the top, and its band. */
const readMarks = (row: string) =>
  [...row.matchAll(/class="slope"(.*?)class="label"/gs)].map(([drawing]) => ({
    at: /<svg x="50%" y="([\d.]+)%" overflow="visible"><circle/.exec(drawing)?.[1],
    range: /class="range" x="-4" y="([\d.]+)%" width="8" height="([\d.]+)%"/.exec(drawing)?.slice(1),
    line: /<line class="([^"]*)"/.exec(drawing)?.[1],
  }));

/** The latest version with the statements of one facet in other words. */
const reworded: Instrument = {
  ...latestInstrument,
  version: 'anders',
  concepts: latestInstrument.concepts.map((concept, c) => ({
    ...concept,
    facets: concept.facets.map((facet, f) => ({
      ...facet,
      items: facet.items.map((item) => (c + f === 0 ? { ...item, text: `Anders: ${item.id}` } : item)),
    })),
  })),
};

test.each([2, 3, 4, 5, 6])('of %i years every slope and the table say the stored scores', (count) => {
  const input = makeYears(
    Array.from({ length: count }, (_none, i) => year(String(2020 + i), 2.6 + 0.3 * (i % 3))),
  );
  const html = renderComparison(input);
  const slopes = readSlopes(html);
  expect(slopes).toHaveLength(18);
  const { index } = formatsOf('nl');
  const parts = latestInstrument.concepts.flatMap((concept) => [concept, ...concept.facets]);
  parts.forEach(({ id }, place) => {
    const rows = readTable(html, place);
    expect(rows).toHaveLength(count);
    input.rounds.forEach(({ round, scores, instrument }, i) => {
      const score = [...scores.facets, ...scores.concepts].find((one) => one.id === id)!;
      if (isWithheld(score) || isWithheld(score.ci)) throw new Error('It should be shown.');
      const [low, high] = score.ci.map((bound) => toIndex(instrument.scale, bound)) as [number, number];
      const { at, range } = readMarks(slopes[place]!)[i]!;
      expect(Number(at)).toBeCloseTo(100 - score.index, 1);
      expect(range!.map(Number)).toEqual([100 - high, high - low].map((value) => expect.closeTo(value, 1)));
      expect(rows[i]!.slice(0, 4)).toEqual([
        round.name,
        index(score.index),
        `${index(low)} tot ${index(high)}`,
        '12',
      ]);
    });
  });
});

test('what demonstrably changed stands in words, between rounds one after another', () => {
  const words = readWords(
    renderComparison(makeYears([year('2024', 2.6), year('2025', 3.6), year('2026', 3.6)])),
  );
  expect(words).toContain('Van 2025 naar 2026 veranderde er niets aantoonbaar.');
  expect(words).toContain('Van 2024 naar 2025 Aantoonbaar beter: taken en verantwoordelijkheden');
  expect(words).not.toContain('Van 2024 naar 2026');
});

test('a year without a round leaves a place open, and a year with too few partners shows no figure', () => {
  const html = renderComparison(
    makeYears([year('2022', 3.4), year('2023', 4.6, list(1, 4)), year('2025', 3.4), year('2026', 3.6)]),
  );
  const [first] = readSlopes(html);
  const cells = readRows(first!)[0]!.slice(1, -1);
  expect(cells.map((cell) => cell.split(' ')[0])).toEqual(['2022', '2023', '2024', '2025', '2026']);
  expect(cells[1]).toBe('2023 te weinig');
  expect(cells[2]).toBe('2024 geen meting');
  const marks = readMarks(first!);
  expect(marks.map(({ at }) => at !== undefined)).toEqual([true, false, false, true, true]);
  expect(marks[0]!.line).toMatch(/^gap /);
  expect(readTable(html, 0)[1]).toEqual(['2023', 'te weinig partners', '–']);
});

test('a year in which nobody answered looks like one in which four did', () => {
  const answered = (partners: number[]) => {
    const years = [year('2025', 3.4), year('2026', 3.4, partners)];
    return renderComparison(makeYears(years));
  };
  expect(answered(list(1, 4))).toBe(answered([]));
});

test.each([
  [1, 'te weinig'],
  [4, 'te weinig'],
  [5, 'gemiddelde'],
])('of %i joiners the mean stands there only from five', (joiners) => {
  const words = readWords(
    renderComparison(makeYears([year('2025', 2.6, list(1, 10)), year('2026', 3.6, list(1, 10 + joiners))])),
  );
  expect(words).toContain(
    joiners === 1 ? 'Nieuw in deze meting: 1 partner' : `Nieuw in deze meting: ${joiners} partners`,
  );
  expect(/Nieuw in deze meting: \d+ partners? \(score \d/.test(words)).toBe(joiners >= 5);
  // With 1 to 4 movers the difference would tell what they answered: only the verdict stands there.
  expect(/(beter|slechter): [+−]/.test(words)).toBe(joiners >= 5);
});

test('where the questions changed the line stops, and it says so', () => {
  expect(isSamePart(reworded, latestInstrument, latestInstrument.concepts[0]!.id)).toBe(false);
  expect(isSamePart(reworded, latestInstrument, latestInstrument.concepts[1]!.id)).toBe(true);
  const html = renderComparison(makeYears([year('2025'), { ...year('2026'), instrument: reworded }]));
  const stopped = readSlopes(html).flatMap((row, place) =>
    /<line class="(?!line")/.test(row) ? [] : [place],
  );
  expect(stopped).toEqual([0, 1]);
  const words = readWords(html);
  expect(words).toContain('waren de stellingen niet in elke meting gelijk');
  expect(words).toContain(`versie ${latestInstrument.version} en is nu versie anders.`);
  expect(readTable(html, 1)[1]!.at(-1)).toBe('andere stellingen');
  expect(readTable(html, 2)[1]!.at(-1)).toContain('niet aantoonbaar anders');
});

test('one round says what will come, none says when, and below five nothing is shown', () => {
  const one = renderComparison(makeYears([year('2026')]));
  expect(readWords(one)).toContain('Er is nu één meting.');
  expect(readWords(one)).toContain('Dat kan zodra een tweede meting is gesloten');
  expect(one).not.toContain('class="slope"');
  expect(readWords(renderComparison(makeYears([])))).toContain('Er is nog geen gesloten meting.');
  const few = renderComparison(makeYears([year('2025', 3, list(1, 4)), year('2026', 3, [])]));
  expect(readWords(few)).toContain('Van geen enkele meting mogen wij cijfers tonen');
  expect(few).not.toContain('<table');
});

test('of more than six rounds the latest six stand there, and it says so', () => {
  const html = renderComparison(makeYears(Array.from({ length: 8 }, (_none, i) => year(String(2019 + i)))));
  expect(readMarks(readSlopes(html)[0]!)).toHaveLength(6);
  expect(readWords(html)).toContain(
    'Hier staan de laatste 6 metingen. 2 eerdere metingen staan er niet bij.',
  );
});

test('networks stand side by side with their intervals, and the made-up one says so', () => {
  const input = makeNetworks([
    { name: 'Armoede', opinion: 2.4 },
    { name: 'Jeugd', isOther: true, opinion: 4 },
    { name: 'Zorg', answered: list(1, 4) },
  ]);
  const html = renderNetworkComparison(input);
  expect(readTable(html, 0).map(([name]) => name)).toEqual(['Armoede', 'Jeugd (gemeente Elders)', 'Zorg']);
  expect(readTable(html, 0)[2]![1]).toBe('te weinig partners');
  const matrix = html.split('<table class="networks"')[1]!.split('<tbody')[1]!.split('</tbody>')[0]!;
  const rows = matrix.match(/<tr.*?<\/tr>/gs)!;
  expect(rows.map((row) => row.split('class="range"').length - 1)).toEqual([4, 4, 0]);
  expect(rows.map((row) => row.includes('class="other"'))).toEqual([false, true, false]);
});

test('a name that attacks the page stays a name, in tables and beside lines', () => {
  const name = '</script><img src=x onerror=alert(1)>{{t}}';
  for (const html of [
    renderNetworkComparison(makeNetworks([{ name }, { name: 'Zorg' }])),
    renderComparison(makeYears([year(name), year('2026')], { network: { name, madeUp: false } })),
  ]) {
    expect(html).not.toContain('<img');
    expect(html.split('</script>').length).toBe(html.split('<script').length);
  }
});

test('no Dutch sentence is longer than twenty words', () => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
  const long = texts(comparisonNl)
    .flatMap((text) => text.split(/[.!?:;]\s/))
    .filter((sentence) => sentence.replace(/\{\{\w+\}\}/g, 'x').split(/\s+/).length > 20);
  expect(long).toEqual([]);
});
