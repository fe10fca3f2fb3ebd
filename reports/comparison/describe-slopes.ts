/** The scores of concepts or facets as rows of slopes: what each round scored, and beside the line what became of it. */
import { type Band, describeBand, findZones, toPoints } from '../charts/describe-band.ts';
import { describeSlope, type SlopeColumn, type SlopePoint } from '../charts/describe-slope.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { YearsInput } from './comparison-input.ts';
import { type Column, listColumns } from './list-columns.ts';
import type { PartYear, PartYears } from './list-part-years.ts';
import { comparisonTexts } from './texts.ts';

export interface SlopesTable {
  caption: string;
  label: string;
  columns: readonly Column[];
  rows: readonly SlopesRow[];
}

interface SlopesRow {
  name: string;
  isConcept: boolean;
  cells: readonly SlopeCell[];
  /** What became of it since the round before the latest. */
  verdict: { sign: string; look: string; text: string };
}

interface SlopeCell {
  label: string;
  isRound: boolean;
  slope: SlopeColumn;
  /** On a phone each round is a line of its own, drawn as everywhere else. */
  band: Band | undefined;
  /** Empty when there is no score; then `why` says so. */
  score: string;
  why: string;
  sign: string;
  look: string;
  verdict: string;
}

export function describeSlopes(
  { rounds, language }: Pick<YearsInput, 'rounds' | 'language'>,
  parts: readonly PartYears[],
  words: { caption: string; label: string },
): SlopesTable {
  const columns = listColumns(rounds);
  return {
    ...words,
    columns,
    rows: parts.map(({ part, years }): SlopesRow => {
      const of = (column: Column) => (column.round === undefined ? undefined : years[column.round]);
      const slope = describeSlope(
        columns.map((column) => toSlopePoint(of(column))),
        findZones(rounds.at(-1)!.instrument),
      );
      return {
        name: shortenName(part.name, 90),
        isConcept: part.isConcept,
        cells: columns.map((column, i) => ({
          label: column.label,
          isRound: column.round !== undefined,
          slope: slope[i]!,
          ...describeCell(of(column), language),
        })),
        verdict: describeVerdict(years, language),
      };
    }),
  };
}

function toSlopePoint(year: PartYear | undefined): SlopePoint | undefined {
  if (!year?.score) return undefined;
  const { score, series, change, input } = year;
  return {
    score: score.index,
    interval: toPoints(score.ci, input.instrument.scale),
    series,
    look: change?.look,
  };
}

function describeCell(
  year: PartYear | undefined,
  language: YearsInput['language'],
): Pick<SlopeCell, 'band' | 'score' | 'why' | 'sign' | 'look' | 'verdict'> {
  const t = comparisonTexts(language);
  const none = { band: undefined, score: '', sign: '', look: '', verdict: '' };
  if (!year) return { ...none, why: t('comparison.years.noRound') };
  const { score, change, input } = year;
  if (!score) return { ...none, why: t('comparison.years.tooFewShort') };
  const changed = change && change.look !== 'same' && change.look !== 'withheld' ? change : undefined;
  return {
    band: describeBand({
      look: 'theme',
      score: score.index,
      interval: toPoints(score.ci, input.instrument.scale),
      zones: findZones(input.instrument),
    }),
    score: formatsOf(language).index(score.index),
    why: '',
    sign: changed?.sign ?? '',
    look: changed?.look ?? '',
    verdict: changed ? changed.verdict : '',
  };
}

/** Of the latest round. */
function describeVerdict(years: readonly PartYear[], language: YearsInput['language']): SlopesRow['verdict'] {
  const t = comparisonTexts(language);
  const { change, series, score } = years.at(-1)!;
  const isAskedOtherwise = series !== (years.at(-2)?.series ?? series);
  if (change && change.look !== 'withheld')
    return { sign: change.sign, look: change.look, text: t(`comparison.years.verdict.${change.look}`) };
  const text = isAskedOtherwise
    ? t('comparison.years.otherQuestions')
    : score && !change
      ? t('comparison.years.notCompared')
      : wordTexts(language)('words.tooFew');
  return { sign: '', look: '', text };
}
