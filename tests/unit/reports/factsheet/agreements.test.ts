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
    /Gedeelde waarden = sindsdien: geen aantoonbare verandering.*Hoeveelheid contact ▲ sindsdien: beter/,
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
  expect(section(answerWeert(), [agreement])).not.toContain('sindsdien');
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

/** What stands there in the forms with this word. */
function sectionIn(form: string, agreements: EarlierAgreement[]): string {
  const html = renderFactsheet(makeInput(answerWeertAgain(), { agreements }));
  // From the inside out: a text within an agreement, an agreement, a facet.
  const own = ['bdi', 'span', 'li', 'li'].reduce(
    (left, tag) =>
      left.replace(
        new RegExp(`<${tag}\\b[^>]* data-in="([^"]*)"(?: hidden)?>(?:(?!<${tag}\\b).)*?</${tag}>`, 'gs'),
        (piece, words) => (words.split(' ').includes(form) ? piece : ''),
      ),
    html,
  );
  return readWords(/<section class="agreements">(.*?)<\/section>/s.exec(own)![1]!);
}

test('of many agreements those that are not done stand there, with how many more there are', () => {
  const words = sectionIn('whole', makeAgreements(50, 'Afspraak'));
  expect(words.match(/Afspraak \d+/g)).toHaveLength(12);
  expect(words).not.toContain('klaar : Afspraak');
  expect(words).toContain('Klaar: 17 van de 50.');
  expect(words).toContain('Nog 38 afspraken staan hier niet.');
});

test('where there is little room six stand there, and at last only how many there are', () => {
  const few = sectionIn('few', makeAgreements(50, 'Afspraak'));
  expect(few.match(/Afspraak \d+/g)).toHaveLength(6);
  expect(few).toContain('Nog 44 afspraken staan hier niet.');
  const counted = sectionIn('counted', makeAgreements(50, 'Afspraak'));
  expect(counted).not.toMatch(/Afspraak \d+/);
  expect(counted).toContain('Klaar: 17 van de 50.');
  expect(counted).toContain('Nog 50 afspraken staan hier niet.');
});

test('long agreements are whole on the page, and cut only in the forms with less room', () => {
  const long = makeAgreements(6, 'Een heel lange afspraak. '.repeat(12));
  expect(sectionIn('whole', long)).not.toContain('…');
  expect(sectionIn('short', long).match(/…/g)).toHaveLength(6);
  expect(sectionIn('short', long).length).toBeGreaterThan(sectionIn('shorter', long).length);
  const html = renderFactsheet(makeInput(answerWeertAgain(), { agreements: [agreement] }));
  expect(html).toContain('<bdi>Elke dinsdag een inloopuur</bdi>');
});
