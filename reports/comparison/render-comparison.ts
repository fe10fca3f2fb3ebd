/** The rounds of one network side by side: one document, both the web page and the PDF. */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { findCutoffs } from '../../survey/instrument.ts';
import { renderDocument } from '../document/render-document.ts';
import { smallestDifference } from '../figures/compare-partner.ts';
import { findChange } from '../figures/describe-change.ts';
import { describeRounding } from '../figures/describe-method.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import type { ComparisonChart, ComparisonCharts } from '../figures/figures-table.ts';
import { listParts } from '../figures/list-parts.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { YearsInput } from './comparison-input.ts';
import type { ComparisonHead } from './comparison-page.ts';
import { areOfFirstRules, describeAllRules } from './describe-rules.ts';
import { describeSteps, describeYears, findPrevious, nameRound } from './describe-years.ts';
import { comparisonTexts } from './texts.ts';

/** Side by side; when there are more, the latest ones. */
const maxRounds = 6;

/** A self-contained HTML document. With a single round it shows that round, and says what will come. */
export function renderComparison(input: YearsInput): string {
  const { language, network } = input;
  const t = comparisonTexts(language);
  const rounds = input.rounds.slice(-maxRounds);
  const shown = { ...input, rounds };
  const name = shortenName(network.name);
  const isEmpty = rounds.every(({ scores }) => isWithheld(scores.coverage));
  const view = isEmpty ? undefined : describeYears(shown);
  const latest = rounds.at(-1);
  const isCompared = rounds.length > 1 && !isEmpty;
  const hidden = input.rounds.length - rounds.length;
  const isFirst = areOfFirstRules(rounds);
  return renderDocument('comparison', {
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
    head: describeHead(input, name, latest?.looks),
    within: t('comparison.years.titleOne'),
    span: latest
      ? t('comparison.years.span', {
          count: rounds.length,
          first: nameRound(rounds[0]!),
          last: nameRound(latest),
        })
      : t('comparison.years.spanNone'),
    question: t('comparison.years.question'),
    answer: answer(shown, isEmpty),
    overview: view?.overview,
    overviewTitle: t('comparison.years.overviewTitle'),
    overviewRead: isCompared ? t('comparison.years.overviewRead') : '',
    later: isCompared
      ? []
      : latest
        ? (['lines', 'words', 'movers', 'when'] as const).map((key) =>
            t(`comparison.years.later.${key}`, { minimum }),
          )
        : [t('comparison.years.laterNone')],
    notes: [
      ...(hidden > 0 ? [t('comparison.years.earlier', { count: hidden, max: maxRounds })] : []),
      ...(view?.versions ? [view.versions] : []),
    ],
    ...(isCompared
      ? {
          steps: describeSteps(shown),
          themes: view!.themes,
          comparison: buildCharts(view!.charts, latest!),
          reading: [t('comparison.read'), describeZones(latest!), t('comparison.years.lines')],
        }
      : { steps: [], themes: [], reading: [] }),
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
  });
}

/** What the top of a comparison and its small print say. */
export function describeHead(
  { municipality, network, printedOn, language }: Omit<YearsInput, 'rounds'>,
  name: string,
  looks: FactsheetInput['looks'],
): ComparisonHead {
  const t = comparisonTexts(language);
  return {
    kind: t('comparison.kind'),
    municipality: shortenName(municipality.name),
    name,
    isLong: name.length > 60,
    logo: looks?.logo,
    madeUp: network.madeUp ? t('comparison.madeUp') : '',
    printedOn: formatsOf(language).date(printedOn),
  };
}

/** The charts with the cut-offs of this instrument. */
export function buildCharts(
  charts: ComparisonChart[],
  { instrument, language }: FactsheetInput,
): ComparisonCharts {
  const { weak, strong } = findCutoffs(instrument);
  const index = (mean: number) => toIndex(instrument.scale, mean);
  return { charts, weak: index(weak), strong: index(strong), language };
}

/** What the coloured strips of a chart mean. */
export function describeZones({ instrument, language }: FactsheetInput): string {
  const { weak, strong } = findCutoffs(instrument);
  const index = (mean: number) => formatsOf(language).number(toIndex(instrument.scale, mean));
  return comparisonTexts(language)('comparison.zones', { weak: index(weak), strong: index(strong) });
}

/** The last step in one sentence. */
function answer({ rounds, language }: YearsInput, isEmpty: boolean): string {
  const t = comparisonTexts(language);
  const now = rounds.at(-1);
  if (!now) return t('comparison.years.answer.none');
  if (isEmpty) return t('comparison.years.answer.withheld');
  if (rounds.length === 1) return t('comparison.years.answer.one');
  const then = findPrevious(rounds, now);
  const words = { before: nameRound(then ?? rounds.at(-2)!), now: nameRound(now) };
  const looks = then
    ? listParts(now)
        .filter(({ isConcept }) => !isConcept)
        .map((part) => findChange(now, part)?.look)
    : [];
  const [better, worse] = ['better', 'worse'].map((look) => looks.filter((own) => own === look).length) as [
    number,
    number,
  ];
  if (better > 0 && worse > 0) return t('comparison.years.answer.both', { ...words, count: better, worse });
  if (better > 0) return t('comparison.years.answer.better', { ...words, count: better });
  if (worse > 0) return t('comparison.years.answer.worse', { ...words, count: worse });
  return t(`comparison.years.answer.${looks.includes('same') ? 'same' : 'unknown'}`, words);
}
