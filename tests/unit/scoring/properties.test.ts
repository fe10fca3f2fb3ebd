import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Partner, Response, Tie } from '../../../scoring/answers.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Reader, Scores } from '../../../scoring/scores.ts';
import { findCutoffs, type Instrument } from '../../../survey/instrument.ts';
import { answersOf, fourFacets, makePartners, partnerId, tieBetween } from '../../support/small-networks.ts';

const items = fourFacets.concepts.flatMap((concept) =>
  concept.facets.flatMap((facet) => facet.items.map((i) => i.id)),
);
const answers = fc.record(
  Object.fromEntries(items.map((id) => [id, fc.option(fc.integer({ min: 1, max: 5 }), { freq: 5 })])),
);
const round = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc.record({
    partners: fc.constant(makePartners(size)),
    responses: fc
      .array(fc.tuple(fc.nat(size - 1), answers), { maxLength: 40 })
      .map((rows) => rows.map(([partner, given], person) => answersOf(partner, given, person))),
    ties: fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.nat(4), fc.nat(2), fc.nat(2)), { maxLength: 40 })
      .map((rows) => rows.map((row) => tieBetween(...row))),
  }),
);
type Round = { partners: Partner[]; responses: Response[]; ties: Tie[] };

function score({ partners, responses, ties }: Round, instrument: Instrument = fourFacets): Scores {
  return scoreNetwork({ instrument, partners, responses, ties });
}

describe('whatever people answer', () => {
  it('the order of rows, partners and columns changes nothing, to the last digit', () => {
    fc.assert(
      fc.property(round, fc.infiniteStream(fc.nat()), (given, keys) => {
        const shuffle = <T>(rows: T[]): T[] =>
          rows
            .map((row) => ({ row, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const mixed = {
          partners: shuffle(given.partners),
          responses: shuffle(given.responses).map((response) => ({
            ...response,
            answers: Object.fromEntries(shuffle(Object.entries(response.answers))),
          })),
          ties: shuffle(given.ties),
        };
        expect(JSON.stringify(score(mixed))).toBe(JSON.stringify(score(given)));
      }),
    );
  });

  it('wording every item the other way round, and answering so, changes nothing', () => {
    const reversed: Instrument = {
      ...fourFacets,
      concepts: fourFacets.concepts.map((concept) => ({
        ...concept,
        facets: concept.facets.map((facet) => ({
          ...facet,
          items: facet.items.map((item) => ({ id: item.id, reversed: !item.reversed })),
        })),
      })),
    };
    fc.assert(
      fc.property(round, (given) => {
        const responses = given.responses.map((response) => ({
          ...response,
          answers: Object.fromEntries(
            Object.entries(response.answers).map(([id, answer]) => [id, answer === null ? null : 6 - answer]),
          ),
        }));
        const { instrument: _a, ...turned } = score({ ...given, responses }, reversed);
        const { instrument: _b, ...plain } = score(given);
        expect(turned).toEqual(plain);
      }),
    );
  });

  it('a new partner with the mean score leaves the mean where it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 }), (firsts) => {
        const size = firsts.length;
        const total = firsts.reduce((sum, first) => sum + first, 0);
        const mean = total / size;
        const responses = firsts.map((w1, i) => answersOf(i, { w1 }));
        // The new partner has as many people as there were partners, with the same answers.
        const newcomers = firsts.map((w1, person) => answersOf(size, { w1 }, person));
        const partners = makePartners(size + 1);
        const [facet] = score({ partners, responses: [...responses, ...newcomers], ties: [] }).facets;
        if (!facet || isWithheld(facet)) throw new Error('withheld');
        expect(facet.mean).toBeCloseTo(mean, 12);
      }),
    );
  });

  it('every facet has exactly one class, and it is the one of its mean', () => {
    const { weak, strong } = findCutoffs(fourFacets);
    fc.assert(
      fc.property(round, (given) => {
        for (const facet of score(given).facets) {
          if (isWithheld(facet)) continue;
          expect(facet.class === 'weak').toBe(facet.mean < weak - 1e-9);
          if (facet.class === 'strong') expect(facet.mean).toBeGreaterThanOrEqual(strong - 1e-9);
          if (facet.class === 'unequal') expect(facet.ad).toBeGreaterThan(5 / 6);
          expect(['weak', 'unequal', 'strong', 'attention']).toContain(facet.class);
        }
      }),
    );
  });

  it('a figure is a finite number or withheld with a reason, never NaN, null or undefined', () => {
    fc.assert(
      fc.property(round, (given) => {
        const visit = (value: unknown): void => {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
          else expect(value).toBeDefined();
        };
        const { map: _map, ...scores } = score(given);
        visit(scores);
        expect(JSON.stringify(scores)).not.toContain('null');
      }),
    );
  });
});

describe('whoever reads', () => {
  const readers: Reader[] = [
    { kind: 'network' },
    { kind: 'coordinator' },
    { kind: 'partner', partner: partnerId(0) },
  ];
  const reading = fc.record({ reader: fc.constantFrom(...readers), consenting: fc.uniqueArray(fc.nat(13)) });

  it('no figure rests on fewer than five partners, but for the own score', () => {
    fc.assert(
      fc.property(round, reading, (given, { reader, consenting }) => {
        const shown = discloseScores(score(given), {
          reader,
          consenting: new Set(consenting.map(partnerId)),
        });
        for (const figure of [...shown.facets, ...shown.concepts]) {
          if (!isWithheld(figure)) expect(figure.n).toBeGreaterThanOrEqual(5);
        }
        for (const partner of shown.partners) {
          if (isWithheld(partner)) continue;
          if (reader.kind === 'partner') expect(partner.id).toBe(reader.partner);
          else expect(consenting.map(partnerId)).toContain(partner.id);
        }
      }),
    );
  });

  it('the network minus the partners shown never leaves one to four', () => {
    fc.assert(
      fc.property(round, fc.uniqueArray(fc.nat(13)), (given, consenting) => {
        const scores = score(given);
        const shown = discloseScores(scores, {
          reader: { kind: 'coordinator' },
          consenting: new Set(consenting.map(partnerId)),
        });
        if (shown.partners.every((partner) => isWithheld(partner))) return;
        for (const facet of shown.facets) {
          if (isWithheld(facet)) continue;
          const known = shown.partners.filter(
            (p) => !isWithheld(p) && !isWithheld(p.facets[facet.id]),
          ).length;
          expect(facet.n - known === 0 || facet.n - known >= 5).toBe(true);
        }
      }),
    );
  });

  it('what a partner that is not shown answered, is in no output: change it without changing a sum, and nothing changes', () => {
    fc.assert(
      fc.property(round, reading, (given, { reader, consenting }) => {
        // Two hidden partners change places: only the named part of the output could tell.
        const allowed = new Set(consenting.map(partnerId));
        const hidden = given.partners
          .map((partner) => partner.id)
          .filter((id) => (reader.kind === 'coordinator' ? !allowed.has(id) : id !== partnerId(0)));
        fc.pre(hidden.length >= 2);
        const [a, b] = hidden as [string, string];
        const swapped = given.responses.map((response) => ({
          ...response,
          partner: response.partner === a ? b : response.partner === b ? a : response.partner,
        }));
        // Without ties and with the same sets of people, all figures of the network stay.
        const before = discloseScores(score({ ...given, ties: [] }), { reader, consenting: allowed });
        const after = discloseScores(score({ ...given, responses: swapped, ties: [] }), {
          reader,
          consenting: allowed,
        });
        expect(round9(after)).toEqual(round9(before));
      }),
    );
  });
});

/** ICC sums over partners in the order of their ids, so a swap of names may move its last digit. */
function round9(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'number' ? Number(part.toFixed(9)) : part,
  );
}
