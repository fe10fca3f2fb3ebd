import { describe, expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { describeChange } from '../../../../reports/figures/describe-change.ts';
import type { FactsheetInput } from '../../../../reports/figures/factsheet-input.ts';
import type { Change } from '../../../../scoring/changes.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import {
  type Answered,
  answerAlike,
  answerWeertAgain,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const names = Array.from({ length: 12 }, (_none, i) => `Partner ${i}`);

/** Twelve partners now; of those `then` says what they answered a year before. */
function since(
  then: (index: number) => number | undefined,
  now: (index: number) => number | undefined,
): Answered {
  const previous = { instrument: latestInstrument, responses: answerAlike(names, then).responses };
  return { ...answerAlike(names, now), previous };
}

function read(answered: Answered, changes: Partial<FactsheetInput> = {}) {
  return describeChange(makeInput(answered, changes))!;
}

test('without an earlier round there is no such part', () => {
  const input = makeInput(answerAlike(names, () => 4));
  expect(describeChange(input)).toBeUndefined();
  expect(readWords(renderFactsheet(input))).not.toContain('Deze meting naast de vorige');
});

test('better: in words, with the difference in points of the score, its interval and m', () => {
  const answered = since(
    (i) => 2 + (i % 2),
    () => 4,
  );
  const view = read(answered);
  expect(view.intro.join(' ')).toContain('de meting ‘2025’, afgesloten op 1 oktober 2025');
  expect(view.lead.join(' ')).toMatch(
    /^Aantoonbaar beter: taken en verantwoordelijkheden, .* en goede naam\.$/,
  );
  expect(view.concepts.map(({ change }) => change.verdict)).toEqual(['beter', 'beter', 'beter', 'beter']);
  expect(view.concepts[0]!.change.figure).toMatch(
    /^score \+38 \(\+\d+ tot \+\d+\), 12 partners beide keren$/,
  );
  expect(view.concepts[0]!.facets.every(({ sign, verdict }) => sign === '▲' && verdict === 'beter')).toBe(
    true,
  );
  expect(view.notes).toEqual([
    expect.stringMatching(/^Deze vergelijking kon een verschil aantonen vanaf \d+ punten bij een thema/),
    'Wie toen meedeed, deed nu ook mee, en er kwam niemand bij.',
  ]);
  const words = readWords(renderFactsheet(makeInput(answered)));
  expect(words).toContain('▲ nu beter');
  expect(words).toContain('Sinds de vorige meting');
});

test('worse, and no demonstrable change', () => {
  expect(
    read(
      since(
        () => 4,
        (i) => 2 + (i % 2),
      ),
    ).lead[0],
  ).toMatch(/^Aantoonbaar slechter: /);
  const same = read(
    since(
      (i) => 3 + (i % 2),
      (i) => 3 + (i % 2),
    ),
  );
  expect(same.lead).toEqual(['Geen enkel onderdeel is aantoonbaar veranderd.']);
  expect(same.concepts[0]!.change).toMatchObject({ sign: '=', verdict: 'geen aantoonbare verandering' });
});

describe('who took part only once', () => {
  test('from one to four: counted, and the difference is kept back in words and in the table', () => {
    const answered = since(
      (i) => (i < 10 ? 3 : undefined),
      () => 4,
    );
    const view = read(answered);
    expect(view.hasDifferences).toBe(false);
    expect(view.concepts[0]!.change).toMatchObject({ verdict: 'beter', figure: '10 partners beide keren' });
    expect(view.notes.join(' ')).toContain('Nieuw in deze meting: 2 partners.');
    expect(view.notes.join(' ')).toContain('Wij tonen hier alleen het oordeel, niet het verschil.');
    expect(readWords(renderFactsheet(makeInput(answered)))).not.toContain('Verschil met vorige meting');
  });

  test('five or more: with their mean, by theme', () => {
    const view = read(
      since(
        (i) => (i < 7 ? 3 : undefined),
        (i) => (i < 7 ? 4 : 5),
      ),
    );
    expect(view.notes.join(' ')).toContain('5 partners (score 100) bij ‘Delen’');
    expect(view.hasDifferences).toBe(true);
  });
});

test('fewer than five in both rounds: a sentence and no figure', () => {
  const answered = since(
    (i) => (i < 4 ? 3 : undefined),
    () => 4,
  );
  const view = read(answered);
  expect(view.lead).toEqual([
    'Van geen enkel onderdeel kunnen wij zeggen of het veranderd is: daarvoor deden te weinig partners beide keren mee.',
  ]);
  expect(JSON.stringify(view)).not.toMatch(/score [+−\d]|beide keren"/);
});

test('another version of the questionnaire is said, with the number of statements that are compared', () => {
  const input = makeInput(
    since(
      () => 3,
      () => 4,
    ),
  );
  const change = { ...(input.scores.change as Change), sharedItems: 26 };
  const since0 = { ...change.since, version: 0, hash: 'other' };
  const scores = { ...input.scores, change: { ...change, since: since0 } } as FactsheetInput['scores'];
  expect(describeChange({ ...input, scores })!.intro.join(' ')).toContain(
    `De vragenlijst was toen versie 0 en is nu versie ${latestInstrument.version}. Wij vergelijken de 26 stellingen`,
  );
});

test('two questionnaires without a statement in common cannot be compared', () => {
  const input = makeInput(
    since(
      () => 3,
      () => 4,
    ),
  );
  const scores = { ...input.scores, change: { withheld: 'undefined' } } as FactsheetInput['scores'];
  expect(describeChange({ ...input, scores })!.lead[0]).toContain('hebben geen stelling die gelijk is');
});

test('the example shows its change, in English too', () => {
  const words = readWords(renderFactsheet(makeInput(answerWeertAgain(), { language: 'en' })));
  expect(words).toContain('This round next to the previous one');
  expect(words).toContain('Demonstrably better: tasks and responsibilities');
  expect(words).toContain('no demonstrable change');
});
