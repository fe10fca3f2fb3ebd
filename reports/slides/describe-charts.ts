/** The slides with a chart: the themes, and all parts of them, on a line from 0 to 100. */
import type { ConceptFigures, FacetClass, FacetFigures } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { findChange } from '../figures/describe-change.ts';
import { describeClass } from '../figures/describe-figures.ts';
import { scoreThen } from '../figures/earlier-scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { toPoint } from '../figures/to-point.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { ChartRow, Slide, SlideChart } from './slides.ts';
import { slideTexts } from './texts.ts';

/** Characters of a name beside its row. */
const maxName = 60;
const classes: FacetClass[] = ['strong', 'attention', 'weak', 'unequal'];

export function describeThemes(input: FactsheetInput): Slide {
  const t = slideTexts(input.language);
  const themes = listParts(input).filter(({ isConcept }) => isConcept);
  return {
    name: 'themes',
    title: t('slides.themes.title', { count: themes.length }),
    blocks: [
      makeChart(input, [{ name: '', parts: themes }], t('slides.themes.alternative')),
      { kind: 'text', look: 'note', text: t('slides.themes.read') },
    ],
    notes: [t('slides.themes.notes.read'), t('slides.themes.notes.ask')],
  };
}

export function describeParts(input: FactsheetInput): Slide {
  const t = slideTexts(input.language);
  const parts = listParts(input);
  const themes = parts.filter(({ isConcept }) => isConcept);
  const groups = themes.map(({ id, name }) => ({
    name,
    parts: parts.filter(({ isConcept, concept }) => !isConcept && concept === id),
  }));
  const chart = makeChart(input, groups, t('slides.parts.alternative'));
  const { weak, strong } = chart;
  return {
    name: 'parts',
    title: t('slides.parts.title'),
    blocks: [
      chart,
      {
        kind: 'text',
        look: 'note',
        text: t('slides.parts.read', { weak: round(weak), strong: round(strong) }),
      },
    ],
    notes: [t('slides.parts.notes.read'), t('slides.parts.notes.ask')],
  };
  function round(value: number): string {
    return formatsOf(input.language).index(value);
  }
}

function makeChart(
  input: FactsheetInput,
  groups: { name: string; parts: Part[] }[],
  what: string,
): SlideChart {
  const { instrument, language } = input;
  const t = slideTexts(language);
  const words = wordTexts(language);
  const { weak, strong } = findCutoffs(instrument);
  const rows = groups.map(({ name, parts }) => ({
    name: shortenName(name, maxName),
    rows: parts.map((part) => makeRow(input, part)),
  }));
  const said = groups.flatMap(({ parts }) =>
    parts.map((part) => `${shortenName(part.name, maxName)}: ${sayScore(part.score, input)}`),
  );
  return {
    kind: 'chart',
    groups: rows,
    weak: toIndex(instrument.scale, weak),
    strong: toIndex(instrument.scale, strong),
    alternative: `${what} ${said.join('; ')}.`,
    name: t('slides.score'),
    previous: rows.some((group) => group.rows.some(({ previous }) => previous !== undefined))
      ? words('words.chart.then')
      : '',
    signs: classes
      .filter((one) =>
        groups.some(({ parts }) =>
          parts.some(({ score }) => score && 'class' in score && score.class === one),
        ),
      )
      .map((one) => ({ class: one, name: words(`words.class.${one}`) })),
  };
}

function makeRow(input: FactsheetInput, part: Part): ChartRow {
  const { instrument, language } = input;
  const { score } = part;
  const change = findChange(input, part);
  const name = shortenName(part.name, maxName);
  const withheld = wordTexts(language)('words.table.withheld');
  const marked = change?.mark
    ? { change: { look: change.look, sign: change.sign, mark: change.mark } }
    : undefined;
  if (!score) return { name, verdict: '', withheld, ...marked };
  const { low, high } = toPoint(score, instrument.scale);
  return {
    name,
    verdict: 'class' in score ? describeClass(score, language) : '',
    withheld,
    score: {
      value: Math.round(score.index),
      text: formatsOf(language).index(score.index),
      ...(low !== undefined && high !== undefined && { low, high }),
      ...('class' in score && { class: score.class }),
    },
    previous: scoreThen(input, part),
    ...marked,
  };
}

function sayScore(score: FacetFigures | ConceptFigures | undefined, { language }: FactsheetInput): string {
  if (!score) return wordTexts(language)('words.table.withheld');
  const index = formatsOf(language).index(score.index);
  return 'class' in score ? `${index}, ${describeClass(score, language)}` : index;
}
