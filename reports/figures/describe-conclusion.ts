/** The conclusion in words, with every weakness in the order of the instrument and what can be done about it. */
import { type Coverage, isWithheld } from '../../scoring/scores.ts';
import { type Advice, listAdvice, listShortAdvice, type ShortAdvice } from '../advice/list-advice.ts';
import { formatsOf } from '../words/format-figures.ts';
import { findFacet, namePart, titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import type { FactsheetInput } from './factsheet-input.ts';

/** The answer in one or two sentences, for the top of the first page. */
export function describeAnswer({ instrument, scores, language }: FactsheetInput): string {
  const t = wordTexts(language);
  const { conclusion } = scores;
  if (isWithheld(conclusion)) return t('words.answer.withheld');
  const touched = instrument.concepts.filter((concept) =>
    concept.facets.some((facet) => conclusion.weaknesses.includes(facet.id)),
  );
  return t(`words.answer.${conclusion.level}`, {
    weak: touched.length,
    all: instrument.concepts.length,
    concepts: formatsOf(language).titles(touched.map((concept) => titlePart(concept, language))),
  });
}

/** How many partners took part, and how the result is to be read because of that. */
export function describeCoverage(coverage: Coverage, language: FactsheetInput['language']): string {
  return wordTexts(language)(`words.coverage.${coverage.standing}`, {
    answered: coverage.answered,
    count: coverage.partners,
  });
}

export interface ConclusionView {
  /** False when the conclusion is withheld. */
  isKnown: boolean;
  sentence: string;
  weaknesses: string[];
  /** Empty when there are no strengths, or nothing may be said. */
  strengths: string;
  advice: Advice[];
  shortAdvice: ShortAdvice[];
}

export function describeConclusion(input: FactsheetInput): ConclusionView {
  const { instrument, scores, language } = input;
  const t = wordTexts(language);
  const { conclusion } = scores;
  if (isWithheld(conclusion)) {
    return {
      isKnown: false,
      sentence: t('words.conclusion.withheld'),
      weaknesses: [],
      strengths: '',
      advice: [],
      shortAdvice: [],
    };
  }
  const nameOf = (id: string) => namePart(findFacet(instrument, id).facet, language);
  const list = formatsOf(language).list(conclusion.strengths.map(nameOf));
  return {
    isKnown: true,
    sentence: t(`words.conclusion.${conclusion.level}`),
    weaknesses: conclusion.weaknesses.map((id) => {
      const score = scores.facets.find((facet) => facet.id === id);
      const isUnequal = score && !isWithheld(score) && score.class === 'unequal';
      return isUnequal ? `${nameOf(id)} (${t('words.class.unequal')})` : nameOf(id);
    }),
    strengths:
      list === '' || conclusion.weaknesses.length === 0 ? '' : t('words.conclusion.strengths', { list }),
    advice: listAdvice(input, conclusion.weaknesses),
    shortAdvice: listShortAdvice(input, conclusion.weaknesses),
  };
}
