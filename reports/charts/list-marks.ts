/** The legend of the picture of all themes: which mark stands for what. */
import { scoreThen } from '../figures/earlier-scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts } from '../figures/list-parts.ts';
import { wordTexts } from '../words/texts.ts';
import { type BandLook, findMark } from './describe-band.ts';

export interface LegendMark {
  look: BandLook | 'then';
  mark: string;
  name: string;
}

const classes = ['strong', 'attention', 'weak', 'unequal'] as const;

/** Those of the classes and the theme, and that of the previous round where one stands. */
export function listMarks(input: FactsheetInput): LegendMark[] {
  const t = wordTexts(input.language);
  const hasThen = listParts(input).some((part) => scoreThen(input, part) !== undefined);
  return [
    ...classes.map((look) => ({ look, mark: findMark(look), name: t(`words.class.${look}`) })),
    { look: 'theme' as const, mark: findMark('theme'), name: t('words.chart.theme') },
    ...(hasThen ? [{ look: 'then' as const, mark: thenMark, name: t('words.chart.then') }] : []),
  ];
}

/** Above the line, so that it hides nothing. */
const thenMark = 'M-5-4H5L0 4Z';
