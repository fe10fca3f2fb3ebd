/**
 * The operating characteristics of the rules for one design: how often what is said of a network is so. Every figure
 * comes from answers that were drawn, through `scoreNetwork`, as a real round does.
 */
import { comparePartner } from '../../reports/figures/compare-partner.ts';
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import type { Response } from '../../scoring/answers.ts';
import type { Change } from '../../scoring/changes.ts';
import { discloseScores } from '../../scoring/disclose.ts';
import { isWithheld } from '../../scoring/figure.ts';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { Scores } from '../../scoring/scores.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { type Random, seedRandom } from '../support/seed-random.ts';
import { type Design, makeInstrument } from './design.ts';
import { drawAnswering, drawResponses, drawStands, partnerId, type Stands } from './draw-network.ts';
import { Tally } from './tally.ts';
import { findTruth, isWeakness, type TrueNetwork } from './true-network.ts';

/** Each is the share of cases in which it is so. */
export interface Characteristics {
  /** The interval holds the mean of all partners' true views. */
  facetCoverage: number;
  conceptCoverage: number;
  /** A clear class is the class of the true views of all partners. */
  clearRight: number;
  /** Of networks that truly have no weak or unequal facet: at least one is called so, and clear. */
  clearWeakness: number;
  /** Of networks whose partners all think alike: at least one facet is called unequal; and called so clearly. */
  unequalAlike: number;
  clearUnequalAlike: number;
  /** Of networks in which no partner changed its mind: at least one concept, or facet, is better or worse. */
  changedConcept: number;
  changedFacet: number;
  /** The same for one concept of one partner. */
  changedPartner: number;
  /** Of the words 'higher' and 'lower' on mirrors: those on a partner less than a sixteenth of the scale away. */
  mirrorLike: number;
  /** Of the places on mirrors where such a partner stands: those with such a word. */
  mirrorWord: number;
  /** Every partner moved by the design's change on one concept, or on one facet: that is called better. */
  powerConcept: number;
  powerFacet: number;
  /** Half of the partners against the other half: called unequal; and called so clearly. */
  splitFound: number;
  splitClear: number;
}

type Tallies = Record<keyof Characteristics, Tally>;

interface World {
  design: Design;
  instrument: Instrument;
  /** How many facets there are. */
  count: number;
  random: Random;
}

/** Simulates so many networks for each question. The same seed gives the same figures. */
export function measureCell(design: Design, networks: number, seed: number): Characteristics {
  const instrument = makeInstrument(design);
  const count = instrument.concepts.flatMap((concept) => concept.facets).length;
  const world = { design, instrument, count, random: seedRandom(seed) };
  const tallies = startTallies();
  for (let network = 0; network < networks; network++) {
    measureMixed(world, tallies);
    measureWithoutWeakness(world, tallies);
    measureAlike(world, tallies);
    measureChange(world, tallies);
  }
  return Object.fromEntries(
    Object.entries(tallies).map(([name, tally]) => [name, tally.share]),
  ) as unknown as Characteristics;
}

function startTallies(): Tallies {
  return {
    facetCoverage: new Tally(),
    conceptCoverage: new Tally(),
    clearRight: new Tally(),
    clearWeakness: new Tally(),
    unequalAlike: new Tally(),
    clearUnequalAlike: new Tally(),
    changedConcept: new Tally(),
    changedFacet: new Tally(),
    changedPartner: new Tally(),
    mirrorLike: new Tally(),
    mirrorWord: new Tally(),
    powerConcept: new Tally(),
    powerFacet: new Tally(),
    splitFound: new Tally(),
    splitClear: new Tally(),
  };
}

/** Facets anywhere: do intervals, clear classes and mirrors hold? */
function measureMixed(world: World, tallies: Tallies): void {
  const { design, instrument, random } = world;
  const stands = drawStands(design, drawLevels(world), random);
  const truth = findTruth(design, instrument, stands);
  const scores = score(world, ask(world, stands, drawAnswering(design, random)));
  for (const [f, facet] of scores.facets.entries()) {
    if (isWithheld(facet)) continue;
    if (!isWithheld(facet.ci)) tallies.facetCoverage.add(holds(facet.ci, truth.facets[f]!.mean));
    if (facet.certainty === 'clear') tallies.clearRight.add(facet.class === truth.facets[f]!.class);
  }
  for (const [c, concept] of scores.concepts.entries()) {
    if (!isWithheld(concept) && !isWithheld(concept.ci))
      tallies.conceptCoverage.add(holds(concept.ci, truth.concepts[c]!.mean));
  }
  measureMirrors(world, scores, truth, tallies);
}

function measureMirrors(
  { design, instrument }: World,
  scores: Scores,
  truth: TrueNetwork,
  tallies: Tallies,
): void {
  const disclosed = discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
  // Of what a mirror is made from, the comparison reads these three.
  const input = { instrument, scores: disclosed, language: 'en' } as FactsheetInput;
  const smallest = (design.scale.max - design.scale.min) / 16;
  for (const partner of scores.partners) {
    if (isWithheld(partner) || partner.respondents === 0) continue;
    let [c, f] = [0, 0];
    for (const { isConcept, comparison } of comparePartner(input, partner)) {
      const part = isConcept ? truth.concepts[c++]! : truth.facets[f++]!;
      if (comparison === undefined) continue;
      const isLike = Math.abs(part.views[Number(partner.id.slice(1))]! - part.mean) < smallest;
      const isWord = comparison !== 'equal';
      if (isWord) tallies.mirrorLike.add(isLike);
      if (isLike) tallies.mirrorWord.add(isWord);
    }
  }
}

/** No facet is truly weak or unequal, but many are just above: how often is one called weak, and clear? */
function measureWithoutWeakness(world: World, tallies: Tallies): void {
  const { design, instrument, random } = world;
  const stands = drawStands(design, drawLevels(world), random);
  for (;;) {
    const weak = findTruth(design, instrument, stands).facets.flatMap((facet, f) =>
      isWeakness(facet.class) ? [f] : [],
    );
    if (weak.length === 0) break;
    const again = drawStands(design, drawLevels(world), random);
    for (const f of weak) for (const [i, partner] of stands.entries()) partner[f] = again[i]![f]!;
  }
  const { facets } = score(world, ask(world, stands, drawAnswering(design, random)));
  tallies.clearWeakness.add(
    facets.some((facet) => !isWithheld(facet) && isWeakness(facet.class) && facet.certainty === 'clear'),
  );
}

/** Partners that all think the same, and only their people differ: is there a division between partners? */
function measureAlike(world: World, tallies: Tallies): void {
  const { design, random } = world;
  const stands = drawStands(design, drawLevels(world), random, 0);
  const { facets } = score(world, ask(world, stands, drawAnswering(design, random)));
  const unequal = facets.filter((facet) => !isWithheld(facet) && facet.class === 'unequal');
  tallies.unequalAlike.add(unequal.length > 0);
  tallies.clearUnequalAlike.add(unequal.some((facet) => 'certainty' in facet && facet.certainty === 'clear'));
}

/** The same partners a round later, by other people: once without a change, once with one and with a split. */
function measureChange(world: World, tallies: Tallies): void {
  const { design, instrument, random } = world;
  const [first, , third, last] = findConceptStarts(instrument);
  const firsts = instrument.concepts[0]!.facets.length;
  const levels = drawLevels(world);
  const middle = (design.scale.min + design.scale.max) / 2;
  for (let f = first!; f < first! + firsts; f++) levels[f] = middle;
  levels[third!] = middle;
  const before = drawStands(design, levels, random);
  const answering = drawAnswering(design, random);
  const responses = ask(world, before, answering);

  const same = score(world, ask(world, before, answering), responses).change as Change;
  tallies.changedConcept.add(same.concepts.some((concept) => isChanged(concept)));
  tallies.changedFacet.add(same.facets.some((facet) => isChanged(facet)));
  for (const partner of same.partners) {
    if (isWithheld(partner)) continue;
    for (const concept of Object.values(partner.concepts))
      if (!isWithheld(concept)) tallies.changedPartner.add(isChanged(concept));
  }

  const half = new Set(answering.filter((_partner, index) => index % 2 === 0));
  const after = before.map((partner, i) =>
    partner.map((stand, f) => {
      if (f === last) return design.split[half.has(i) ? 0 : 1];
      return f < first! + firsts || f === third ? stand + design.change : stand;
    }),
  );
  const scores = score(world, ask(world, after, answering), responses);
  const change = scores.change as Change;
  tallies.powerConcept.add(isBetter(change.concepts[0]!));
  tallies.powerFacet.add(isBetter(change.facets[third!]!));
  const split = scores.facets[last!]!;
  const isFound = !isWithheld(split) && split.class === 'unequal';
  tallies.splitFound.add(isFound);
  tallies.splitClear.add(isFound && split.certainty === 'clear');
}

/** The place of each concept's first facet. */
function findConceptStarts({ concepts }: Instrument): number[] {
  return concepts.map((_concept, c) =>
    concepts.slice(0, c).reduce((sum, { facets }) => sum + facets.length, 0),
  );
}

function drawLevels({ design, count, random }: World): number[] {
  const [from, to] = design.levels;
  return Array.from({ length: count }, () => from + (to - from) * random());
}

function ask(
  { design, instrument, random }: World,
  stands: Stands,
  answering: readonly number[],
): Response[] {
  return drawResponses(design, instrument, stands, answering, random);
}

function score({ design, instrument }: World, responses: Response[], before?: Response[]): Scores {
  const partners = Array.from({ length: design.partners }, (_none, i) => ({
    id: partnerId(i),
    name: '',
    kind: null,
    size: null,
  }));
  const previous = before && { instrument, responses: before };
  return scoreNetwork({ instrument, partners, responses, previous });
}

function holds([low, high]: [number, number], mean: number): boolean {
  return low - 1e-9 <= mean && mean <= high + 1e-9;
}

function isChanged(score: object): boolean {
  return 'verdict' in score && (score.verdict === 'better' || score.verdict === 'worse');
}

function isBetter(score: object): boolean {
  return 'verdict' in score && score.verdict === 'better';
}
