/**
 * What a mirror says in words: how the partner compares, what stands out, where its own people differ, what it could
 * do, how it changed, and what others said of it.
 */
import type { PartnerFigures } from '../../scoring/scores.ts';
import { type ComparedPart, comparePartner } from '../figures/compare-partner.ts';
import { isOfFirstRules } from '../figures/describe-method.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { describeInterval } from '../figures/list-figures.ts';
import { formatsOf } from '../words/format-figures.ts';
import { advisePartner, type PartnerAdvice } from './advise-partner.ts';
import { describeOwnChange, type OwnChangeView } from './describe-own-change.ts';
import { describeReceived, type ReceivedView } from './describe-received.ts';
import { mirrorTexts } from './texts.ts';

/** Facets in each direction: with more, none stands out. */
const maxOutliers = 3;

export interface MirrorView {
  answer: string;
  isCompared: boolean;
  /** The facets that differ most from the network, in a sentence each. */
  higher: string[];
  lower: string[];
  /** Why so little can be called higher or lower, and what to do; empty with two respondents or more. */
  second: string;
  divided: string;
  advice: PartnerAdvice;
  since: OwnChangeView;
  /** Missing when contacts were not asked. */
  received: ReceivedView | undefined;
  /** Texts are empty where a score is withheld. */
  rows: {
    name: string;
    isConcept: boolean;
    own: string;
    network: string;
    interval: string;
    /** The partners behind the figure of the network. */
    n: string;
    comparison: string;
  }[];
}

export function describeMirror(input: FactsheetInput, partner: PartnerFigures & { id: string }): MirrorView {
  const { instrument, language } = input;
  const t = mirrorTexts(language);
  const { index, ownIndex } = formatsOf(language);
  const parts = comparePartner(input, partner);
  const facets = parts.filter((part) => !part.isConcept);
  const isCompared = parts.some((part) => part.comparison !== undefined);
  return {
    answer: describeAnswer(input, parts),
    isCompared,
    higher: describeOutliers(input, facets, 'higher'),
    lower: describeOutliers(input, facets, 'lower'),
    second: partner.respondents === 1 && !isOfFirstRules(input) ? t('mirror.second') : '',
    divided: describeDivision(input, facets),
    advice: advisePartner(input, facets),
    since: describeOwnChange(input, partner.id),
    received: describeReceived(input, partner.id),
    rows: parts.map(({ name, isConcept, own, score, comparison }) => ({
      name,
      isConcept,
      own: own === undefined ? '' : ownIndex(own),
      network: score ? index(score.index) : '',
      interval: score ? describeInterval(score.ci, instrument.scale, language) : '',
      n: score ? String(score.n) : '',
      comparison: comparison ? t(`mirror.comparison.${comparison}`) : '',
    })),
  };
}

/** The concepts on which the partner is higher, lower or about equal, in at most three sentences. */
function describeAnswer({ language }: FactsheetInput, parts: readonly ComparedPart[]): string {
  const t = mirrorTexts(language);
  const concepts = parts.filter((part) => part.isConcept);
  if (parts.every(({ own }) => own === undefined)) return t('mirror.answer.none');
  if (concepts.every(({ comparison }) => comparison === undefined)) return t('mirror.answer.alone');
  if (concepts.every(({ comparison }) => comparison === 'equal')) return t('mirror.answer.all');
  const sentences = (['higher', 'lower', 'equal'] as const).flatMap((kind) => {
    const names = concepts.filter(({ comparison }) => comparison === kind).map(({ name }) => name);
    return names.length === 0
      ? []
      : [t(`mirror.answer.${kind}`, { list: formatsOf(language).titles(names) })];
  });
  return sentences.join(' ');
}

/** The facets that differ most from the network in this direction. */
function describeOutliers(
  { language }: FactsheetInput,
  facets: readonly ComparedPart[],
  direction: 'higher' | 'lower',
): string[] {
  const t = mirrorTexts(language);
  const { index, ownIndex } = formatsOf(language);
  return facets
    .filter(({ comparison }) => comparison === direction)
    .sort((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!))
    .slice(0, maxOutliers)
    .map(({ name, own, score }) =>
      t('mirror.comparison.sentence', { name, own: ownIndex(own!), network: index(score!.index) }),
    );
}

function describeDivision({ language }: FactsheetInput, facets: readonly ComparedPart[]): string {
  const t = mirrorTexts(language);
  if (facets.every(({ isDivided }) => isDivided === undefined)) return t('mirror.divided.unknown');
  const listTerms = (isDivided: boolean) =>
    facets.filter((facet) => facet.isDivided === isDivided).map(({ term }) => term);
  const [divided, agreed] = [listTerms(true), listTerms(false)];
  const { list } = formatsOf(language);
  if (divided.length === 0) return t('mirror.divided.not');
  if (divided.length === facets.length) return t('mirror.divided.all');
  // The shorter of two lists, when each part is in one of them.
  const isMost = divided.length > agreed.length && divided.length + agreed.length === facets.length;
  return isMost
    ? t('mirror.divided.most', { list: list(agreed) })
    : t('mirror.divided.text', { list: list(divided) });
}
