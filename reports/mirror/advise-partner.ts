/**
 * What one partner could do: an idea for each of the parts on which it is lowest beside the network. Low does not mean
 * that it does wrong; it means that it misses something there, and can put it on the table.
 */
import { isBelow } from '../../scoring/tolerance.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { listRecommendations, type Recommendation } from '../advice/list-recommendations.ts';
import type { ComparedPart } from '../figures/compare-partner.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { mirrorTexts } from './texts.ts';

/** More ideas than this are none, and fill more than the page. */
const most = 3;
/** What a coordinator typed may be longer than there is room for; the library is not. */
const longest = 330;

export interface PartnerAdvice {
  intro: string;
  ideas: { about: string; figures: string; idea: Recommendation }[];
}

/** From the facets of this partner, each beside the network where that is shown. */
export function advisePartner(input: FactsheetInput, facets: readonly ComparedPart[]): PartnerAdvice {
  const t = mirrorTexts(input.language);
  const { basis, chosen } = chooseFacets(input, facets);
  return {
    intro: t(`partner.todo.${basis}`),
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
  if (lower.length > 0) return { basis: 'lower', chosen: lower.slice(0, most) };
  const { instrument } = input;
  const strong = toIndex(instrument.scale, findCutoffs(instrument).strong);
  const lowest = scored.filter(({ own }) => isBelow(own!, strong)).sort((a, b) => a.own! - b.own!);
  if (lowest.length === 0) return { basis: scored.length === 0 ? 'unknown' : 'keep', chosen: [] };
  const isAlone = scored.every(({ comparison }) => comparison === undefined);
  return { basis: isAlone ? 'alone' : 'lowest', chosen: lowest.slice(0, most) };
}

function describeFigures({ language }: FactsheetInput, { own, score }: ComparedPart): string {
  const t = mirrorTexts(language);
  const { index } = formatsOf(language);
  if (score === undefined) return t('partner.todo.own', { own: index(own!) });
  return t('partner.todo.both', { own: index(own!), network: index(score.index) });
}

/** The first that there is room for, of those for a score like its own. */
function chooseIdea({ instrument, language, localRecommendations }: FactsheetInput, facet: ComparedPart) {
  const { weak, strong } = findCutoffs(instrument);
  const reaches = (cutoff: number) => !isBelow(facet.own!, toIndex(instrument.scale, cutoff));
  const likeIts = reaches(strong) ? 'strong' : reaches(weak) ? 'attention' : 'weak';
  const ideas = listRecommendations(language, facet.id, likeIts, facet.term, localRecommendations);
  const length = (idea: Recommendation) => `${idea.text}${idea.firstStep}`.length;
  return ideas.find((idea) => length(idea) <= longest) ?? ideas.at(-1)!;
}
