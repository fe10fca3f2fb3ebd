/** The small print: how the figures were made, that the cut-offs are conventions, what is never shown. */
import { isWithheld, minimum } from '../scoring/scores.ts';
import { findCutoffs } from '../survey/instrument.ts';
import { smallestDifference } from './compare-partner.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { formatsOf } from './format-figures.ts';
import { reportTexts } from './texts.ts';

export function describeMethod({ instrument, scores, language }: FactsheetInput): string[] {
  const t = reportTexts(language);
  const { number } = formatsOf(language);
  const { weak, strong } = findCutoffs(instrument);
  const withheld = t('factsheet.method.withheld', { minimum });
  const version = t('factsheet.method.version', {
    name: instrument.name?.[language] ?? instrument.id,
    version: scores.instrument.version,
    hash: scores.instrument.hash,
    rules: scores.rules,
  });
  if (isWithheld(scores.coverage)) return [withheld, version];
  return [
    t('factsheet.method.index', { min: instrument.scale.min, max: instrument.scale.max }),
    t('factsheet.method.classes', { weak: number(weak), strong: number(strong) }),
    t('factsheet.method.conventions'),
    t('factsheet.method.intervals'),
    ...(scores.change && !isWithheld(scores.change)
      ? [t('factsheet.method.change', { points: number(smallestDifference) })]
      : []),
    withheld,
    t('factsheet.method.origin'),
    version,
  ];
}
