/** The advice of the factsheet: at most three ideas with who begins and the first step, and what is under way already. */

import {
  chooseAdvice,
  findUnderWay,
  isWeakness,
  maxAdvice,
  type RankedFacet,
  rankFacets,
} from '../advice/choose-advice.ts';
import { type Advice, listAdvice } from '../advice/list-advice.ts';
import { signs } from '../charts/list-bands.ts';
import { listVariants, type Variant } from '../document/document-parts.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { findFacet, namePart } from '../words/name-part.ts';
import { shortenName } from '../words/shorten-name.ts';
import { agreementTexts, factsheetTexts } from './texts.ts';

/** What a coordinator typed may be longer than any idea of the library: the compact forms cut it. */
const lengths = { action: 70, text: 200, who: 90, firstStep: 110 };

export interface AdviceView {
  intro: string;
  list: {
    /** The class of the facet, for its sign. */
    look: string;
    sign: string;
    about: string;
    action: Variant[];
    text: Variant[];
    firstStep: Variant[];
    who: Variant[];
    source: string;
    /** That it is worked on already, and how that stands; empty when it is not. */
    underWay: string;
  }[];
  /** Weaknesses without advice here: because something is agreed, and because three is enough. */
  rest: string[];
}

export function describeAdvice(input: FactsheetInput): AdviceView {
  const t = factsheetTexts(input.language);
  const weaknesses = rankFacets(input)
    .filter((facet) => isWeakness(facet.class))
    .map(({ id }) => id);
  const chosen = chooseAdvice(input);
  const left = weaknesses.filter((id) => !chosen.some((facet) => facet.id === id));
  const underWay = left.filter((id) => findUnderWay(input, id));
  const others = left.length - underWay.length;
  return {
    intro: t(`factsheet.advice.intro.${weaknesses.length === 0 ? 'keep' : 'mend'}`),
    list: chosen.map((facet) => describeIdea(input, facet)),
    rest: [
      ...(underWay.length === 0
        ? []
        : [t('factsheet.advice.underWay', { list: listUnderWay(input, underWay) })]),
      ...(others === 0 ? [] : [t('factsheet.advice.others', { count: others })]),
    ],
  };
}

function describeIdea(input: FactsheetInput, facet: RankedFacet): AdviceView['list'][number] {
  const { language } = input;
  const [{ about, recommendations }] = listAdvice(input, [facet.id]) as [Advice];
  const { action, text, who, firstStep, source } = recommendations[0]!;
  const agreement = findUnderWay(input, facet.id);
  return {
    look: facet.class,
    sign: signs[facet.class],
    about,
    action: cut('action', action),
    text: cut('text', text),
    firstStep: cut('firstStep', firstStep),
    who: cut('who', who),
    source,
    underWay: agreement
      ? factsheetTexts(language)('factsheet.advice.alsoUnderWay', {
          state: agreementTexts(language)(`agreements.state.${agreement.state}`),
        })
      : '',
  };
}

/** Each by its name with how its agreement stands; of many only the first. */
function listUnderWay(input: FactsheetInput, facets: readonly string[]): string {
  const { instrument, language } = input;
  const names = facets.slice(0, facets.length > 4 ? maxAdvice : 4).map((id) =>
    factsheetTexts(language)('factsheet.advice.standing', {
      facet: namePart(findFacet(instrument, id).facet, language),
      state: agreementTexts(language)(`agreements.state.${findUnderWay(input, id)!.state}`),
    }),
  );
  const more = facets.length - names.length;
  return formatsOf(language).list([
    ...names,
    ...(more > 0 ? [factsheetTexts(language)('factsheet.advice.more', { count: more })] : []),
  ]);
}

function cut(part: keyof typeof lengths, text: string): Variant[] {
  return listVariants({ full: text, brief: shortenName(text, lengths[part]) });
}
