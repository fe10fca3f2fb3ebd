/** What is simulated: how large the network is, who takes part, how much partners and people differ. */
import type { Instrument } from '../../survey/instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';

/** Standard deviations, levels and differences are in points of the scale. */
export interface Design {
  /** N: partners in the network. */
  partners: number;
  /** The fewest and the most people that answer for one partner; every number between is equally likely. */
  people: [from: number, to: number];
  /** n: partners that answer. */
  answered: number;
  scale: { min: number; max: number };
  cutoffs: { weak: number; strong: number };
  /** How much partners differ on a facet. */
  between: number;
  /** How much people of one partner differ on a facet. */
  within: number;
  /** How much one person's answers to the items of a facet differ. */
  items: number;
  /** The share of the variance between partners, and between people, that all facets have in common. */
  shared: number;
  /** Facets of a network lie anywhere between these, each as likely. */
  levels: [from: number, to: number];
  /** The change that is looked for a round later. */
  change: number;
  /** One half of the partners stands here on a facet, the other half there. */
  split: [low: number, high: number];
}

/** The cells that the aims are about. */
export const answeredCounts = [8, 10, 14, 20];
export const peopleCounts: Design['people'][] = [
  [1, 1],
  [1, 3],
  [3, 3],
];

export const usual: Omit<Design, 'answered' | 'people'> = {
  partners: 20,
  scale: { min: 1, max: 5 },
  cutoffs: { weak: 3, strong: 4 },
  between: 0.5,
  within: 0.7,
  items: 0.7,
  shared: 0.4,
  levels: [2.2, 4.4],
  change: 0.5,
  split: [2, 4.5],
};

/** Our own themes, parts and number of statements, on the scale and with the cut-offs of the design. */
export function makeInstrument({ scale, cutoffs }: Design): Instrument {
  return {
    id: 'simulation',
    version: 1,
    scale,
    cutoffs,
    concepts: latestInstrument.concepts.map((concept) => ({
      id: concept.id,
      facets: concept.facets.map((facet) => ({
        id: facet.id,
        items: facet.items.map(({ id }) => ({ id })),
      })),
    })),
  };
}
