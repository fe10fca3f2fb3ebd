/** What scoring would find if it knew what every partner of the network truly thinks. */
import { classifyFacet } from '../../scoring/classify-facet.ts';
import type { FacetClass } from '../../scoring/scores.ts';
import { describeSpread, findMean } from '../../scoring/spread.ts';
import type { Instrument } from '../../survey/instrument.ts';
import type { Design } from './design.ts';
import { findTrueView, type Stands } from './draw-network.ts';

export interface TrueNetwork {
  facets: { mean: number; class: FacetClass; views: number[] }[];
  concepts: { mean: number; views: number[] }[];
}

export function findTruth(design: Design, instrument: Instrument, stands: Stands): TrueNetwork {
  const count = stands[0]!.length;
  const facets = Array.from({ length: count }, (_none, facet) => {
    const views = stands.map((partner) => findTrueView(design, partner[facet]!));
    return { ...classify(instrument, views), views };
  });
  let first = 0;
  const concepts = instrument.concepts.map((concept) => {
    const own = facets.slice(first, first + concept.facets.length);
    first += concept.facets.length;
    const views = stands.map((_partner, partner) => findMean(own.map(({ views }) => views[partner]!)));
    return { mean: findMean(views), views };
  });
  return { facets, concepts };
}

function classify(instrument: Instrument, views: readonly number[]): { mean: number; class: FacetClass } {
  const spread = describeSpread(views)!;
  const { mean } = spread;
  return {
    mean,
    class: classifyFacet(instrument, views, spread, { interval: [mean, mean], analysis: undefined }).class,
  };
}

export function isWeakness(name: FacetClass): boolean {
  return name === 'weak' || name === 'unequal';
}
