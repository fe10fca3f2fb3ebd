import { expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import type { FactsheetInput } from '../../../../reports/figures/factsheet-input.ts';
import { describeSlides } from '../../../../reports/slides/describe-slides.ts';
import { renderSlides } from '../../../../reports/slides/render-slides.ts';
import type { Block, Slide, SlideName } from '../../../../reports/slides/slides.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import {
  answerAlike,
  answerSixty,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeAgreements,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const six = ['A', 'B', 'C', 'D', 'E', 'F'];
const weert = (changes: Partial<FactsheetInput> = {}) => makeInput(answerWeert(), changes);

function find(slides: readonly Slide[], name: SlideName): Slide {
  const slide = slides.find((one) => one.name === name);
  if (!slide) throw new Error(`There is no slide '${name}'.`);
  return slide;
}

function blockOf<Kind extends Block['kind']>(slide: Slide, kind: Kind) {
  return slide.blocks.find((block): block is Extract<Block, { kind: Kind }> => block.kind === kind)!;
}

/** All words of slides, but for what a map draws. */
function sayAll(slides: readonly Slide[]): string {
  return JSON.stringify(slides, (key, value) => (key === 'drawing' ? undefined : value));
}

const rowsOf = (slide: Slide) =>
  blockOf(slide, 'table').rows.map(({ sign, name, cells }) => [sign, name, ...cells]);

test('the strong and weak points of Weert are those of its study', () => {
  const slides = describeSlides(weert());
  expect(slides.map(({ name }) => name)).toEqual([
    'answer',
    'participants',
    'map',
    'themes',
    'parts',
    'strengths',
    'weaknesses',
    'choices',
  ]);
  expect(rowsOf(find(slides, 'strengths'))).toEqual([
    ['+', 'Taken en verantwoordelijkheden', 'Delen', 'Waarschijnlijk sterk punt', '81'],
    ['+', 'Expertise en taken doorgeven', 'Delen', 'Waarschijnlijk sterk punt', '78'],
    ['+', 'Vertrouwen en respect', 'Kwaliteit van samenwerking', 'Sterk punt', '83'],
    ['+', 'Open en eerlijke communicatie', 'Kwaliteit van samenwerking', 'Waarschijnlijk sterk punt', '79'],
    ['+', 'Samen meer bereiken', 'Besef van wederzijdse afhankelijkheid', 'Sterk punt', '90'],
    ['+', 'Samen in actie willen komen', 'Besef van wederzijdse afhankelijkheid', 'Sterk punt', '93'],
    ['+', 'Kennis delen en waarderen', 'Kennis, ervaring en goede naam', 'Sterk punt', '91'],
    ['+', 'Waarde van ervaring', 'Kennis, ervaring en goede naam', 'Sterk punt', '86'],
  ]);
  expect(rowsOf(find(slides, 'weaknesses'))).toEqual([
    ['−', 'Gedeelde waarden', 'Delen', 'Zwak punt', '38'],
    ['−', 'Gezamenlijke planning', 'Delen', 'Zwak punt', '33'],
    ['−', 'Hoeveelheid contact', 'Kwaliteit van samenwerking', 'Zwak punt', '38'],
    ['−', 'Weten wat elke partner doet', 'Kwaliteit van samenwerking', 'Zwak punt', '34'],
    [
      '−',
      'Elkaar echt nodig hebben',
      'Besef van wederzijdse afhankelijkheid',
      'Misschien ongelijk verdeeld',
      '56',
    ],
    ['−', 'Goede naam', 'Kennis, ervaring en goede naam', 'Zwak punt', '40'],
  ]);
});

test('the choices are the three weakest points, the clear ones first, or those that the coordinator chose', () => {
  const chosen = (changes: Partial<FactsheetInput>) => {
    const slide = find(describeSlides(weert(changes)), 'choices');
    return blockOf(slide, 'choices').choices.map(({ about, verdict }) => `${about} (${verdict})`);
  };
  expect(chosen({})).toEqual([
    'Delen: gezamenlijke planning (Zwak punt, score 33)',
    'Kwaliteit van samenwerking: weten wat elke partner doet (Zwak punt, score 34)',
    'Kwaliteit van samenwerking: hoeveelheid contact (Zwak punt, score 38)',
  ]);
  expect(chosen({ chosenAdvice: ['reputation', 'contact', 'gone'] }).length).toBeLessThanOrEqual(3);
  const [first] = weert().instrument.concepts.at(-1)!.facets.slice(-1);
  expect(chosen({ chosenAdvice: [first!.id, 'contact', 'of another version'] })).toEqual([
    'Kennis, ervaring en goede naam: goede naam (Zwak punt, score 40)',
    'Kwaliteit van samenwerking: hoeveelheid contact (Zwak punt, score 38)',
  ]);
});

test('from the second round on there is a slide about the change, and one about agreements when there are some', () => {
  const slides = describeSlides(
    makeInput(answerWeertAgain(), { agreements: makeAgreements(8, 'Een inloopuur') }),
  );
  expect(slides.map(({ name }) => name).slice(-3)).toEqual(['change', 'agreements', 'choices']);
  const change = find(slides, 'change');
  expect(rowsOf(change)[1]).toEqual([
    '▲',
    'Kwaliteit van samenwerking',
    'Beter',
    '▲ Open en eerlijke communicatie, ▲ Hoeveelheid contact en ▲ Weten wat elke partner doet',
  ]);
  expect(change.notes.join(' ')).toContain('Vergeleken met de meting ‘2025’.');
  const agreements = find(slides, 'agreements');
  expect(blockOf(agreements, 'text').text).toBe('Klaar: 3 van de 8 afspraken.');
  // What is late stands first, and what has no room is counted.
  expect(rowsOf(agreements).map((row) => row.at(-1))).toEqual([
    'Over tijd',
    'Over tijd',
    'Over tijd',
    'Loopt nog',
    'Loopt nog',
  ]);
  expect(sayAll(slides)).toContain('Nog 3 afspraken staan hier niet.');
});

test('a network without weak points says so, and chooses from what needs attention or what to hold on to', () => {
  const all = (opinion: (i: number) => number) => describeSlides(makeInput(answerAlike(six, opinion)));
  const strong = all(() => 5);
  expect(blockOf(find(strong, 'weaknesses'), 'text').text).toBe('Geen zwak punt gemeten.');
  expect(find(strong, 'choices').title).toBe('3 punten om vast te houden');
  const between = all((i) => (i < 3 ? 4 : 3));
  expect(blockOf(find(between, 'strengths'), 'text').text).toBe('Geen sterk punt gemeten.');
  expect(sayAll([find(between, 'weaknesses')])).toContain('Aandachtspunten: taken en verantwoordelijkheden');
  expect(find(between, 'choices').title).toBe('3 punten om uit te kiezen');
  expect(
    find(
      all(() => 1),
      'weaknesses',
    ).blocks[0],
  ).toMatchObject({ kind: 'table' });
  expect(
    rowsOf(
      find(
        all(() => 1),
        'weaknesses',
      ),
    ),
  ).toHaveLength(14);
});

test('below five partners there are two slides without a figure, and four answers look the same as none', () => {
  const [four, nobody] = [4, 0].map((count) =>
    describeSlides(makeInput(answerAlike(six, (i) => (i < count ? 1 : undefined)))),
  );
  expect(four).toEqual(nobody);
  expect(four!.map(({ name }) => name)).toEqual(['answer', 'withheld']);
  expect(sayAll(four!)).toContain('Wij tonen pas cijfers als minstens 5 partners hebben geantwoord.');
});

test('what may not be shown is nowhere: not as a row, a bar, a choice or a note', () => {
  const input = weert();
  const scores = structuredClone(input.scores);
  const at = scores.facets.findIndex(({ id }) => id === 'contact');
  scores.facets[at] = { id: 'contact', concept: scores.facets[at]!.concept, withheld: 'minimum' };
  scores.map = { withheld: 'minimum' };
  const slides = describeSlides({ ...input, scores });
  const rows = blockOf(find(slides, 'parts'), 'chart').groups.flatMap((group) => group.rows);
  expect(rows.find(({ name }) => name === 'Hoeveelheid contact')).toEqual({
    name: 'Hoeveelheid contact',
    verdict: '',
    withheld: 'te weinig antwoorden',
  });
  expect(sayAll([find(slides, 'weaknesses')])).toContain(
    'Te weinig antwoorden om te tonen: hoeveelheid contact.',
  );
  expect(rowsOf(find(slides, 'weaknesses')).flat()).not.toContain('Hoeveelheid contact');
  expect(find(slides, 'map').blocks.map(({ kind }) => kind)).toEqual(['text']);
  expect(JSON.stringify(find(slides, 'map'))).not.toContain('Gemeente Weert');
});

test('slides show no figure that the factsheet has not', () => {
  for (const input of [
    weert(),
    makeInput(answerWeertAgain(), { agreements: makeAgreements(5, 'Een inloopuur') }),
    makeInput(answerSixty()),
    makeInput(answerWeertAgain(), { language: 'en' }),
  ]) {
    const numbers = (text: string) => new Set(text.match(/\d+(?:[.,]\d+)?/g));
    // The factsheet has its chart as data.
    const factsheet = renderFactsheet(input);
    const chart = /id="chart-data">(.*?)<\/script>/s.exec(factsheet)?.[1] ?? '';
    const allowed = numbers(readWords(factsheet) + chart);
    const slides = describeSlides(input);
    const counted = [String(slides.length), '0', '100', ...slides.map((_slide, i) => String(i + 1))];
    const shown = numbers(readWords(renderSlides(input)));
    const extra = [...shown].filter((number) => !allowed.has(number) && !counted.includes(number));
    expect(extra).toEqual([]);
    expect(shown.size).toBeGreaterThan(20);
  }
});

test('the figures of bars are those of the scores, and their bands those that may be shown', () => {
  const input = weert();
  const rows = blockOf(find(describeSlides(input), 'parts'), 'chart').groups.flatMap((group) => group.rows);
  expect(rows).toHaveLength(14);
  for (const [i, { score }] of rows.entries()) {
    const facet = input.scores.facets[i]!;
    if (isWithheld(facet)) throw new Error('Weert shows every part.');
    expect(score!.value).toBe(Math.round(facet.index));
    expect(score!.text).toBe(String(score!.value));
    if (isWithheld(facet.ci)) throw new Error('Weert has intervals.');
    const bounds = facet.ci.map((bound) => Math.round(Math.min(100, Math.max(0, 25 * (bound - 1)))));
    expect([score!.low, score!.high]).toEqual(bounds);
  }
});

test('both languages have the same slides, and each slide has something to say', () => {
  const make = (language: 'nl' | 'en') =>
    describeSlides(makeInput(answerWeertAgain(), { language, agreements: makeAgreements(2, 'x') }));
  const [nl, en] = [make('nl'), make('en')];
  expect(en.map(({ name }) => name)).toEqual(nl.map(({ name }) => name));
  expect(en).toHaveLength(10);
  for (const { title, notes } of [...nl, ...en]) {
    expect(title).not.toBe('');
    expect(notes.join(' ').length).toBeGreaterThan(40);
  }
  expect(find(en, 'weaknesses').title).not.toBe(find(nl, 'weaknesses').title);
  expect(sayAll(nl)).not.toMatch(/\bindex|interval/i);
  expect(sayAll(en)).not.toMatch(/\bindex|interval/i);
});

test('example data say on the first slide and at every foot that they are made up', () => {
  const page = renderSlides(weert());
  expect(page).toContain('Voorbeeld: alle antwoorden in deze presentatie zijn verzonnen.');
  expect(page.match(/<span>Voorbeeld: verzonnen antwoorden/g)).toHaveLength(8);
  const real = renderSlides(weert({ network: { name: 'Keten rond armoede', madeUp: false } }));
  expect(real).not.toContain('verzonnen');
});

test('names that attack the page stay words', () => {
  const input = makeInput(
    answerAlike(hostileNames, (i) => (i % 5) + 1),
    {
      network: { name: hostileNames[1]!, madeUp: false },
      looks: {
        logo: { src: 'data:image/png;base64,AA', width: 10, height: 10, alt: '"><script>' },
        colour: '#123456',
      },
    },
  );
  const html = renderSlides(input);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toContain('<img src=x');
});

test('votes have a slide of their own before the choices: six points, the others in the notes', () => {
  const points = Array.from({ length: 8 }, (_none, i) => ({ name: `Punt ${i + 1}`, count: `${9 - i} keer` }));
  const slides = describeSlides({ ...weert(), votes: { voters: '9 mensen hebben gekozen.', points } });
  expect(slides.map(({ name }) => name).slice(-2)).toEqual(['votes', 'choices']);
  const slide = find(slides, 'votes');
  expect(blockOf(slide, 'text').text).toBe('9 mensen hebben gekozen.');
  const { items } = blockOf(slide, 'bullets');
  expect([items.length, items[0], items[5]]).toEqual([6, 'Punt 1: 9 keer', 'Punt 6: 4 keer']);
  expect(slide.notes).toContain('Punt 8: 2 keer');
  for (const votes of [undefined, { voters: 'Te weinig mensen.', points: [] }]) {
    expect(describeSlides({ ...weert(), votes }).map(({ name }) => name)).not.toContain('votes');
  }
});
