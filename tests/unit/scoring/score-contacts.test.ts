import { describe, expect, it } from 'vitest';
import type { Tie } from '../../../scoring/answers.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import {
  answersWithMeans,
  makePartners,
  partnerId,
  smallInstrument,
  tieBetween,
} from '../../support/small-networks.ts';

/** The first `answering` of `partners` partners sent answers. */
interface Size {
  partners?: number;
  answering?: number;
}

function scoresOf(ties: Tie[] | undefined, { partners = 6, answering = partners }: Size = {}) {
  const responses = answersWithMeans(Array(answering).fill(3));
  return scoreNetwork({ instrument: smallInstrument, partners: makePartners(partners), responses, ties });
}

function contactsOf(...given: Parameters<typeof scoresOf>) {
  const { ties } = scoresOf(...given);
  if (isWithheld(ties)) throw new Error('withheld');
  return ties;
}

const star = [1, 2, 3, 4, 5].map((other) => tieBetween(0, other));
const everybody = [0, 1, 2, 3, 4, 5].flatMap((a) =>
  [0, 1, 2, 3, 4, 5].flatMap((b) => (a === b ? [] : [tieBetween(a, b)])),
);

describe('the figures of a network', () => {
  it('tell a star from everybody with everybody', () => {
    expect(contactsOf(star)).toMatchObject({
      centralization: 1,
      partners: [{ betweenness: 1 }, { betweenness: 0 }, {}, {}, {}, {}],
    });
    expect(contactsOf(everybody)).toMatchObject({ centralization: 0, density: 1, reciprocity: 1 });
  });

  it('count a tie that either side reports in the degree, and each side in its own', () => {
    const { partners } = contactsOf([tieBetween(0, 1), tieBetween(1, 0), tieBetween(2, 1)]);
    expect(partners[1]).toMatchObject({ degree: 2, inDegree: 2, outDegree: 1 });
    expect(partners[2]).toMatchObject({ degree: 1, inDegree: 0, outDegree: 1 });
  });

  it('take the highest report of a partner’s people, and none for a frequency of 0', () => {
    const { density, partners } = contactsOf([tieBetween(0, 1, 0), tieBetween(0, 1, 2), tieBetween(0, 2, 0)]);
    expect(density).toBe(1 / 30);
    expect(partners[0]).toMatchObject({ degree: 1, outDegree: 1 });
  });

  it('give the density among those who reported, with bounds for those who did not', () => {
    const contacts = contactsOf([tieBetween(0, 1), tieBetween(0, 5)], { answering: 4 });
    expect(contacts).toMatchObject({ reporters: 4, density: 2 / 20, densityBounds: [2 / 30, 12 / 30] });
  });

  it('count the reciprocity of pairs of reporters only', () => {
    const ties = [tieBetween(0, 1), tieBetween(1, 0), tieBetween(2, 3), tieBetween(0, 5)];
    expect(contactsOf(ties, { answering: 4 }).reciprocity).toBe(1 / 2);
  });

  it('compare how much two reporters depend on each other', () => {
    const needs = (from: number, to: number, dependence: number) => tieBetween(from, to, 1, 0, dependence);
    // |2 − 1| + |2 − 0| of 3 + 2; partner 5 did not report.
    const ties = [needs(0, 1, 2), needs(1, 0, 1), needs(2, 3, 2), needs(2, 5, 2)];
    expect(contactsOf(ties, { answering: 4 }).asymmetry).toBe(3 / 5);
  });

  it('do not say of a partner that reported nothing that it has no contacts', () => {
    expect(contactsOf(star, { answering: 5 }).partners[5]).toMatchObject({
      inDegree: 1,
      outDegree: { withheld: 'coverage' },
    });
  });

  it.each([
    [12, 20, { withheld: 'coverage' }, { withheld: 'coverage' }],
    [13, 20, expect.any(Number), { withheld: 'coverage' }],
    [15, 20, expect.any(Number), { withheld: 'coverage' }],
    [16, 20, expect.any(Number), expect.any(Number)],
  ])(
    'with %i reporters of %i hold back what too few can tell',
    (answering, partners, centralization, betweenness) => {
      const contacts = contactsOf(star, { partners, answering });
      expect(contacts.centralization).toEqual(centralization);
      expect(contacts.partners[0]?.betweenness).toEqual(betweenness);
    },
  );

  it.each([
    ['nobody reports a tie', [], { density: 0, reciprocity: { withheld: 'undefined' }, centralization: 0 }],
    [
      'nobody was asked about dependence',
      [{ ...tieBetween(0, 1), dependence: null }],
      { asymmetry: { withheld: 'undefined' } },
    ],
  ])('exist or not when %s', (_title, ties, expected) => {
    expect(contactsOf(ties)).toMatchObject(expected);
  });

  it('of two partners have no centre', () => {
    expect(contactsOf([tieBetween(0, 1)], { partners: 2 })).toMatchObject({
      density: 1 / 2,
      centralization: { withheld: 'undefined' },
      partners: [{ degree: 1, betweenness: { withheld: 'undefined' } }, { degree: 1 }],
    });
  });

  it('of one partner, or of nobody who answers, do not exist', () => {
    expect(contactsOf([], { partners: 1 })).toMatchObject({
      density: { withheld: 'undefined' },
      densityBounds: { withheld: 'undefined' },
    });
    expect(contactsOf([], { answering: 0 })).toMatchObject({
      reporters: 0,
      density: { withheld: 'undefined' },
    });
  });

  it('are withheld when contacts were not asked', () => {
    expect(scoresOf(undefined)).toMatchObject({
      ties: { withheld: 'undefined' },
      map: { withheld: 'undefined' },
    });
  });

  it('tell how well the others know a partner from five other reporters on', () => {
    const known = [1, 2, 3, 4, 5].map((from) => tieBetween(from, 0, 1, from === 5 ? 0 : 2));
    expect(contactsOf(known).partners[0]?.familiarity).toBe(8 / 5);
    expect(contactsOf(known, { partners: 8, answering: 5 }).partners[0]).toMatchObject({
      familiarity: 8 / 5,
    });
    expect(contactsOf(known.slice(0, 4), { partners: 8, answering: 5 }).partners[0]).toMatchObject({
      familiarity: { withheld: 'minimum' },
    });
  });

  it('refuse a partner that is not in the network', () => {
    expect(() => contactsOf([tieBetween(0, 9)])).toThrow("no partner 'P009'");
  });
});

describe('who sees what about contacts', () => {
  const ties = everybody.map((tie) => ({ ...tie, familiarity: 1, dependence: 1 }));
  const read = (given: Tie[], reader: Parameters<typeof discloseScores>[1]['reader'], shape = {}) => {
    const { ties: shown } = discloseScores(scoresOf(given, shape), {
      reader,
      consenting: new Set([partnerId(0)]),
    });
    return shown;
  };

  it('what others say of a partner it alone sees', () => {
    const own = read(ties, { kind: 'partner', partner: partnerId(0) });
    expect(own).toMatchObject({
      partners: [{ inDegree: 5, outDegree: 5, familiarity: 1, dependence: 1 }, {}, {}, {}, {}, {}],
    });
    for (const kind of ['network', 'coordinator'] as const) {
      const shown = read(ties, { kind });
      if (isWithheld(shown)) throw new Error('withheld');
      for (const partner of shown.partners) {
        const hidden = { withheld: 'consent' };
        expect(partner).toMatchObject({
          inDegree: hidden,
          outDegree: hidden,
          familiarity: hidden,
          dependence: hidden,
        });
      }
    }
  });

  it.each([
    ['nobody', 0, true],
    ['one other', 1, false],
    ['four others', 4, false],
    ['five others', 5, true],
  ])('a partner with contact with %s reads what others say: %#', (_title, contacts, isShown) => {
    const given = Array.from({ length: contacts }, (_none, i) => tieBetween(i + 1, 0, 1, 2, 1));
    // Contact with who reports nothing does not count, and not ticked is an answer too.
    const silent = [tieBetween(0, 7), tieBetween(0, 8)];
    const asked = tieBetween(1, 2, 1, 1, 1);
    const own = read(
      [...given, ...silent, asked],
      { kind: 'partner', partner: partnerId(0) },
      { partners: 9, answering: 7 },
    );
    const hidden = { withheld: 'minimum' };
    expect(own).toMatchObject({
      partners: [
        isShown
          ? { inDegree: contacts, familiarity: (2 * contacts) / 6, dependence: contacts / 6 }
          : { inDegree: hidden, familiarity: hidden, dependence: hidden },
        ...Array(8).fill({}),
      ],
    });
  });

  it('what four others report is shown to nobody', () => {
    const five = { partners: 8, answering: 5 };
    const given = [1, 2, 3, 4].map((from) => tieBetween(from, 0, 1, 2, 1));
    expect(read(given, { kind: 'partner', partner: partnerId(0) }, five)).toMatchObject({
      reporters: 5,
      partners: [{ inDegree: { withheld: 'minimum' } }, ...Array(7).fill({})],
    });
  });

  it('nothing is shown below five reporters, and none looks like too few', () => {
    const few = JSON.stringify(read([tieBetween(0, 1)], { kind: 'network' }, { answering: 4 }));
    expect(few).toBe('{"withheld":"minimum"}');
    expect(JSON.stringify(read([], { kind: 'network' }, { answering: 0 }))).toBe(few);
  });

  it('one pair on the map does not tell who depends on whom', () => {
    const shown = read([tieBetween(0, 1, 1, 1, 2)], { kind: 'network' });
    expect(shown).toMatchObject({ asymmetry: { withheld: 'minimum' }, reciprocity: { withheld: 'minimum' } });
    expect(JSON.stringify(shown)).not.toContain('Pairs');
    expect(read(ties, { kind: 'network' })).toMatchObject({ asymmetry: 0, reciprocity: 1 });
  });
});
