/** The conclusion in words, with every weakness in the order of the instrument and what can be done about it. */

import { isWithheld } from '../../scoring/figure.ts';
import type { Coverage } from '../../scoring/scores.ts';
import { formatsOf } from '../words/format-figures.ts';
import { findFacet, namePart, titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import { findChange } from './describe-change.ts';
import { describeClass } from './describe-figures.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { listParts } from './list-parts.ts';
import type { Look } from './verdict-looks.ts';

/** The answer for the top of the first page, from both sides: what goes well, what can be better and where; then what changed. */
export function describeAnswer(input: FactsheetInput): string {
  const { instrument, scores, language } = input;
  const t = wordTexts(language);
  const { conclusion, coverage } = scores;
  if (isWithheld(conclusion) || isWithheld(coverage)) return t('words.answer.withheld');
  const { strengths, weaknesses } = conclusion;
  const attention = scores.facets.filter((facet) => !isWithheld(facet) && facet.class === 'attention').length;
  const touched = instrument.concepts.filter((concept) =>
    concept.facets.some((facet) => weaknesses.includes(facet.id)),
  );
  const count = instrument.concepts.length;
  const where =
    touched.length === count
      ? t('words.answer.inAll', { count })
      : touched.length > 2
        ? t('words.answer.inMany', { touched: touched.length, count })
        : t('words.answer.inSome', {
            concepts: formatsOf(language).titles(touched.map((concept) => titlePart(concept, language))),
          });
  return [
    strengths.length > 0
      ? t('words.answer.strong', { count: strengths.length, unsure: describeUnsure(input, strengths) })
      : t('words.answer.noStrong'),
    weaknesses.length > 0
      ? t('words.answer.weak', { count: weaknesses.length, unsure: describeUnsure(input, weaknesses), where })
      : t('words.answer.noWeak', { answered: coverage.answered }),
    ...(weaknesses.length === 0 && attention > 0 ? [t('words.answer.attention', { count: attention })] : []),
    ...describeChanged(input),
  ].join(' ');
}

/** ' (3 daarvan waarschijnlijk)'; empty when all of them are clear. What is only maybe unequal is never called probable. */
function describeUnsure(input: FactsheetInput, ids: readonly string[]): string {
  const likely = ids
    .flatMap((id) => findScore(input, id) ?? [])
    .filter(({ certainty }) => certainty === 'likely');
  if (likely.length === 0) return '';
  const unequal = likely.filter((score) => score.class === 'unequal').length;
  const word = unequal === 0 ? 'probable' : unequal === likely.length ? 'maybe' : 'unsure';
  const which = likely.length === ids.length ? 'all' : 'some';
  return ` ${wordTexts(input.language)(`words.answer.unsure.${which}.${word}`, { count: likely.length })}`;
}

function findScore({ scores }: FactsheetInput, facetId: string) {
  const score = scores.facets.find(({ id }) => id === facetId);
  return score && !isWithheld(score) ? score : undefined;
}

/** On the first page; of more it says how many, and the page about the change names them. */
const maxNamed = 3;

/**
 * From the second round on, what demonstrably changed; where nothing did, what maybe changed; and that it cannot be said
 * where it cannot.
 */
function describeChanged(input: FactsheetInput): string[] {
  const { language, scores } = input;
  if (!scores.change) return [];
  const t = wordTexts(language);
  const facets = listParts(input)
    .filter(({ isConcept }) => !isConcept)
    .flatMap((part) => {
      const change = findChange(input, part);
      return change && change.look !== 'withheld' ? [{ term: part.term, look: change.look }] : [];
    });
  if (facets.length === 0) return [t('words.answer.unknown')];
  const list = (look: Look): string | undefined => {
    const terms = facets.filter((facet) => facet.look === look).map(({ term }) => term);
    if (terms.length === 0) return undefined;
    return terms.length > maxNamed
      ? t('words.answer.parts', { count: terms.length })
      : formatsOf(language).list(terms);
  };
  const name = (look: 'better' | 'worse' | 'maybe-better' | 'maybe-worse') => {
    const named = list(look);
    return named === undefined ? [] : [t(`words.answer.${look}`, { list: named })];
  };
  const demonstrable = [...name('better'), ...name('worse')];
  if (demonstrable.length > 0) return demonstrable;
  const maybe = [...name('maybe-better'), ...name('maybe-worse')];
  return [t('words.answer.same'), ...maybe, ...(maybe.length > 0 ? [t('words.answer.chance')] : [])];
}

/** How many partners took part, and of how many nothing is known. */
export function describeCoverage(
  { answered, partners }: Coverage,
  language: FactsheetInput['language'],
): string {
  const t = wordTexts(language);
  const count = partners - answered;
  return count === 0
    ? t('words.coverage.all', { partners })
    : t('words.coverage.some', { answered, partners, count });
}

export interface ConclusionView {
  /** False when the conclusion is withheld. */
  isKnown: boolean;
  sentence: string;
  weaknesses: string[];
  /** Empty when there are no strengths, or nothing may be said. */
  strengths: string;
}

export function describeConclusion(input: FactsheetInput): ConclusionView {
  const { instrument, scores, language } = input;
  const t = wordTexts(language);
  const { conclusion, coverage } = scores;
  if (isWithheld(conclusion) || isWithheld(coverage)) {
    return {
      isKnown: false,
      sentence: t('words.conclusion.withheld'),
      weaknesses: [],
      strengths: '',
    };
  }
  const nameOf = (id: string) => {
    const name = namePart(findFacet(instrument, id).facet, language);
    const score = findScore(input, id);
    const isUnequal = score?.class === 'unequal';
    if (isUnequal) return `${name} (${describeClass(score, language)})`;
    return score?.certainty === 'likely' ? `${name} (${t('words.class.probable')})` : name;
  };
  const list = formatsOf(language).list(conclusion.strengths.map(nameOf));
  return {
    isKnown: true,
    sentence: t(`words.conclusion.${conclusion.level}`, { answered: coverage.answered }),
    weaknesses: conclusion.weaknesses.map(nameOf),
    strengths:
      list === '' || conclusion.weaknesses.length === 0 ? '' : t('words.conclusion.strengths', { list }),
  };
}
