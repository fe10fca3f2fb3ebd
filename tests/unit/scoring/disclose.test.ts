import { describe, expect, it } from 'vitest';
import type { Response, Tie } from '../../../scoring/answers.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Reader } from '../../../scoring/scores.ts';
import {
  answersOf,
  answersWithMeans,
  fourFacets,
  makePartners,
  partnerId,
  smallInstrument,
  tieBetween,
} from '../../support/small-networks.ts';

const everybody: Reader = { kind: 'network' };
const coordinator: Reader = { kind: 'coordinator' };
const partner = (index: number): Reader => ({ kind: 'partner', partner: partnerId(index) });

function disclose(
  responses: Response[],
  reader: Reader,
  { consenting = [] as number[], partners = 10, ties = [] as Tie[], instrument = smallInstrument } = {},
) {
  const scores = scoreNetwork({ instrument, partners: makePartners(partners), responses, ties });
  return discloseScores(scores, { reader, consenting: new Set(consenting.map(partnerId)) });
}

/** The partners whose figures the reader sees. */
function listShown(disclosed: ReturnType<typeof disclose>): string[] {
  return disclosed.partners.filter((score) => !isWithheld(score)).map((score) => score.id);
}

describe('results of the network', () => {
  it('are shown from five partners on', () => {
    const shown = disclose(answersWithMeans([2, 3, 4, 4.5, 5]), everybody);
    expect(shown.coverage).toEqual({
      partners: 10,
      answered: 5,
      respondents: 5,
      share: 0.5,
      standing: 'indicative',
    });
    expect(shown.facets[0]).toMatchObject({ id: 'facet', concept: 'concept', n: 5 });
    expect(shown.concepts[0]).toMatchObject({ id: 'concept', n: 5 });
    expect(shown.conclusion).toHaveProperty('level');
  });

  it.each([everybody, coordinator, partner(9)])(
    'look the same with four answers and with none, for $kind',
    (reader) => {
      const none = JSON.stringify(disclose([], reader, { consenting: [0, 1, 2, 3] }));
      for (const means of [[1], [1, 5], [2, 3, 4], [2, 3, 4, 5]]) {
        const few = disclose(answersWithMeans(means), reader, { consenting: [0, 1, 2, 3] });
        const own =
          reader.kind === 'partner'
            ? none.replace('"id":"P009","withheld":"consent"', '"id":"P009","withheld":"minimum"')
            : none;
        expect(JSON.stringify(few)).toBe(own);
      }
      expect(JSON.parse(none)).toMatchObject({
        coverage: { partners: 10, withheld: 'minimum' },
        facets: [{ id: 'facet', concept: 'concept', withheld: 'minimum' }],
        concepts: [{ id: 'concept', withheld: 'minimum' }],
        map: { withheld: 'minimum' },
        conclusion: { withheld: 'minimum' },
      });
    },
  );

  it('withhold a facet that only four partners scored, and look as if none had', () => {
    const five = [0, 1, 2, 3, 4].map((p) =>
      answersOf(p, { w1: 4, y1: 4, z1: 2, ...(p < 4 ? { x1: 3 } : {}) }),
    );
    const shown = disclose(five, everybody, { instrument: fourFacets });
    const none = disclose(
      five.map(({ answers, ...rest }) => ({ ...rest, answers: { ...answers, x1: null } })),
      everybody,
      {
        instrument: fourFacets,
      },
    );
    expect(shown.facets[1]).toEqual({ id: 'x', concept: 'one', withheld: 'minimum' });
    expect(JSON.stringify(shown.facets)).toBe(JSON.stringify(none.facets));
  });

  it('give no named partners', () => {
    expect(
      disclose(answersWithMeans([2, 3, 4, 4, 5]), everybody, { consenting: [0, 1, 2, 3, 4] }).partners,
    ).toEqual([]);
  });

  it('show the map from five reporters on', () => {
    const answers = answersWithMeans([2, 3, 4, 4, 5]);
    expect(disclose(answers, everybody, { ties: [tieBetween(0, 9)] }).map).toMatchObject({
      edges: [{ from: 'P000', to: 'P009', frequency: 1 }],
    });
    expect(disclose(answers.slice(1), everybody, { ties: [tieBetween(0, 9)] }).map).toEqual({
      withheld: 'minimum',
    });
  });

  it('withhold the density when it would tell of one to four pairs whether both report contact', () => {
    const answers = answersWithMeans([2, 3, 4, 4, 5, 3]);
    const reports = (pairs: number) =>
      Array.from({ length: pairs }, (_none, i) => tieBetween(i % 5, (i + 1) % 5)).concat(tieBetween(0, 9));
    const densityOf = (pairs: number) =>
      (disclose(answers, everybody, { ties: reports(pairs) }).ties as { density: unknown }).density;
    expect(densityOf(0)).toEqual(expect.any(Number));
    for (const pairs of [1, 2, 3, 4]) expect(densityOf(pairs)).toEqual({ withheld: 'minimum' });
    expect(densityOf(5)).toEqual(expect.any(Number));
  });

  describe('ICCs and α', () => {
    const manyMeans = Array.from({ length: 15 }, (_, p) => 2 + (p % 6) / 2);
    const single = answersWithMeans(manyMeans);
    const second = (p: number) => answersOf(p, { a: 1 + (p % 3), b: 2 }, 2);
    const show = (responses: Response[]) => disclose(responses, everybody, { partners: 15 }).concepts[0];

    it('are withheld when fewer than five partners have several people, or there are fewer than fifteen', () => {
      const withheld = { icc1: { withheld: 'minimum' }, icc2: { withheld: 'minimum' } };
      expect(show([...single, ...[0, 1, 2, 3].map(second)])).toMatchObject(withheld);
      expect(show([...single, ...[0, 1, 2, 3, 4].map(second)])).toMatchObject({
        icc1: expect.any(Number),
        icc2: expect.any(Number),
      });
      expect(show([...single.slice(1), ...[1, 2, 3, 4, 5].map(second)])).toMatchObject(withheld);
    });

    it('α and ω need thirty people in ten partners, and nothing of an item is shown', () => {
      const withheld = { alpha: { withheld: 'minimum' }, omega: { withheld: 'minimum' } };
      const all = [...single, ...single.map((_, p) => second(p))];
      const hundredths = expect.toSatisfy((value) => Math.abs(100 * value - Math.round(100 * value)) < 1e-9);
      expect(show(all)).toMatchObject({
        alpha: {
          n: 30,
          value: hundredths,
          ci: [hundredths, hundredths],
          items: ['a', 'b'].map((id) => ({
            id,
            itemRest: { withheld: 'consent' },
            alphaWithout: { withheld: 'consent' },
          })),
        },
      });
      expect(show(all.slice(1))).toMatchObject(withheld);
      const crowded = answersWithMeans(manyMeans.slice(0, 9)).flatMap((_, p) =>
        [1, 2, 3, 4].map((person) => answersOf(p, { a: 1 + ((p + person) % 5), b: 3 }, person)),
      );
      expect(show(crowded)).toMatchObject(withheld);
    });
  });
});

describe('results of a named partner', () => {
  const ten = answersWithMeans([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);

  it('are always shown to itself, also below five, and never to another partner', () => {
    expect(listShown(disclose(ten, partner(3), { consenting: [0, 1, 2, 3, 4] }))).toEqual(['P003']);
    expect(listShown(disclose(answersWithMeans([4]), partner(0)))).toEqual(['P000']);
  });

  it('are shown to the coordinator with consent, when nobody or at least six of ten remain hidden', () => {
    expect(listShown(disclose(ten, coordinator))).toEqual([]);
    expect(listShown(disclose(ten, coordinator, { consenting: [1, 2] }))).toEqual(['P001', 'P002']);
    expect(listShown(disclose(ten, coordinator, { consenting: [0, 1, 2, 3] }))).toHaveLength(4);
    expect(
      listShown(disclose(ten, coordinator, { consenting: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] })),
    ).toHaveLength(10);
  });

  it.each([[1], [2], [3], [4], [5]])(
    'are not shown when only %i would remain hidden: subtraction would show them',
    (hidden) => {
      const consenting = Array.from({ length: 10 - hidden }, (_, i) => i);
      expect(listShown(disclose(ten, coordinator, { consenting }))).toEqual([]);
    },
  );

  it.each([
    [9, 4, 4],
    [9, 5, 0],
    [10, 4, 4],
    [10, 5, 0],
    [14, 8, 8],
    [14, 9, 0],
    [15, 5, 5],
    [15, 6, 0],
    [40, 30, 30],
    [40, 31, 0],
  ])(
    'of %i partners %i consent: %i are shown, for the finer the steps the more must stay hidden',
    (all, count, shown) => {
      const answers = answersWithMeans(Array.from({ length: all }, (_, i) => 1 + (i % 9) / 2));
      const consenting = Array.from({ length: count }, (_, i) => i);
      expect(listShown(disclose(answers, coordinator, { consenting, partners: all }))).toHaveLength(shown);
    },
  );

  it('are not shown when in one facet only a few would remain hidden', () => {
    // All eleven score w; x is scored by the five that consent and by one that does not.
    const eleven = [...ten, ten[0]];
    const given = { instrument: fourFacets, consenting: [0, 1, 2, 3, 4], partners: 11 };
    const answers = eleven.map((_, p) => answersOf(p, { w1: 4, ...(p < 6 ? { x1: 2 } : {}) }));
    expect(listShown(disclose(answers, coordinator, given))).toEqual([]);
    const alike = eleven.map((_, p) => answersOf(p, { w1: 4, ...(p < 5 ? { x1: 2 } : {}) }));
    expect(listShown(disclose(alike, coordinator, given))).toHaveLength(5);
  });

  it('look the same whether a partner did not consent or did not answer', () => {
    const { partners } = disclose(answersWithMeans([1, 2, 3, 4, 5]), coordinator, { consenting: [8] });
    expect(partners).toEqual(makePartners(10).map(({ id }) => ({ id, withheld: 'consent' })));
  });

  it('are refused to a reader that is no partner of the network', () => {
    expect(() => disclose(ten, partner(11))).toThrow("no partner 'P011'");
  });
});

describe('what nobody sees', () => {
  it('holds no counts behind a figure, and nothing that was added to the scores later', () => {
    const scores = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(10),
      responses: answersWithMeans([1, 2, 3, 4, 5, 5]),
      ties: [tieBetween(0, 1)],
    });
    const plant = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plant);
      if (typeof value !== 'object' || value === null) return value;
      return {
        ...Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plant(part)])),
        secret: 1,
      };
    };
    const consenting = new Set(makePartners(6).map(({ id }) => id));
    const shown = discloseScores(plant(scores) as typeof scores, { reader: coordinator, consenting });
    expect(shown).toMatchObject({ coverage: { answered: 6 }, map: { edges: [{}] } });
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(JSON.stringify(discloseScores(scores, { reader: coordinator, consenting }))).not.toMatch(
      /iccPartners|Pairs|"partners":\d.*"partners":\d/,
    );
  });
});
