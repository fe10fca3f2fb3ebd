/**
 * What one partner could do: an idea for each of the parts on which it is lowest beside the network. Low does not mean
 * that it does badly; it means that it finds something lacking there, and can raise it.
 */
import { isBelow } from '../../scoring/tolerance.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { listRecommendations, type Recommendation } from '../advice/list-recommendations.ts';
import type { ComparedPart } from '../figures/compare-partner.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { mirrorTexts } from './texts.ts';

/** Nobody starts on a longer list, and it would not fit on the page. */
const maxIdeas = 2;
/** Characters of an idea that fit. What a coordinator typed may be longer; the library never is. */
const maxLength = 330;

export interface PartnerAdvice {
  intro: string;
  ideas: { about: string; figures: string; idea: Recommendation }[];
}

/** `facets`: those of this partner, each beside the network where that is shown. */
export function advisePartner(input: FactsheetInput, facets: readonly ComparedPart[]): PartnerAdvice {
  const t = mirrorTexts(input.language);
  const { basis, chosen } = chooseFacets(input, facets);
  return {
    intro: t(`mirror.todo.${basis}`),
    ideas: chosen.map((facet) => ({
      about: facet.name,
      figures: describeFigures(input, facet),
      idea: chooseIdea(input, facet),
    })),
  };
}

/** Which facets are advised about, and why those. */
interface Choice {
  basis: 'lower' | 'lowest' | 'alone' | 'keep' | 'unknown';
  chosen: ComparedPart[];
}

function chooseFacets(input: FactsheetInput, facets: readonly ComparedPart[]): Choice {
  const scored = facets.filter(({ own }) => own !== undefined);
  const lower = scored
    .filter(({ comparison }) => comparison === 'lower')
    .sort((a, b) => a.difference! - b.difference!);
  if (lower.length > 0) return { basis: 'lower', chosen: lower.slice(0, maxIdeas) };
  const { instrument } = input;
  const strong = toIndex(instrument.scale, findCutoffs(instrument).strong);
  const lowest = scored.filter(({ own }) => isBelow(own!, strong)).sort((a, b) => a.own! - b.own!);
  if (lowest.length === 0) return { basis: scored.length === 0 ? 'unknown' : 'keep', chosen: [] };
  const isAlone = scored.every(({ comparison }) => comparison === undefined);
  return { basis: isAlone ? 'alone' : 'lowest', chosen: lowest.slice(0, maxIdeas) };
}

function describeFigures({ language }: FactsheetInput, { own, score }: ComparedPart): string {
  const t = mirrorTexts(language);
  const { index } = formatsOf(language);
  if (score === undefined) return t('mirror.todo.own', { own: index(own!) });
  return t('mirror.todo.both', { own: index(own!), network: index(score.index) });
}

/** Of the ideas for a score like the partner's own, the first that fits. */
function chooseIdea({ instrument, language, localRecommendations }: FactsheetInput, facet: ComparedPart) {
  const { weak, strong } = findCutoffs(instrument);
  const reaches = (cutoff: number) => !isBelow(facet.own!, toIndex(instrument.scale, cutoff));
  const facetClass = reaches(strong) ? 'strong' : reaches(weak) ? 'attention' : 'weak';
  const ideas = listRecommendations(language, facet.id, facetClass, facet.term, localRecommendations);
  const length = (idea: Recommendation) => `${idea.text}${idea.firstStep}`.length;
  return ideas.find((idea) => length(idea) <= maxLength) ?? ideas.at(-1)!;
}
