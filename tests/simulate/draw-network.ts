/**
 * A made-up network of which everything is known: what each partner thinks, and what its people happen to answer.
 * An answer = level of the facet + partner + person + item, each normally distributed, rounded to the scale. What a
 * partner truly thinks is what its people answer on average, whoever fills it in and whenever.
 */
import { createRequire } from 'node:module';
import type { Response } from '../../scoring/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { drawNormal, type Random } from '../support/seed-random.ts';
import type { Design } from './design.ts';

type Cephes = typeof import('cephes', { with: { 'resolution-mode': 'require' }});
const { ndtr }: Cephes = createRequire(import.meta.url)('cephes');

/** Where each partner stands on each facet, before answers are rounded to the scale: by partner, by facet. */
export type Stands = number[][];

/** Stands around these levels. `between` overrules the design's spread of partners. */
export function drawStands(
  design: Design,
  levels: readonly number[],
  random: Random,
  between = design.between,
): Stands {
  return Array.from({ length: design.partners }, () => {
    const deviations = drawDeviations(levels.length, between, design.shared, random);
    return levels.map((level, facet) => level + deviations[facet]!);
  });
}

/** A deviation for each facet, of which a part is the same on all. */
function drawDeviations(facets: number, deviation: number, shared: number, random: Random): number[] {
  const common = deviation * Math.sqrt(shared) * drawNormal(random);
  const own = deviation * Math.sqrt(1 - shared);
  return Array.from({ length: facets }, () => common + own * drawNormal(random));
}

/**
 * What a partner that stands here truly thinks, as a score: the expected answer,
 * min + Σ P(an answer of at least k) over k = min + 1 … max.
 */
export function findTrueView({ scale, within, items }: Design, stand: number): number {
  const deviation = Math.hypot(within, items);
  let expected = scale.min;
  for (let step = scale.min + 1; step <= scale.max; step++) {
    const distance = stand - (step - 0.5);
    expected += deviation === 0 ? Number(distance >= 0) : ndtr(distance / deviation);
  }
  return expected;
}

export function partnerId(partner: number): string {
  return `P${String(partner).padStart(4, '0')}`;
}

/** What other people of these partners answer today. */
export function drawResponses(
  design: Design,
  instrument: Instrument,
  stands: Stands,
  answering: readonly number[],
  random: Random,
): Response[] {
  const facets = instrument.concepts.flatMap((concept) => concept.facets);
  const { min, max } = design.scale;
  const [fewest, most] = design.people;
  return answering.flatMap((partner) =>
    Array.from({ length: fewest + Math.floor(random() * (most - fewest + 1)) }, (_none, person) => {
      const deviations = drawDeviations(facets.length, design.within, design.shared, random);
      const answers: Record<string, number> = {};
      for (const [f, facet] of facets.entries())
        for (const { id } of facet.items) {
          const answer = stands[partner]![f]! + deviations[f]! + design.items * drawNormal(random);
          answers[id] = Math.min(max, Math.max(min, Math.round(answer)));
        }
      return { respondent: `${partner}-${person}`, partner: partnerId(partner), answers };
    }),
  );
}

/** So many of the network's partners, as if chance had picked them. */
export function drawAnswering({ partners, answered }: Design, random: Random): number[] {
  const all = Array.from({ length: partners }, (_none, partner) => partner);
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, answered);
}
