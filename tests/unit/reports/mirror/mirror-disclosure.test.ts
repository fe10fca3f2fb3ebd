/** Attacks on the mirror of a partner, with the map and the figures of the network's own factsheet beside it. */
import { describe, expect, test } from 'vitest';
import { listFigures } from '../../../../reports/figures/list-figures.ts';
import type { Tie } from '../../../../scoring/answers.ts';
import {
  answerAlike,
  answerWeert,
  answerWeertAgain,
  makeInput,
  tie,
} from '../../../support/factsheet-inputs.ts';
import { mirrorOf } from '../../../support/mirror-cases.ts';
import { readWords } from '../../../support/read-html.ts';

const names = Array.from({ length: 9 }, (_none, i) => `Organisatie ${'ABCDEFGHI'[i]}`);

/** The mirror of the first of nine partners, to whom these others report contact; the last of them says this. */
function renderMirror(contacts: number, said: Partial<Tie>): string {
  const ties = [2, 3, 4, 5, 6, 7].slice(0, contacts).map((from) => tie(from, 1));
  const last = { ...ties.pop()!, ...said };
  return mirrorOf(
    answerAlike(names, (i) => 1 + (i % 5), [...ties, last, tie(8, 9)]),
    'P1',
  );
}

describe('what one other said', () => {
  test.each([1, 2, 4])('of a partner that has contact with %i is nowhere in its mirror', (contacts) => {
    const papers = [0, 1, 2].flatMap((familiarity) =>
      [0, 1, 2].map((dependence) => renderMirror(contacts, { familiarity, dependence })),
    );
    expect(new Set(papers).size).toBe(1);
    expect(readWords(papers[0]!)).toContain('Anders kunt u raden wie wat zei.');
  });

  test('counts in a mean over eight others when five of them have contact', () => {
    const words = readWords(renderMirror(5, { familiarity: 2, dependence: 0 }));
    expect(words).toContain('De anderen weten gemiddeld een beetje wat u doet.');
    expect(words).toContain('0,8 op een schaal van 0 tot 2; 8 andere partners');
    expect(words).toContain('0,5 op een schaal van 0 tot 2; 8 andere partners');
  });

  test('is not shown by who reported contact, which the map keeps to itself', () => {
    // The same edge, reported by either side.
    const mirror = (own: Tie) =>
      mirrorOf(
        answerAlike(names, () => 3, [own, tie(8, 9)]),
        'P1',
      ).replace(/<script.*?<\/script>/gs, '');
    expect(mirror({ ...tie(1, 2), familiarity: 0, dependence: 0 })).toBe(
      mirror({ ...tie(2, 1), familiarity: 0, dependence: 0 }),
    );
  });
});

test('of the network it says what the network’s factsheet says, and no other figure', () => {
  const mirror = mirrorOf(answerWeert(), 'voedselbank');
  const table = mirror.slice(mirror.indexOf('<tbody'), mirror.indexOf('</tbody>'));
  const rows = [...table.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) => ({
    cells: [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
    band: /class="range" x="([\d.]+)%" y="30%" width="([\d.]+)%"/.exec(row)!.slice(1).map(Number) as [
      number,
      number,
    ],
  }));
  const figures = listFigures(makeInput(answerWeert()));
  expect(rows.map(({ cells: [name, , , score] }) => [name, score])).toEqual(
    figures.map(({ name, figures }) => [name, figures!.score]),
  );
  expect(
    rows.map(({ band: [from, width] }) => `${Math.round(from)} tot ${Math.round(from + width)}`),
  ).toEqual(figures.map(({ figures }) => figures!.interval));
});

test('no other partner stands in it by name, in either language, with a round before it', () => {
  const answered = answerWeertAgain();
  for (const language of ['nl', 'en'] as const) {
    const municipality = { code: 'GM0001', name: 'Elders' };
    const html = mirrorOf(answered, 'voedselbank', { language, municipality });
    const found = answered.partners.map(({ name }) => name).filter((name) => html.includes(name));
    expect(found).toEqual(['Voedselbank De Mand']);
  }
});

describe('below five', () => {
  const answered = (count: number) =>
    answerAlike(names.slice(0, 6), (i) => (i < count ? 4 : undefined), [tie(2, 1), tie(3, 1)]);

  test('a mirror does not tell whether one, two, three or four answered', () => {
    const papers = [1, 2, 3, 4].map((count) => mirrorOf(answered(count), 'P1', { partnerName: 'A' }));
    expect(new Set(papers).size).toBe(1);
  });

  test('the scores of others do not move it', () => {
    const mirror = (others: number) =>
      mirrorOf(
        answerAlike(names.slice(0, 6), (i) => (i === 0 ? 4 : i < 4 ? others : undefined), [tie(2, 1)]),
        'P1',
        { partnerName: 'A' },
      );
    expect(mirror(1)).toBe(mirror(5));
  });
});
