/** What a partner's mirror rests on: its own scores, each beside that of the network. */
import type { Instrument, Scale } from '../survey/instrument.ts';
import type { Group } from './agreement.ts';
import { compareWithNetwork } from './compare-with-network.ts';
import { isWithheld, type Withheld } from './figure.ts';
import { findIndex } from './index-of-mean.ts';
import type { PartnerMeans } from './score-partners.ts';
import type { ConceptScore, FacetScore, PartnerFigure, PartnerScore } from './scores.ts';

/** Each partner of the network; withheld for one that did not answer. */
export function scorePartnerFigures(
  { scale, concepts: parts }: Instrument,
  partners: readonly PartnerMeans[],
  { facets, concepts }: { facets: readonly FacetScore[]; concepts: readonly ConceptScore[] },
): PartnerScore[] {
  const facetIds = parts.flatMap((concept) => concept.facets.map(({ id }) => id));
  return partners.map((partner): PartnerScore => {
    if (partner.respondents === 0) return { id: partner.id, withheld: 'minimum' };
    const ofFacet = (id: string, f: number): [string, PartnerFigure] => {
      const figure = scoreFigure(scale, partner.facets[f], partner.respondentFacets[f], facets[f]!);
      const divided = partner.divided[f];
      return [id, isWithheld(figure) || divided === undefined ? figure : { ...figure, divided }];
    };
    const ofConcept = ({ id }: { id: string }, c: number): [string, PartnerFigure] => [
      id,
      scoreFigure(scale, partner.concepts[c], partner.respondentConcepts[c], concepts[c]!),
    ];
    return {
      id: partner.id,
      respondents: partner.respondents,
      facets: Object.fromEntries(facetIds.map(ofFacet)),
      concepts: Object.fromEntries(parts.map(ofConcept)),
    };
  });
}

function scoreFigure(
  scale: Scale,
  mean: number | undefined,
  people: Group | undefined,
  network: FacetScore | ConceptScore,
): PartnerFigure {
  if (mean === undefined || isWithheld(network)) return { withheld: 'minimum' };
  const figure = {
    n: network.n,
    mean: network.mean,
    deviation: knownFigure(network.sd),
    within: knownFigure(network.within),
  };
  return {
    mean,
    index: findIndex(scale, mean),
    comparison: compareWithNetwork(mean, people?.n ?? 1, figure, scale),
  };
}

function knownFigure(figure: number | Withheld | undefined): number | undefined {
  return isWithheld(figure) ? undefined : figure;
}
