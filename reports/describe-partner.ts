/** What one partner's factsheet says in words: the comparison, what stands out, and where its own people differ. */
import type { PartnerFigures } from '../scoring/scores.ts';
import { type ComparedPart, comparePartner } from './compare-partner.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { formatsOf } from './format-figures.ts';
import { describeInterval } from './list-figures.ts';
import { reportTexts } from './texts.ts';

/** More than this does not stand out. */
const most = 3;

interface Outlier {
  sentence: string;
  difference: string;
}

export interface PartnerView {
  answer: string;
  isCompared: boolean;
  higher: Outlier[];
  lower: Outlier[];
  divided: string;
  /** Texts are empty where a score is withheld. */
  rows: {
    name: string;
    isConcept: boolean;
    own: string;
    network: string;
    interval: string;
    comparison: string;
  }[];
}

export function describePartner(input: FactsheetInput, partner: PartnerFigures): PartnerView {
  const { instrument, language } = input;
  const t = reportTexts(language);
  const { index } = formatsOf(language);
  const parts = comparePartner(input, partner);
  const facets = parts.filter((part) => !part.isConcept);
  const isCompared = parts.some((part) => part.comparison !== undefined);
  return {
    answer: describeAnswer(input, parts),
    isCompared,
    higher: describeOutliers(input, facets, 'higher'),
    lower: describeOutliers(input, facets, 'lower'),
    divided: describeDivision(input, facets),
    rows: parts.map(({ name, isConcept, own, score, comparison }) => ({
      name,
      isConcept,
      own: own === undefined ? '' : index(own),
      network: score ? index(score.index) : '',
      interval: score ? describeInterval(score.ci, instrument.scale, language) : '',
      comparison: comparison ? t(`partner.comparison.${comparison}`) : '',
    })),
  };
}

/** The concepts on which the partner is higher, lower or about equal, in at most three sentences. */
function describeAnswer({ language }: FactsheetInput, parts: readonly ComparedPart[]): string {
  const t = reportTexts(language);
  const concepts = parts.filter((part) => part.isConcept);
  if (parts.every(({ own }) => own === undefined)) return t('partner.answer.none');
  if (concepts.every(({ comparison }) => comparison === undefined)) return t('partner.answer.alone');
  if (concepts.every(({ comparison }) => comparison === 'equal')) return t('partner.answer.all');
  const sentences = (['higher', 'lower', 'equal'] as const).flatMap((kind) => {
    const names = concepts.filter(({ comparison }) => comparison === kind).map(({ name }) => name);
    return names.length === 0
      ? []
      : [t(`partner.answer.${kind}`, { list: formatsOf(language).titles(names) })];
  });
  return sentences.join(' ');
}

/** The facets that differ most from the network in this direction. */
function describeOutliers(
  { language }: FactsheetInput,
  facets: readonly ComparedPart[],
  direction: 'higher' | 'lower',
): Outlier[] {
  const t = reportTexts(language);
  const { index } = formatsOf(language);
  return facets
    .filter(({ comparison }) => comparison === direction)
    .sort((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!))
    .slice(0, most)
    .map(({ name, own, score, difference }) => ({
      sentence: t('partner.comparison.sentence', { name, own: index(own!), network: index(score!.index) }),
      difference: t('partner.standsOut.difference', { difference: index(Math.abs(difference!)) }),
    }));
}

function describeDivision({ language }: FactsheetInput, facets: readonly ComparedPart[]): string {
  const t = reportTexts(language);
  if (facets.every(({ isDivided }) => isDivided === undefined)) return t('partner.divided.unknown');
  const terms = facets.filter(({ isDivided }) => isDivided).map(({ term }) => term);
  if (terms.length === 0) return t('partner.divided.not');
  return t('partner.divided.text', { list: formatsOf(language).list(terms) });
}
