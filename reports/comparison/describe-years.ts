/**
 * The rounds of a network side by side: per concept and facet a line of scores with its table, and in words what
 * demonstrably changed from one round to the next. What `scoring/disclose.ts` withholds is withheld here too.
 */
import { isWithheld } from '../../scoring/figure.ts';
import type { Language } from '../../survey/texts.ts';
import { describeChange, describeRules, findChange, type PartChange } from '../figures/describe-change.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import {
  type Cell,
  type ComparisonChart,
  type FiguresTable,
  listFigureCells,
  type Panel,
  type Slot,
  toPoint,
} from '../figures/figures-table.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { isSamePart } from '../words/same-part.ts';
import { shortenApart, shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { YearsInput } from './comparison-input.ts';
import { comparisonTexts } from './texts.ts';

/** More years in a row without a round share one empty place. */
const maxEmptyYears = 2;

const yearOf = new Intl.DateTimeFormat('nl-NL', { year: 'numeric', timeZone: 'Europe/Amsterdam' });

/** What became of the network between two rounds, in words. */
export interface Step {
  title: string;
  sentences: string[];
  notes: string[];
}

export function nameRound({ round }: FactsheetInput): string {
  return shortenName(round.name, 40);
}

/** The round among these that this one was compared with when it closed. */
export function findPrevious(
  rounds: readonly FactsheetInput[],
  { scores, previousRound }: FactsheetInput,
): FactsheetInput | undefined {
  if (!scores.change || !previousRound) return undefined;
  return rounds.find(({ round }) => round.name === previousRound.name);
}

/** One for each round but the first, the latest first. */
export function describeSteps({ rounds, language }: YearsInput): Step[] {
  const t = comparisonTexts(language);
  return rounds
    .slice(1)
    .map((now, place): Step => {
      const then = findPrevious(rounds, now);
      const from = nameRound(then ?? rounds[place]!);
      const title = t('comparison.step.title', { before: from, now: nameRound(now) });
      if (!then) return { title, sentences: [t('comparison.step.none')], notes: [] };
      const { change } = now.scores;
      const view = describeChange(now)!;
      const versions =
        change && !isWithheld(change) && change.since.hash !== now.scores.instrument.hash
          ? [
              wordTexts(language)('words.change.otherVersion', {
                count: change.sharedItems,
                earlier: change.since.version,
                now: now.scores.instrument.version,
              }),
            ]
          : [];
      const rules = change && !isWithheld(change) ? describeRules(now, change) : [];
      return { title, sentences: view.lead, notes: [...versions, ...rules, ...view.notes] };
    })
    .reverse();
}

/** The parts of the latest questionnaire, each with its score in every round. */
interface PartYears {
  part: Part;
  years: { input: FactsheetInput; score: Part['score']; change?: PartChange | undefined; series: number }[];
}

function listPartYears({ rounds }: YearsInput): PartYears[] {
  const latest = rounds.at(-1)!;
  const listed = rounds.map(listParts);
  return listParts(latest).map((part) => {
    let series = 0;
    return {
      part,
      years: rounds.map((input, place) => {
        const earlier = rounds[place - 1];
        if (earlier && !isSamePart(input.instrument, earlier.instrument, part.id)) series += 1;
        return {
          input,
          series,
          score: listed[place]!.find(({ id, isConcept }) => id === part.id && isConcept === part.isConcept)
            ?.score,
          change: findPrevious(rounds, input) && findChange(input, part),
        };
      }),
    };
  });
}

export interface YearsView {
  overview: FiguresTable;
  themes: { name: string; panels: Panel[] }[];
  charts: ComparisonChart[];
  /** A sentence that names the parts whose questions were not the same in all rounds; may be empty. */
  versions: string;
}

export function describeYears(input: YearsInput): YearsView {
  const { language, rounds } = input;
  const t = comparisonTexts(language);
  const all = listPartYears(input);
  const charts = all.map(buildChart(language));
  const panels = all.map(
    (years, place): Panel => ({
      name: years.part.name,
      isConcept: years.part.isConcept,
      alternative: t('comparison.years.alternative', { name: years.part.name }),
      place,
      table: buildTable(years, language),
    }),
  );
  const broken = all.filter(({ part, years }) => !part.isConcept && years.at(-1)!.series > 0);
  return {
    overview: buildOverview(input, all),
    themes: all.flatMap(({ part }) =>
      part.isConcept
        ? [
            {
              name: part.name,
              panels: panels.filter((_panel, place) => all[place]!.part.concept === part.id),
            },
          ]
        : [],
    ),
    charts,
    versions:
      broken.length === 0 || rounds.length < 2
        ? ''
        : t('comparison.years.versions', {
            list: formatsOf(language).list(broken.map(({ part }) => part.term)),
            count: broken.length,
          }),
  };
}

function buildTable({ part, years }: PartYears, language: Language): FiguresTable {
  const t = comparisonTexts(language);
  return {
    caption: t('comparison.years.caption', { name: part.name }),
    columns: [
      { text: t('comparison.round') },
      ...(['index', 'interval', 'n'] as const).map((key) => ({
        text: t(`comparison.${key}`),
        isNumber: true,
      })),
      { text: t('comparison.years.change') },
    ],
    rows: years.map(({ input, score, change, series }, place) => ({
      name: shortenName(input.round.name, 24),
      cells: [
        ...listFigureCells(score, input.instrument.scale, language),
        describeChangeCell(change, series !== (years[place - 1]?.series ?? series), language),
      ],
    })),
  };
}

/** The difference is shown only where it counts: it covers other partners than the points do, so the two may differ. */
function describeChangeCell(
  change: PartChange | undefined,
  isAskedOtherwise: boolean,
  language: Language,
): Cell {
  if (!change) return { text: '–' };
  const t = comparisonTexts(language);
  const { sign, look, difference, smallest } = change;
  if (look === 'withheld')
    return {
      text: isAskedOtherwise ? t('comparison.years.otherQuestions') : wordTexts(language)('words.tooFew'),
    };
  const verdict = t(`comparison.years.verdict.${look}`);
  if (look === 'same' && smallest !== undefined) {
    const text = t('comparison.years.shownFrom', { verdict, smallest: formatsOf(language).index(smallest) });
    return { mark: { sign, look }, text };
  }
  if (look === 'same' || difference === undefined) return { mark: { sign, look }, text: verdict };
  return { mark: { sign, look }, text: t('comparison.years.changed', { verdict, difference }) };
}

/** Themes by rounds; with a single round the facets too, because no chart follows. */
function buildOverview({ rounds, language }: YearsInput, all: readonly PartYears[]): FiguresTable {
  const t = comparisonTexts(language);
  const format = formatsOf(language);
  return {
    caption: t('comparison.years.overview'),
    columns: [
      { text: t('comparison.part') },
      ...rounds.map((input) => ({ text: nameRound(input), isNumber: true })),
    ],
    rows: all
      .filter(({ part }) => part.isConcept || rounds.length === 1)
      .map(({ part, years }) => ({
        name: part.name,
        isTheme: part.isConcept && rounds.length === 1,
        cells: years.map(({ score, change }): Cell => {
          if (!score) return { text: wordTexts(language)('words.tooFew'), isNumber: true };
          const isChanged = change && change.look !== 'same' && change.look !== 'withheld';
          return {
            text: format.index(score.index),
            isNumber: true,
            ...(isChanged && { mark: { sign: change.sign, look: change.look } }),
          };
        }),
      })),
  };
}

function buildChart(language: Language) {
  const t = comparisonTexts(language);
  return ({ part, years }: PartYears): ComparisonChart => {
    const labels = shortenApart(
      years.map(({ input }) => input.round.name),
      18,
    );
    return {
      kind: 'years',
      isConcept: part.isConcept,
      slots: years.flatMap(({ input, score, series }, place): Slot[] => [
        ...listEmptyYears(years[place - 1]?.input, input).map((label) => ({
          label,
          note: t('comparison.years.noRound'),
        })),
        {
          label: labels[place]!,
          series,
          ...(score
            ? { point: toPoint(score, input.instrument.scale) }
            : { note: t('comparison.years.tooFewShort') }),
        },
      ]),
    };
  };
}

/** The years between two rounds in which there was none. */
function listEmptyYears(earlier: FactsheetInput | undefined, later: FactsheetInput): string[] {
  if (!earlier) return [];
  const [from, to] = [earlier, later].map(({ round }) =>
    Number(yearOf.format(new Date(round.closedAt ?? round.closesAt))),
  ) as [number, number];
  const years = Array.from({ length: Math.max(0, to - from - 1) }, (_none, i) => String(from + 1 + i));
  return years.length > maxEmptyYears ? [`${years[0]}–${years.at(-1)}`] : years;
}
