/** A score in words: its figures, its class, and how sure that class is. */

import type { FacetFigures } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { findFacetSentence, wordTexts } from '../words/texts.ts';

/** A score with the partners behind it, as in 'score 81, 10 partners'. Its interval is for pictures and tables. */
export function describeFigures(figures: { index: number; n: number }, language: Language): string {
  return wordTexts(language)('words.figures.full', {
    score: formatsOf(language).index(figures.index),
    partners: wordTexts(language)('words.figures.partners', { count: figures.n }),
  });
}

/** The same where those partners stand beside it already. */
export function describeScore({ index }: { index: number }, language: Language): string {
  return wordTexts(language)('words.figures.score', { score: formatsOf(language).index(index) });
}

/** The class in words, with 'waarschijnlijk' or 'misschien' when it is not clear. */
export function describeClass(
  figures: Pick<FacetFigures, 'class' | 'certainty'>,
  language: Language,
): string {
  const t = wordTexts(language);
  if (figures.certainty === 'likely') return t(`words.class.likely.${figures.class}`);
  return t(`words.class.${figures.class}`);
}

/** What is said of a facet: as a fact when its class is clear, and else no more than what is likely. */
export function describeFacet(
  facetId: string,
  figures: Pick<FacetFigures, 'class' | 'certainty'>,
  language: Language,
): string {
  const sentence = findFacetSentence(language, facetId, figures.class);
  if (figures.certainty === 'clear') return sentence;
  const probably = wordTexts(language)(`words.class.probably.${figures.class}`);
  return figures.class === 'unequal' ? probably : `${probably} ${sentence}`;
}
