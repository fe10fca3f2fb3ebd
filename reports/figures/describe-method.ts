/** How the figures were made and what is never shown, in small print, and what the verdicts mean. */
import { listItems } from '../../scoring/answer-table.ts';
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import { smallestDifference } from './compare-partner.ts';
import { describeNonresponse } from './describe-nonresponse.ts';
import type { FactsheetInput } from './factsheet-input.ts';

/** As much of the hash as tells versions apart; files for researchers have all of it. */
const hashLength = 12;

/** In four sentences; what is not shown when nothing is. */
export function describeMethod(input: FactsheetInput): string[] {
  const t = wordTexts(input.language);
  if (isWithheld(input.scores.coverage)) return [t('words.method.withheld', { minimum })];
  return [
    t('words.method.score'),
    t('words.method.grounds'),
    t(isOfFirstRules(input) ? 'words.method.firstRules.intervals' : 'words.method.intervals'),
    input.round.closedAt === null ? t('words.method.interim') : t('words.method.shown', { minimum }),
  ];
}

/** Who did not answer, what was left open, and how sure it is that the partners themselves answered. */
export function describeAnswering(input: FactsheetInput): string[] {
  return [...describeNonresponse(input), ...describeMailed(input)];
}

/** Which questionnaire and which rules, so that anybody can compute it again: for the foot of the pages. */
export function describeCode({ instrument, scores, language }: FactsheetInput): string {
  return wordTexts(language)('words.method.code', {
    name: shortenName(instrument.name?.[language] ?? instrument.id, 40),
    version: scores.instrument.version,
    hash: scores.instrument.hash.slice(0, hashLength),
    rules: scores.rules,
  });
}

/** What counts as a demonstrable change. */
export function describeChangeRule(input: FactsheetInput): string {
  const { number } = formatsOf(input.language);
  return wordTexts(input.language)(
    isOfFirstRules(input) ? 'words.method.firstRules.change' : 'words.method.change',
    { points: number(smallestDifference) },
  );
}

/** That negative statements were turned round, when the questionnaire has some. */
export function describeReversed({ instrument, language }: FactsheetInput): string[] {
  const isReversed = listItems(instrument).some(({ reversed }) => reversed);
  return isReversed ? [wordTexts(language)('words.method.reversed')] : [];
}

/** How sure it is that the partners themselves answered. */
function describeMailed({ mailedAnswers, scores: { coverage }, language }: FactsheetInput): string[] {
  if (!mailedAnswers || isWithheld(coverage)) return [];
  const t = wordTexts(language);
  const { partners, domains } = mailedAnswers;
  if (partners === 0) return [t('words.method.mailed.none')];
  const values = { mailed: partners, answered: coverage.answered };
  const said = `${t('words.method.mailed.some', values)} ${t('words.method.mailed.domains', { count: domains })}`;
  return [partners < coverage.answered ? `${said} ${t('words.method.mailed.others')}` : said];
}

/** What weak, strong and unequal mean, and that the cut-offs are conventions; shown below the chart. */
export function describeVerdicts(input: FactsheetInput): string[] {
  const { instrument, language } = input;
  const t = wordTexts(language);
  const { index } = formatsOf(language);
  const { weak, strong } = findCutoffs(instrument);
  const cutoffs = {
    weak: index(toIndex(instrument.scale, weak)),
    strong: index(toIndex(instrument.scale, strong)),
  };
  return [
    t(isOfFirstRules(input) ? 'words.method.firstRules.classes' : 'words.method.classes', cutoffs),
    t('words.method.conventions'),
  ];
}

/** A round that was scored by rules 1 keeps its figures, and says how they were made. */
export function isOfFirstRules({ scores }: FactsheetInput): boolean {
  return scores.rules === '1';
}

/** In which steps these results are shown, and why. */
export function describeRounding(results: readonly FactsheetInput[]): string[] {
  const [first] = results;
  if (!first) return [];
  const t = wordTexts(first.language);
  const isCoarse = results.some(({ scores: { concepts, change } }) =>
    [...concepts, ...(change && !isWithheld(change) ? change.concepts : [])].some((part) => 'coarse' in part),
  );
  const isInterim = results.some(({ round }) => round.closedAt === null);
  const rounded = t(isInterim ? 'words.method.interim' : 'words.method.rounded');
  return [rounded, ...(isCoarse ? [t('words.method.coarse')] : [])];
}
