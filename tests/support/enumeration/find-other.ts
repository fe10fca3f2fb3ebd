/**
 * Looks for something else that people may have scored behind the same figures. Where a list of all sets would be too
 * long, it changes the scores of one to three people at a time and sees whether a reader would notice. What it finds is
 * proof; what it does not find counts as known to the reader, so the count is never too low. A sieve keeps most of what
 * looks otherwise from the door, which is slow; what people have the same scores in another order is tried once.
 */

import type { Random } from '../seed-random.ts';
import { grids } from './list-sets.ts';
import { pickFrom } from './random-networks.ts';
import type { Candidate, Shape } from './show-candidates.ts';
import type { Sieve } from './sieve.ts';

export interface Search {
  random: Random;
  shape: Shape;
  /** May this one look the same? */
  sieve: Sieve;
  /** Does the reader see the same of these as of the truth? */
  look: (candidates: Candidate[]) => boolean[];
  /** Of a candidate that looks the same: is it another answer to what the reader wants to know? */
  isOther: (candidate: Candidate) => boolean;
  /** People of whom the reader knows the scores. */
  known?: readonly number[];
  /** The partner of whom it wants to know something. */
  focus?: number;
  /** How many candidates to try. */
  tries?: number;
}

/** So many are shown together: the first that passed often looks the same. */
const atOnce = 4;

export function findOther(truth: Candidate, search: Search): Candidate | undefined {
  const { sieve, look, isOther, shape, tries = 20_000 } = search;
  const change = createChange(truth, search);
  const tried = new Set<string>();
  let passed: Candidate[] = [];
  for (let made = 0; made < tries; made++) {
    const candidate = change();
    if (sieve(candidate) && isOther(candidate)) {
      const name = nameOf(candidate, shape);
      if (!tried.has(name)) passed.push(candidate);
      tried.add(name);
    }
    if (passed.length === atOnce || made === tries - 1) {
      const place = look(passed).indexOf(true);
      if (place >= 0) return passed[place];
      passed = [];
    }
  }
  return undefined;
}

/** The same for people who changed places: nothing that is shown says who scored what. */
export function nameOf(candidate: Candidate, { people }: Shape): string {
  const partners = Map.groupBy(people.keys(), (person) => people[person]!);
  return [...partners.values()]
    .map((own) =>
      own
        .map((person) => String(candidate.map((scores) => scores[person])))
        .sort()
        .join(' '),
    )
    .sort()
    .join('; ');
}

/**
 * People score otherwise, one after another, so that the mean of their facet comes back to about where it was: each
 * change is opposite to what the changes before add up to.
 */
function createChange(truth: Candidate, { random, shape, known = [], focus }: Search): () => Candidate {
  const { people } = shape;
  const free = [...people.keys()].filter((person) => !known.includes(person));
  const first = focus === undefined ? free : free.filter((person) => people[person] === focus);
  const facets = [...truth.keys()];
  const colleagues = people.map((partner) => people.filter((other) => other === partner).length);
  return () => {
    const changed = truth.map((scores) => [...scores]);
    // In one facet, or in all of them alike.
    const chosen = random() < 0.7 ? [pickFrom(random, facets)] : facets;
    for (const facet of chosen) {
      let shift = 0;
      for (let times = 1 + Math.floor(5 * random()); times > 0; times--) {
        const person = pickFrom(random, shift === 0 ? first : free);
        const score = changed[facet]![person];
        if (score === undefined) continue;
        const up = shift === 0 ? random() < 0.5 : shift < 0 !== random() < 0.1;
        const moved = moveScore(random, shape, score, up ? 1 : -1);
        changed[facet]![person] = moved;
        shift += (moved - score) / colleagues[person]!;
      }
    }
    return changed;
  };
}

function moveScore(random: Random, { items }: Shape, score: number, direction: number): number {
  const beyond = grids[items].filter((other) => (direction > 0 ? other > score : other < score));
  return beyond.length === 0 ? score : pickFrom(random, random() < 0.6 ? nearest(beyond, direction) : beyond);
}

function nearest(scores: readonly number[], direction: number): readonly number[] {
  return direction > 0 ? scores.slice(0, 1) : scores.slice(-1);
}

/** The mean of each partner's people on a facet, from low to high, or in the order of the partners. */
export function listPartnerMeans(scores: Candidate[number], people: readonly number[]): number[] {
  const groups = Map.groupBy(
    people.flatMap((partner, person) =>
      scores[person] === undefined ? [] : [{ partner, score: scores[person] }],
    ),
    ({ partner }) => partner,
  );
  return [...groups.values()].map((own) => own.reduce((sum, { score }) => sum + score, 0) / own.length);
}
