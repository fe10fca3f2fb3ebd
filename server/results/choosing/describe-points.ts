/** The points of a choosing and what came out, in words: the same behind a personal link and at the desk. */
import { findFacet, titlePart } from '../../../reports/words/name-part.ts';
import type { ChoosableFacet, ChoosingOutcome, VoteSum } from '../../../scoring/disclose-votes.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { choosingTexts } from './texts.ts';

/** Each point by its name, with its theme and how the network does on it. */
export function describePoints(
  facets: readonly ChoosableFacet[],
  instrument: Instrument,
  language: Language,
) {
  const t = choosingTexts(language);
  return facets.map(({ id, class: facetClass }) => {
    const { concept, facet } = findFacet(instrument, id);
    const theme = t('choosing.theme', { name: titlePart(concept, language) });
    return {
      id,
      name: titlePart(facet, language),
      about: facetClass === null ? theme : `${theme} · ${t(`choosing.classes.${facetClass}`)}`,
    };
  });
}

/** The sums, most votes first. `rows` is empty when there were too few voters to show any. */
export function describeOutcome(
  outcome: ChoosingOutcome,
  points: ReturnType<typeof describePoints>,
  language: Language,
) {
  const t = choosingTexts(language);
  if (isWithheld(outcome)) return { text: t('choosing.outcome.tooFew'), rows: [] };
  const byId = new Map(points.map((point) => [point.id, point]));
  return {
    text: t('choosing.outcome.voters', { count: outcome.voters }),
    rows: outcome.sums.map((sum) => ({
      id: sum.facet,
      name: byId.get(sum.facet)?.name ?? sum.facet,
      about: byId.get(sum.facet)?.about ?? '',
      votes: describeSum(sum, language),
      count: sum.votes,
      of: outcome.voters,
    })),
  };
}

function describeSum({ votes: count, bound }: VoteSum, language: Language): string {
  const t = choosingTexts(language);
  return bound ? t(`choosing.outcome.${bound}`, { count }) : t('choosing.outcome.votes', { count });
}
