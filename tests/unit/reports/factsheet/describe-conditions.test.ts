import { expect, test } from 'vitest';
import { describeConditions } from '../../../../reports/factsheet/describe-conditions.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import { findInstrument } from '../../../../survey/versions.ts';
import { answerAlike, answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

test('each condition has its name, its verdict in words, its figure, interval and n, in the order of the page', () => {
  const view = describeConditions(makeInput(answerWeert()))!;
  expect(view.rows.map(({ name, figures }) => [name, figures?.verdict, figures?.mean, figures?.n])).toEqual([
    ['Tijd om samen te werken', 'staat waarschijnlijk in de weg', '2,2', 9],
    ['Geld om samen te werken', 'waarschijnlijk geen van beide', '3', 9],
    ['Regels en voorschriften', 'staat waarschijnlijk in de weg', '2,2', 9],
    ['Hoe lang mensen blijven', 'waarschijnlijk geen van beide', '2,6', 9],
    ['Hoe lang projecten doorlopen', 'staat in de weg', '1,8', 9],
    ['Ruimte in het werk', 'helpt waarschijnlijk', '4,2', 9],
  ]);
  // One question of nine partners: an interval would tell who said what.
  for (const { figures } of view.rows) expect(figures!.interval).toBe('geen');
  expect(view.notes.join(' ')).toMatch(
    /2,5 in de weg, vanaf 3,5 helpt het\. Telt niet mee voor de thema’s\./,
  );
});

test('the mark stands where the figure is, and the interval never leaves the line', () => {
  const { rows, cutoffs } = describeConditions(makeInput(answerWeert()))!;
  expect(cutoffs).toEqual([37.5, 62.5]);
  expect(rows[5]!.figures!.mark.at).toBe(80);
  for (const { figures } of rows) {
    const { at, from, to } = figures!.mark;
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(100);
    expect(at >= from && at <= to).toBe(true);
  }
});

test('the factsheet has the box in both languages, and the answer and conclusion do not speak of it', () => {
  for (const [language, title, verdict] of [
    ['nl', 'Rond het netwerk: wat helpt en wat staat in de weg', 'staat in de weg'],
    ['en', 'Around the network: what helps and what gets in the way', 'gets in the way'],
  ] as const) {
    const html = renderFactsheet(makeInput(answerWeert(), { language }));
    const [box = ''] = html.match(/<section class="conditions">[\s\S]*?<\/section>/) ?? [];
    expect(readWords(box)).toContain(title);
    expect(readWords(box)).toContain(verdict);
    expect(html.match(/<section class="conclusion">[\s\S]*?<\/section>/)![0]).not.toMatch(
      /class="conditions"|regels en/i,
    );
  }
});

test('when nobody, or too few, answered this page the box says so and holds no figure', () => {
  const view = describeConditions(makeInput(answerAlike(['A', 'B', 'C', 'D', 'E', 'F'], () => 4)))!;
  expect(view).toEqual({
    notes: ['Te weinig partners vulden de vragen hierover in. Daarom laten wij hier niets zien.'],
    rows: [],
    cutoffs: [],
  });
});

test('one condition with too few answers stands there without a figure', () => {
  const answered = answerWeert();
  const responses = answered.responses.map((response, i) => ({
    ...response,
    conditions: i < 6 ? response.conditions : { ...response.conditions, room: null },
  }));
  const html = renderFactsheet(makeInput({ ...answered, responses }));
  const [box = ''] = html.match(/<section class="conditions">[\s\S]*?<\/section>/) ?? [];
  expect(readWords(box)).toMatch(/Ruimte in het werk te weinig antwoorden/);
});

test('a round of version 1, whose stored scores have no conditions, has a factsheet without the box', () => {
  const instrument = findInstrument('ketenspiegel', '1')!;
  const input = makeInput(answerWeert(), { instrument });
  expect(input.scores).not.toHaveProperty('conditions');
  expect(describeConditions(input)).toBeUndefined();
  expect(renderFactsheet(input)).not.toContain('<section class="conditions">');
});

test('conditions of anybody’s instrument without names go by their ids, escaped', () => {
  const instrument: Instrument = {
    ...findInstrument('ketenspiegel', '2')!,
    conditions: { scale: { min: 0, max: 10 }, items: [{ id: '<b>x</b>' }] },
  };
  const answered = answerWeert();
  const responses = answered.responses.map((response) => ({ ...response, conditions: { '<b>x</b>': 10 } }));
  const html = renderFactsheet(makeInput({ ...answered, responses }, { instrument }));
  expect(html).toContain('&lt;b&gt;x&lt;/b&gt;');
  expect(html).not.toContain('<b>x</b>');
});
