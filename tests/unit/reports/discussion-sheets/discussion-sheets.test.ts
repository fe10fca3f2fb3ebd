import { expect, test } from 'vitest';
import questionsEn from '../../../../reports/discussion-sheets/questions.en.json' with { type: 'json' };
import questionsNl from '../../../../reports/discussion-sheets/questions.nl.json' with { type: 'json' };
import { renderDiscussionSheets } from '../../../../reports/discussion-sheets/render-discussion-sheets.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import {
  answerAlike,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

/** Of the sheets, without the form at the end. */
const titles = (html: string) =>
  [...html.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, name]) => name).slice(0, -1);
const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);

test('each weakness of the conclusion has one sheet, in the order of the instrument', () => {
  expect(titles(renderDiscussionSheets(makeInput(answerWeert())))).toEqual([
    'Gedeelde waarden',
    'Gezamenlijke planning',
    'Hoeveelheid contact',
    'Weten wat elke partner doet',
    'Elkaar echt nodig hebben',
    'Goede naam',
  ]);
});

test('a sheet says what was measured, how sure that is, what changed, and asks one big question and two more', () => {
  const words = readWords(renderDiscussionSheets(makeInput(answerWeertAgain())));
  expect(words).toContain('Partners spreken elkaar te weinig. Er is behoefte aan meer contact.');
  expect(words).toContain(
    'Gemeten: score 38, 10 partners. Dit is duidelijk een zwak punt. Sinds de vorige meting: beter.',
  );
  expect(words).toContain('10 van de 21 partners deden mee. Van 11 weten we het niet.');
  for (const question of questionsNl.contact) expect(words).toContain(question);
  expect(words).toContain(`De grote vraag ${questionsNl.contact[0]}`);
  expect(words).toMatch(/inloopuur.*Eerste stap:.*Bron:/);
});

test('advice that the factsheet has no room for says so, and the form for agreements comes last, once', () => {
  const words = readWords(renderDiscussionSheets(makeInput(answerWeert())));
  const count = (text: string) => words.split(text).length - 1;
  expect([count('Ideeën om mee te beginnen'), count('Ideeën die niet op de factsheet staan')]).toEqual([
    3, 3,
  ]);
  expect(count('Onze afspraken Geef dit blad')).toBe(1);
  expect(words).toMatch(/Welk punt Wat Wie Voor welke dag 1 2 3 4 5 6\s*$/);
});

test('points that need attention get a sheet when they are asked for', () => {
  const network = answerAlike(['A', 'B', 'C', 'D', 'E', 'F'], (i) => (i < 3 ? 4 : 3));
  const none = renderDiscussionSheets(makeInput(network));
  expect(readWords(none)).toContain('Er zijn geen zwakke punten');
  expect(none).not.toContain('class="sheet"');
  expect(titles(renderDiscussionSheets(makeInput(network), { attention: true }))).toHaveLength(14);
});

test('below five partners there is no sheet and no figure, and four answers look the same as none', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const four = renderDiscussionSheets(makeInput(answerAlike(names, (i) => (i < 4 ? 1 : undefined))));
  const nobody = renderDiscussionSheets(makeInput(answerAlike(names, () => undefined)));
  expect(four).toBe(nobody);
  expect(four).not.toContain('class="sheet"');
  expect(readWords(four)).toContain('Wij tonen pas cijfers als minstens 5 partners hebben geantwoord.');
});

test('a weakness whose score is withheld has no sheet', () => {
  const input = makeInput(answerWeert());
  const scores = structuredClone(input.scores);
  const at = scores.facets.findIndex(({ id }) => id === 'contact');
  scores.facets[at] = { id: 'contact', concept: 'quality', withheld: 'minimum' };
  const html = renderDiscussionSheets({ ...input, scores });
  expect(titles(html)).not.toContain('Hoeveelheid contact');
  expect(titles(html)).toHaveLength(5);
});

test('a sheet holds no figure that the scores for everybody do not have', () => {
  const input = makeInput(answerWeert());
  const html = renderDiscussionSheets(input, { attention: true });
  const shown = input.scores.facets.flatMap((score) => (isWithheld(score) ? [] : [String(score.index)]));
  const printed = [...html.matchAll(/score (\d+(?:,\d+)?)/g)].map(([, score]) => score!);
  expect(printed.length).toBeGreaterThan(5);
  for (const score of printed) expect(shown).toContain(score);
});

test('a name that people typed stays a name', () => {
  for (const name of hostileNames) {
    const html = renderDiscussionSheets(makeInput(answerWeert(), { network: { name, madeUp: false } }));
    expect(html.match(/<script/gi)).toHaveLength(1);
    expect(html).not.toMatch(/<img|verzonnen/i);
  }
});

test('in English it says the same', () => {
  const words = readWords(renderDiscussionSheets(makeInput(answerWeertAgain(), { language: 'en' })));
  expect(words).toContain('This is clearly a weakness. Since the previous round: better.');
  expect(words).not.toMatch(/\b(wij|deze|zijn|niet)\b/);
});

test.each([
  ['nl', questionsNl],
  ['en', questionsEn],
] as const)('each facet has three questions of its own, short and each once (%s)', (_language, questions) => {
  const all = Object.values(questions).flat();
  for (const { id } of facets) expect(questions[id as keyof typeof questions]).toHaveLength(3);
  expect(questions.general).toHaveLength(3);
  expect(new Set(all).size).toBe(15 * 3);
  const sentences = all.flatMap((text) => text.split(/[.!?]\s/));
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
});
