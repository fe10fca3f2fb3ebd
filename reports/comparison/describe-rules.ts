/** By which scoring rules the results beside each other were made. */
import { isWithheld } from '../../scoring/figure.ts';
import type { Language } from '../../survey/texts.ts';
import { isOfFirstRules } from '../figures/describe-method.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { comparisonTexts } from './texts.ts';

/** Then the method claims no more than those; beside results of other rules each is named, with what that means. */
export function areOfFirstRules(results: readonly FactsheetInput[]): boolean {
  const shown = listShown(results);
  return shown.length > 0 && shown.every(isOfFirstRules);
}

function listShown(results: readonly FactsheetInput[]): FactsheetInput[] {
  return results.filter(({ scores }) => !isWithheld(scores.coverage));
}

/** One sentence when they are the same for all; else each by its name, and what that means. */
export function describeAllRules(
  results: readonly FactsheetInput[],
  language: Language,
  nameOf: (result: FactsheetInput) => string,
): string[] {
  const t = comparisonTexts(language);
  const shown = listShown(results);
  const [rules, ...others] = new Set(shown.map(({ scores }) => scores.rules));
  if (rules === undefined) return [];
  if (others.length === 0) return [t('comparison.method.rules', { rules })];
  const list = shown.map((result) =>
    t('comparison.method.rulesOf', { name: nameOf(result), rules: result.scores.rules }),
  );
  return [t('comparison.method.mixedRules', { list: formatsOf(language).list(list) })];
}
