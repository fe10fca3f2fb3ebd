import { expect, test } from 'vitest';
import { describeConditions } from '../../../../reports/factsheet/describe-conditions.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import { findInstrument } from '../../../../survey/versions.ts';
import { answerAlike, answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

test('each condition has its name, its verdict in words, its figure, interval and n, in the order of the page', () => {
  const view = describeConditions(makeInput(answerWeert()))!;
  expect(view.rows.map(({ name, figures }) => [name, figures?.verdict, figures?.score, figures?.n])).toEqual([
    ['Tijd om samen te werken', 'staat waarschijnlijk in de weg', '30', 9],
    ['Geld om samen te werken', 'waarschijnlijk geen van beide', '50', 9],
    ['Regels en voorschriften', 'staat waarschijnlijk in de weg', '30', 9],
    ['Hoe lang mensen blijven', 'waarschijnlijk geen van beide', '40', 9],
    ['Hoe lang projecten doorlopen', 'staat in de weg', '20', 9],
    ['Ruimte in het werk', 'helpt waarschijnlijk', '80', 9],
  ]);
  // One question of nine partners: an interval would tell who said what.
  for (const { figures } of view.rows) expect(figures!.band.range).toBeUndefined();
  expect(view.notes.join(' ')).toMatch(
    /Tot en met 38 staat iets in de weg, vanaf 63 helpt het\. Telt niet mee voor de thema’s\./,
  );
});

test('the mark stands where the figure is, on the line from 0 to 100 with the cut-offs of the conditions', () => {
  const { rows } = describeConditions(makeInput(answerWeert()))!;
  expect(rows[5]!.figures!.band).toMatchObject({ at: '80%', low: '37.5%', high: '62.5%', look: 'strong' });
});

test('the factsheet has the box in both languages, and the answer and conclusion do not speak of it', () => {
  for (const [language, title, verdict] of [
    ['nl', 'Rond het netwerk: wat helpt en wat staat in de weg', 'staat in de weg'],
    ['en', 'Around the network: what helps and what gets in the way', 'gets in the way'],
  ] as const) {
    const html = renderFactsheet(makeInput(answerWeert(), { language }));
    const [box = ''] = html.match(/<section class="conditions bands">[\s\S]*?<\/section>/) ?? [];
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
  });
});

test('one condition with too few answers stands there without a figure', () => {
  const answered = answerWeert();
  const responses = answered.responses.map((response, i) => ({
    ...response,
    conditions: i < 6 ? response.conditions : { ...response.conditions, room: null },
  }));
  const html = renderFactsheet(makeInput({ ...answered, responses }));
  const [box = ''] = html.match(/<section class="conditions bands">[\s\S]*?<\/section>/) ?? [];
  expect(readWords(box)).toMatch(/Ruimte in het werk te weinig antwoorden/);
});

test('a round of version 1, whose stored scores have no conditions, has a factsheet without the box', () => {
  const instrument = findInstrument('ketenspiegel', '1')!;
  const input = makeInput(answerWeert(), { instrument });
  expect(input.scores).not.toHaveProperty('conditions');
  expect(describeConditions(input)).toBeUndefined();
  expect(renderFactsheet(input)).not.toContain('<section class="conditions bands">');
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
