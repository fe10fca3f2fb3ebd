/** The slides with the strong and the weak points, each with its sign, its verdict and its score, as on the factsheet. */
import type { FacetFigures } from '../../scoring/scores.ts';
import { describeClass, describeFacet } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { Block, Slide, SlideTable } from './slides.ts';
import { slideTexts } from './texts.ts';

/** With more rows a slide has no room for sentences; they stand in its notes. */
const maxWithSentences = 4;
/** Characters of the name of a part or a theme in a table. */
const maxName = 60;

type Shown = Part & { score: FacetFigures };

export function describeStrengths(input: FactsheetInput): Slide {
  const t = slideTexts(input.language);
  const strong = listShown(input).filter(({ score }) => score.class === 'strong');
  return {
    name: 'strengths',
    title: t('slides.strengths.title'),
    blocks:
      strong.length > 0
        ? [makeTable(input, strong, t('slides.strengths.title'))]
        : [{ kind: 'text', look: 'lead', text: t('slides.strengths.none') }],
    notes: [
      ...sayEach(input, strong),
      t(strong.length > 0 ? 'slides.strengths.notes.ask' : 'slides.strengths.notes.none'),
    ],
  };
}

/** Below them, what is neither strong nor weak, and what may not be shown. */
export function describeWeaknesses(input: FactsheetInput): Slide {
  const { language } = input;
  const t = slideTexts(language);
  const { list } = formatsOf(language);
  const shown = listShown(input);
  const weak = shown.filter(({ score }) => score.class === 'weak' || score.class === 'unequal');
  const attention = shown.filter(({ score }) => score.class === 'attention').map(({ term }) => term);
  const withheld = listParts(input)
    .filter(({ isConcept, score }) => !isConcept && !score)
    .map(({ term }) => term);
  const note = (text: string): Block => ({ kind: 'text', look: 'note', text });
  return {
    name: 'weaknesses',
    title: t('slides.weaknesses.title'),
    blocks: [
      weak.length > 0
        ? makeTable(input, weak, t('slides.weaknesses.title'))
        : { kind: 'text', look: 'lead', text: t('slides.weaknesses.none') },
      ...(attention.length > 0 ? [note(t('slides.weaknesses.attention', { list: list(attention) }))] : []),
      ...(withheld.length > 0 ? [note(t('slides.weaknesses.withheld', { list: list(withheld) }))] : []),
    ],
    notes: [
      ...sayEach(input, weak),
      ...(weak.some(({ score }) => score.certainty === 'likely')
        ? [t('slides.weaknesses.notes.likely')]
        : []),
      t(weak.length > 0 ? 'slides.weaknesses.notes.ask' : 'slides.weaknesses.notes.none'),
    ],
  };
}

function listShown(input: FactsheetInput): Shown[] {
  return listParts(input).filter((part): part is Shown => part.score !== undefined && 'class' in part.score);
}

function makeTable(input: FactsheetInput, parts: readonly Shown[], caption: string): SlideTable {
  const { instrument, language } = input;
  const t = slideTexts(language);
  const { index, capital } = formatsOf(language);
  const themes = new Map(
    listParts({ ...input, instrument })
      .filter(({ isConcept }) => isConcept)
      .map(({ id, name }) => [id, shortenName(name, maxName)]),
  );
  return {
    kind: 'table',
    caption,
    columns: [
      t('slides.columns.part'),
      t('slides.columns.theme'),
      t('slides.columns.verdict'),
      t('slides.score'),
    ],
    rows: parts.map(({ id, name, concept, score }) => ({
      sign: score.class === 'strong' ? '+' : '−',
      look: score.class,
      name: shortenName(name, maxName),
      ...(parts.length <= maxWithSentences && { sentence: describeFacet(id, score, language) }),
      cells: [themes.get(concept)!, capital(describeClass(score, language)), index(score.index)],
    })),
  };
}

function sayEach({ language }: FactsheetInput, parts: readonly Shown[]): string[] {
  return parts.map(({ id, name, score }) => `${shortenName(name)}: ${describeFacet(id, score, language)}`);
}
