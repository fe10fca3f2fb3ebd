/** The rounds of one network side by side: one document, both the web page and the PDF. */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { describeBand, findZones, toPoints } from '../charts/describe-band.ts';
import type { BandRow } from '../charts/list-bands.ts';
import { renderDocument } from '../document/render-document.ts';
import { smallestDifference } from '../figures/compare-partner.ts';
import { describeRounding } from '../figures/describe-method.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { YearsInput } from './comparison-input.ts';
import type { YearsPage } from './comparison-page.ts';
import { describeYearFigures } from './describe-figures.ts';
import { describeHead, describeZones } from './describe-head.ts';
import { areOfFirstRules, describeAllRules } from './describe-rules.ts';
import { describeSlopes } from './describe-slopes.ts';
import { answerYears, describeSides, describeSteps } from './describe-steps.ts';
import { listPartYears, nameRound, type PartYears } from './list-part-years.ts';
import { comparisonTexts } from './texts.ts';

/** Side by side; when there are more, the latest ones. */
const maxRounds = 6;

/** The heights of a row, from high to low; the first that fits on its pages is taken when it is printed. */
const heights = [
  'h-34',
  'h-27',
  'h-22',
  'h-18',
  'h-14',
  'h-11',
  'h-11 pages-2',
  'h-11 pages-3',
  'h-11 pages-6',
];

/** A theme with few facets has higher rows, so that its page is not half empty. */
const fewHeights = ['h-70', 'h-48', ...heights];

/** A self-contained HTML document. With a single round it shows that round, and says what will come. */
export function renderComparison(input: YearsInput): string {
  const { language, network } = input;
  const t = comparisonTexts(language);
  const rounds = input.rounds.slice(-maxRounds);
  const shown = { ...input, rounds };
  const isEmpty = rounds.every(({ scores }) => isWithheld(scores.coverage));
  const latest = rounds.at(-1);
  const all = isEmpty ? [] : listPartYears(shown);
  const isCompared = rounds.length > 1 && !isEmpty;
  const hidden = input.rounds.length - rounds.length;
  const span = latest
    ? t('comparison.years.span', {
        count: rounds.length,
        first: nameRound(rounds[0]!),
        last: nameRound(latest),
      })
    : t('comparison.years.spanNone');
  const name = shortenName(network.name);
  const versions = isCompared ? describeVersions(shown, all) : [];
  return renderDocument('compared-years', {
    language,
    links: input.links,
    title: t('comparison.years.title', { network: name }),
    foot: [
      ...(network.madeUp ? [wordTexts(language)('words.madeUpShort')] : []),
      shortenName(network.name, 40),
      shortenName(input.municipality.name, 40),
      t('comparison.years.titleOne'),
    ].join(' · '),
    looks: latest?.looks,
    head: describeHead(input, {
      name,
      within: `${t('comparison.years.titleOne')} · ${span}`,
      looks: latest?.looks,
    }),
    question: t('comparison.years.question'),
    answer: answerYears(shown),
    notes: [
      ...(hidden > 0 ? [t('comparison.years.earlier', { count: hidden, max: maxRounds })] : []),
      ...versions,
    ],
    later: isCompared
      ? []
      : latest
        ? (['lines', 'words', 'movers', 'when'] as const).map((key) =>
            t(`comparison.years.later.${key}`, { minimum }),
          )
        : [t('comparison.years.laterNone')],
    compared: isCompared ? describeCompared(shown, all) : undefined,
    single: latest && rounds.length === 1 && !isEmpty ? listSingle(latest) : [],
    small: describeSmall(input, rounds),
  });
}

function describeCompared(input: YearsInput, all: readonly PartYears[]): YearsPage['compared'] {
  const { language, rounds } = input;
  const t = comparisonTexts(language);
  const concepts = all.filter(({ part }) => part.isConcept);
  const formsOf = (rows: number) => (rows < 5 ? fewHeights : heights);
  return {
    parts: { cover: { pages: 1, forms: heights.slice(1) }, rest: { pages: 40 } },
    overview: describeSlopes(input, concepts, {
      caption: t('comparison.years.overview'),
      label: t('comparison.part'),
    }),
    sides: describeSides(input),
    steps: describeSteps(input),
    themes: concepts.map(({ part: { id, name } }) => {
      const own = all.filter(({ part }) => part.concept === id);
      return {
        part: { pages: 1, forms: formsOf(own.length) },
        name: shortenName(name, 90),
        slopes: describeSlopes(input, own, {
          caption: t('comparison.years.caption', { name }),
          label: wordTexts(language)('words.table.part'),
        }),
      };
    }),
    reading: [
      t('comparison.years.read'),
      describeZones(rounds.at(-1)!, 'years'),
      t('comparison.years.lines'),
    ],
    figures: describeYearFigures(language, all),
  };
}

/** Every part of one round with its band. */
function listSingle(input: FactsheetInput): BandRow[] {
  const { instrument, language } = input;
  return listParts(input).map(({ name, isConcept, score }) => ({
    name: shortenName(name, 80),
    isConcept,
    shown: score && {
      band: describeBand({
        look: 'theme',
        score: score.index,
        interval: toPoints(score.ci, instrument.scale),
        zones: findZones(instrument),
      }),
      score: formatsOf(language).index(score.index),
      sign: '',
      look: 'theme',
      verdict: '',
    },
  }));
}

/** A sentence that names the parts whose questions were not the same in all rounds. */
function describeVersions({ language }: YearsInput, all: readonly PartYears[]): string[] {
  const broken = all.filter(({ part, years }) => !part.isConcept && years.at(-1)!.series > 0);
  if (broken.length === 0) return [];
  return [
    comparisonTexts(language)('comparison.years.versions', {
      list: formatsOf(language).list(broken.map(({ part }) => part.term)),
      count: broken.length,
    }),
  ];
}

function describeSmall(input: YearsInput, rounds: readonly FactsheetInput[]): YearsPage['small'] {
  const { language, network, printedOn } = input;
  const t = comparisonTexts(language);
  const isFirst = areOfFirstRules(rounds);
  return {
    method: [
      t('comparison.method.index'),
      t(isFirst ? 'comparison.method.firstRules.interval' : 'comparison.method.interval'),
      t('comparison.method.stored'),
      ...describeAllRules(rounds, language, nameRound),
      t(isFirst ? 'comparison.method.firstRules.change' : 'comparison.method.change', {
        points: formatsOf(language).number(smallestDifference),
      }),
      t('comparison.method.first'),
      t('comparison.method.cause'),
    ],
    privacy: [
      t('comparison.privacy.minimum', { minimum }),
      ...describeRounding(input.rounds),
      t('comparison.privacy.movers', { minimum }),
    ],
    printedOn: formatsOf(language).date(printedOn),
    madeUp: network.madeUp ? t('comparison.madeUp') : '',
  };
}
