/**
 * How one partner changed since the previous round, per concept, in words. One partner gives few answers, so a
 * difference counts only when it is more than chance (`scoring/score-change.ts`); a facet has too few statements for
 * that, and gets no verdict.
 */

import type { PartnerChangeFigures } from '../../scoring/changes.ts';
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { describeRules } from '../figures/describe-change.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { findLook, type Look, signs } from '../figures/verdict-looks.ts';
import { formatsOf } from '../words/format-figures.ts';
import { titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import { mirrorTexts } from './texts.ts';

export interface OwnChangeView {
  /** Which round it is compared with, or why there is no comparison. */
  intro: string[];
  /** Empty when nothing can be compared. */
  concepts: { name: string; look: Look; sign: string; verdict: string; figure: string }[];
  note: string;
}

export function describeOwnChange(input: FactsheetInput, partnerId: string): OwnChangeView {
  const { scores, instrument, language, previousRound } = input;
  const t = mirrorTexts(language);
  const { date } = formatsOf(language);
  const { change } = scores;
  const nothing = (sentence: string) => ({ intro: [sentence], concepts: [], note: '' });
  if (!change) return nothing(t('mirror.since.first'));
  if (isWithheld(change))
    return nothing(
      change.withheld === 'undefined'
        ? wordTexts(language)('words.change.noItems')
        : t('mirror.since.withheld', { minimum }),
    );
  const own = change.partners.find(({ id }) => id === partnerId);
  if (own === undefined || isWithheld(own)) return nothing(t('mirror.since.once'));
  const { since, sharedItems } = change;
  const versions = { count: sharedItems, earlier: since.version, now: scores.instrument.version };
  return {
    intro: [
      ...(previousRound
        ? [
            wordTexts(language)('words.change.since', {
              name: previousRound.name,
              date: date(previousRound.closedAt),
            }),
          ]
        : []),
      ...(since.hash === scores.instrument.hash
        ? []
        : [wordTexts(language)('words.change.otherVersion', versions)]),
      ...describeRules(input, change),
    ],
    concepts: instrument.concepts.map((concept) => ({
      name: titlePart(concept, language),
      ...describeConcept(input, own.concepts[concept.id]),
    })),
    note: [
      t('mirror.since.note'),
      ...(own.isSamePeople === false ? [t('mirror.since.otherPeople')] : []),
    ].join(' '),
  };
}

function describeConcept(
  { instrument, language }: FactsheetInput,
  figure: PartnerChangeFigures['concepts'][string] | undefined,
) {
  const t = mirrorTexts(language);
  const look = findLook(figure);
  const base = { look, sign: signs[look], verdict: wordTexts(language)(`words.change.verdict.${look}`) };
  if (figure === undefined || isWithheld(figure) || figure.difference === undefined)
    return { ...base, figure: '' };
  const { min, max } = instrument.scale;
  const difference = formatsOf(language).points((figure.difference * 100) / (max - min));
  return { ...base, figure: t('mirror.since.figure', { difference }) };
}
