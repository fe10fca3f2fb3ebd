/** A score in words: its figures, its class, and how sure that class is. */

import type { Interval, Withheld } from '../../scoring/figure.ts';
import { isWithheld } from '../../scoring/figure.ts';
import type { FacetFigures } from '../../scoring/scores.ts';
import type { Scale } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { findFacetSentence, wordTexts } from '../words/texts.ts';

/** An index with its interval and n, as in 'index 81,3 (74,0 tot 88,5), 10 partners'. */
export function describeFigures(
  figures: { index: number; ci: Interval | Withheld; n: number },
  scale: Scale,
  language: Language,
): string {
  const t = wordTexts(language);
  const { index } = formatsOf(language);
  const values = {
    index: index(figures.index),
    partners: t('words.figures.partners', { count: figures.n }),
  };
  if (isWithheld(figures.ci)) return t('words.figures.single', values);
  const [low, high] = figures.ci.map((bound) => index(toIndex(scale, bound)));
  return t('words.figures.full', { ...values, low, high });
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
