/**
 * What a mirror says in words: how the partner compares, where its own people differ, what it could
 * do, how it changed, and what others said of it.
 */
import type { PartnerFigures } from '../../scoring/scores.ts';
import type { Instrument } from '../../survey/instrument.ts';
import {
  type Band,
  findZones,
  placeRange,
  placeZones,
  toPoints,
  writePlace,
} from '../charts/describe-band.ts';
import { type ComparedPart, comparePartner } from '../figures/compare-partner.ts';
import { isOfFirstRules } from '../figures/describe-method.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { advisePartner, type PartnerAdvice } from './advise-partner.ts';
import { describeOwnChange, type OwnChangeView } from './describe-own-change.ts';
import { describeReceived, type ReceivedView } from './describe-received.ts';
import { mirrorTexts } from './texts.ts';

export interface MirrorView {
  answer: string;
  isCompared: boolean;
  /** Where scores are low and high, on every line. */
  zones: Pick<Band, 'low' | 'high' | 'rest'>;
  /** Said when no facet is higher or lower. */
  none: string;
  /** Why so little can be called higher or lower, and what to do; empty with two respondents or more. */
  second: string;
  divided: string;
  advice: PartnerAdvice;
  since: OwnChangeView;
  /** Missing when contacts were not asked. */
  received: ReceivedView | undefined;
  rows: RowView[];
}

/** One concept or facet. Texts are empty where a score is withheld. */
interface RowView {
  name: string;
  isConcept: boolean;
  own: string;
  network: string;
  comparison: string;
  /** An arrow where the partner is higher or lower, and how it looks; else both are empty. */
  sign: string;
  look: string;
  /** Where the signs are on the line; empty where a score is withheld. */
  drawing: { own: string; network: string; range: Band['range']; isJoined: boolean };
}

const arrows = {
  higher: { sign: '↑', look: 'strong' },
  lower: { sign: '↓', look: 'weak' },
  equal: { sign: '', look: '' },
} as const;

export function describeMirror(input: FactsheetInput, partner: PartnerFigures & { id: string }): MirrorView {
  const { instrument, language } = input;
  const t = mirrorTexts(language);
  const { index } = formatsOf(language);
  const parts = comparePartner(input, partner);
  const facets = parts.filter((part) => !part.isConcept);
  const isCompared = parts.some((part) => part.comparison !== undefined);
  return {
    answer: describeAnswer(input, parts),
    isCompared,
    zones: placeZones(findZones(instrument)),
    none: facets.some(({ comparison }) => comparison && comparison !== 'equal') ? '' : t('mirror.none'),
    second: partner.respondents === 1 && !isOfFirstRules(input) ? t('mirror.second') : '',
    divided: describeDivision(input, facets),
    advice: advisePartner(input, facets),
    since: describeOwnChange(input, partner.id),
    received: describeReceived(input, partner.id),
    rows: parts.map((part) => ({
      name: part.name,
      isConcept: part.isConcept,
      own: part.own === undefined ? '' : index(part.own),
      network: part.score ? index(part.score.index) : '',
      comparison: part.comparison ? t(`mirror.comparison.${part.comparison}`) : '',
      ...arrows[part.comparison ?? 'equal'],
      drawing: drawRow(part, instrument),
    })),
  };
}

/** A dumbbell: both scores on one line, with a bar between them and the interval of the network as a band. */
function drawRow({ own, score }: ComparedPart, { scale }: Instrument): RowView['drawing'] {
  return {
    own: own === undefined ? '' : writePlace(own),
    network: score ? writePlace(score.index) : '',
    range: score && placeRange(toPoints(score.ci, scale)),
    isJoined: own !== undefined && score !== undefined,
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
