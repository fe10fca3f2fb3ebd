/** How the figures were made and what is never shown, in small print, and what the verdicts mean. */
import { listItems } from '../../scoring/answer-table.ts';
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { formatsOf } from '../words/format-figures.ts';
import { wordTexts } from '../words/texts.ts';
import { smallestDifference } from './compare-partner.ts';
import { describeNonresponse } from './describe-nonresponse.ts';
import type { FactsheetInput } from './factsheet-input.ts';

export function describeMethod(input: FactsheetInput): string[] {
  const { instrument, scores, language } = input;
  const t = wordTexts(language);
  const { number } = formatsOf(language);
  const withheld = t('words.method.withheld', { minimum });
  const version = t('words.method.version', {
    name: instrument.name?.[language] ?? instrument.id,
    version: scores.instrument.version,
    hash: scores.instrument.hash,
    rules: scores.rules,
  });
  if (isWithheld(scores.coverage)) return [withheld, version];
  return [
    [
      t('words.method.index', { min: instrument.scale.min, max: instrument.scale.max }),
      ...describeReversed(input),
    ].join(' '),
    ...(scores.change && !isWithheld(scores.change)
      ? [
          t(isOfFirstRules(input) ? 'words.method.firstRules.change' : 'words.method.change', {
            points: number(smallestDifference),
          }),
        ]
      : []),
    withheld,
    ...describeNonresponse(input),
    ...describeMailed(input),
    ...describeRounding([input]),
    t('words.method.origin'),
    version,
  ];
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

/** What weak, strong and probable mean, and that the cut-offs are conventions; shown beside the chart. */
export function describeVerdicts(input: FactsheetInput): string[] {
  const { instrument, language } = input;
  const t = wordTexts(language);
  const { number } = formatsOf(language);
  const { weak, strong } = findCutoffs(instrument);
  return [
    t(isOfFirstRules(input) ? 'words.method.firstRules.classes' : 'words.method.classes', {
      weak: number(weak),
      strong: number(strong),
    }),
    t('words.method.conventions'),
    t(isOfFirstRules(input) ? 'words.method.firstRules.intervals' : 'words.method.intervals'),
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
