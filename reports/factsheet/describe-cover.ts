/** The cover below the answer: the themes as bands, what is strongest, what to work on, one first step and who took part. */

import { chooseAdvice, type RankedFacet, rankFacets } from '../advice/choose-advice.ts';
import { listAdvice } from '../advice/list-advice.ts';
import { type BandRow, listBands, signs } from '../charts/list-bands.ts';
import { describeClass, describeScore } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { findFacet, titlePart } from '../words/name-part.ts';
import { shortenName } from '../words/shorten-name.ts';

/** More is for the pages that follow. */
const maxPoints = 3;
/** A first step that a coordinator typed may be longer than the cover has room for. */
const maxStep = 200;

export interface Point {
  name: string;
  look: string;
  sign: string;
  /** 'waarschijnlijk sterk punt' where it is not clear; else empty. */
  unsure: string;
  score: string;
}

export interface CoverView {
  themes: BandRow[];
  /** Does a mark of the previous round stand with one of the themes? */
  hasThen: boolean;
  strongest: Point[];
  toWorkOn: Point[];
  /** Undefined when there is no advice. */
  firstStep: { action: string; step: string } | undefined;
  /** What the coordinator thinks of it, in paragraphs. */
  ownWords: { paragraphs: string[]; by: string } | undefined;
}

export function describeCover(input: FactsheetInput): CoverView {
  const themes = listBands(input).filter(({ isConcept }) => isConcept);
  const ranked = rankFacets(input);
  const point = (facet: RankedFacet) => describePoint(input, facet);
  const strong = ranked.filter((facet) => facet.class === 'strong').reverse();
  const sure = [
    ...strong.filter(({ certainty }) => certainty === 'clear'),
    ...strong.filter(({ certainty }) => certainty === 'likely'),
  ];
  const [first] = chooseAdvice(input);
  const idea = first && listAdvice(input, [first.id])[0]!.recommendations[0]!;
  return {
    themes,
    hasThen: themes.some(({ shown }) => shown?.band.earlier),
    strongest: sure.slice(0, maxPoints).map(point),
    toWorkOn: ranked
      .filter((facet) => facet.class !== 'strong')
      .slice(0, maxPoints)
      .map(point),
    firstStep: idea && { action: shortenName(idea.action, 100), step: shortenName(idea.firstStep, maxStep) },
    ownWords: describeOwnWords(input),
  };
}

function describePoint({ instrument, language }: FactsheetInput, facet: RankedFacet): Point {
  return {
    name: titlePart(findFacet(instrument, facet.id).facet, language),
    look: facet.class,
    sign: signs[facet.class],
    unsure: facet.certainty === 'likely' || facet.class === 'unequal' ? describeClass(facet, language) : '',
    score: describeScore(facet, language),
  };
}

function describeOwnWords({ ownWords }: FactsheetInput): CoverView['ownWords'] {
  const paragraphs = (ownWords?.text ?? '')
    .split(/\n\s*\n|\n/)
    .map((text) => shortenName(text, 600))
    .filter((text) => text !== '');
  return paragraphs.length === 0 ? undefined : { paragraphs, by: shortenName(ownWords!.by, 150) };
}
