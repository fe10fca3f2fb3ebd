import { expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import type { EarlierAgreement } from '../../../../reports/figures/factsheet-input.ts';
import {
  answerAlike,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeAgreements,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const agreement: EarlierAgreement = {
  round: '2025',
  facet: 'contact',
  what: 'Elke dinsdag een inloopuur',
  who: 'Het buurthuis',
  byWhen: '2026-03-01',
  state: 'done',
};
const late: EarlierAgreement = { ...agreement, what: 'Een lijst met nummers', state: 'late' };
const open: EarlierAgreement = {
  ...agreement,
  facet: 'values',
  what: 'Een avond over waarden',
  byWhen: '2026-12-31',
  state: 'open',
};

function section(answered: Parameters<typeof makeInput>[0], agreements: EarlierAgreement[]): string {
  const html = renderFactsheet(makeInput(answered, { agreements }));
  return readWords(/<section class="agreements">(.*?)<\/section>/s.exec(html)?.[1] ?? '').replaceAll(
    / (?=[:)])|(?<=\() /g,
    '',
  );
}

test('without agreements there is nothing about them', () => {
  expect(renderFactsheet(makeInput(answerWeertAgain()))).not.toContain('class="agreements"');
});

test('each agreement stands with its facet, done or not, and with what the facet did since', () => {
  const words = section(answerWeertAgain(), [agreement, late, open]);
  expect(words).toContain(
    'maakten de partners 3 afspraken. Zo stonden die ervoor op 1 oktober 2026. Klaar: 1 van de 3.',
  );
  expect(words).toMatch(
    /Gedeelde waarden = sinds de vorige meting: geen aantoonbare verandering.*Hoeveelheid contact ▲ sinds de vorige meting: beter/,
  );
  expect(words).toContain('✓ klaar: Elke dinsdag een inloopuur (Het buurthuis, voor 1 maart 2026)');
  expect(words).toContain('○ over tijd: Een lijst met nummers');
  expect(words).toContain('○ loopt nog: Een avond over waarden');
});

test('a cause is never claimed', () => {
  expect(section(answerWeertAgain(), [agreement])).toContain(
    'dan hoeft dat niet door een afspraak te komen. De oorzaak meten wij niet.',
  );
});

test('without an earlier round to compare with, nothing is said of what the facet did', () => {
  expect(section(answerWeert(), [agreement])).not.toContain('sinds de vorige meting');
});

test('of too few partners the agreements are not shown with figures', () => {
  const few = answerAlike(['A', 'B', 'C', 'D', 'E'], (i) => (i < 4 ? 2 : undefined));
  expect(section(few, [agreement])).toBe('');
});

test('a facet that this instrument does not have goes by its id, and what people typed stays text', () => {
  for (const what of hostileNames) {
    const html = renderFactsheet(
      makeInput(answerWeert(), { agreements: [{ ...agreement, facet: 'gone', what, who: what }] }),
    );
    expect(html).toContain('<h3>gone</h3>');
    expect(html).not.toMatch(/<img/i);
  }
});

test('of many agreements those that are not done stand there, with how many more there are', () => {
  const words = section(answerWeertAgain(), makeAgreements(50, 'Afspraak'));
  expect(words.match(/Afspraak \d+/g)).toHaveLength(12);
  expect(words).not.toContain('klaar: Afspraak');
  expect(words).toContain('Klaar: 17 van de 50.');
  expect(words).toContain('Nog 38 afspraken staan hier niet.');
});

test('long agreements are cut to what there is room for', () => {
  const words = section(answerWeertAgain(), makeAgreements(12, 'Een heel lange afspraak. '.repeat(12)));
  expect(words.match(/…/g)!.length).toBeGreaterThanOrEqual(12);
  expect(
    section(answerWeertAgain(), [{ ...agreement, what: 'Een heel lange afspraak. '.repeat(12) }]),
  ).not.toContain('…');
});
