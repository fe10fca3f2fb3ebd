/** The points of a choosing and what came out, in words: the same behind a personal link and at the desk. */
import { findFacet, namePart, titlePart } from '../../../reports/words/name-part.ts';
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
      /** As it is called within a sentence. */
      within: namePart(facet, language),
      about: facetClass === null ? theme : `${theme} · ${t(`choosing.classes.${facetClass}`)}`,
    };
  });
}

/**
 * The sums, most votes first; the points that were chosen least are named together. Without voters enough there are no sums.
 */
export function describeOutcome(
  outcome: ChoosingOutcome,
  points: ReturnType<typeof describePoints>,
  language: Language,
) {
  const t = choosingTexts(language);
  if (isWithheld(outcome)) return { text: t('choosing.outcome.tooFew'), rows: [], rest: undefined };
  const find = (facet: string) => points.find(({ id }) => id === facet);
  const few = outcome.sums.filter(({ bound }) => bound === 'atMost');
  const rest = few.map(({ facet }) => find(facet)?.within ?? facet);
  return {
    text: t('choosing.outcome.voters', { count: outcome.voters }),
    rows: outcome.sums
      .filter(({ bound }) => bound !== 'atMost')
      .map((sum) => ({
        id: sum.facet,
        name: find(sum.facet)?.name ?? sum.facet,
        about: find(sum.facet)?.about ?? '',
        votes: describeSum(sum, language),
      })),
    rest: few[0]
      ? t('choosing.outcome.rest', { count: few[0].votes, points: listNames(rest, language) })
      : undefined,
  };
}

function describeSum({ votes: count, bound }: VoteSum, language: Language): string {
  const t = choosingTexts(language);
  return t(bound ? 'choosing.outcome.atLeast' : 'choosing.outcome.votes', { count });
}

function listNames(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}
