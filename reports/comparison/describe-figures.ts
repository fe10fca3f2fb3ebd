/** All figures of a comparison, by concept and facet: what stands beside each other in the pictures, as numbers. */
import type { PartChange } from '../figures/describe-change.ts';
import { describeInterval } from '../figures/list-figures.ts';
import type { Part } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { NetworksInput, YearsInput } from './comparison-input.ts';
import type { PartYears } from './list-part-years.ts';
import { nameNetwork } from './name-network.ts';
import { comparisonTexts } from './texts.ts';

/** One table, with a group for each theme and for each of its facets. */
export interface AllFigures {
  caption: string;
  /** What the rows are: rounds or networks. */
  label: string;
  hasChanges: boolean;
  groups: readonly { name: string; isConcept: boolean; rows: readonly FiguresRow[] }[];
}

interface FiguresRow {
  name: string;
  /** Undefined when withheld. */
  shown: { score: string; interval: string; n: string } | undefined;
  change: { sign: string; look: string; text: string };
}

/** `all` is in the order of the instrument: each concept before its facets. */
export function describeYearFigures(language: YearsInput['language'], all: readonly PartYears[]): AllFigures {
  const t = comparisonTexts(language);
  return {
    caption: t('comparison.years.figures'),
    label: t('comparison.round'),
    hasChanges: true,
    groups: all.map(({ part, years }) => ({
      ...nameGroup(part),
      rows: years.map(({ input, score, change, series }, place) => ({
        name: shortenName(input.round.name, 40),
        shown: showScore(score, input.instrument.scale, language),
        change: describeChangeCell(change, series !== (years[place - 1]?.series ?? series), language),
      })),
    })),
  };
}

export function describeNetworkFigures(
  { networks, language }: NetworksInput,
  all: readonly { part: Part; scores: readonly Part['score'][] }[],
): AllFigures {
  const t = comparisonTexts(language);
  const names = networks.map((network) => nameNetwork(network, language));
  return {
    caption: t('comparison.networks.figures'),
    label: t('comparison.network'),
    hasChanges: false,
    groups: all.map(({ part, scores }) => ({
      ...nameGroup(part),
      rows: scores.map((score, i) => ({
        name: names[i]!,
        shown: showScore(score, networks[i]!.result.instrument.scale, language),
        change: { sign: '', look: '', text: '' },
      })),
    })),
  };
}

function nameGroup({ name, isConcept }: Part) {
  return { name: shortenName(name, 90), isConcept };
}

function showScore(
  score: Part['score'],
  scale: Parameters<typeof describeInterval>[1],
  language: YearsInput['language'],
): FiguresRow['shown'] {
  return (
    score && {
      score: formatsOf(language).index(score.index),
      interval: describeInterval(score.ci, scale, language),
      n: String(score.n),
    }
  );
}

/** The difference is shown only where it counts: it covers other partners than the points do, so the two may differ. */
function describeChangeCell(
  change: PartChange | undefined,
  isAskedOtherwise: boolean,
  language: YearsInput['language'],
): FiguresRow['change'] {
  if (!change) return { sign: '', look: '', text: '–' };
  const t = comparisonTexts(language);
  const { sign, look, difference, smallest } = change;
  if (look === 'withheld')
    return {
      sign: '',
      look,
      text: isAskedOtherwise ? t('comparison.years.otherQuestions') : wordTexts(language)('words.tooFew'),
    };
  const verdict = t(`comparison.years.verdict.${look}`);
  if (look === 'same' && smallest !== undefined) {
    const text = t('comparison.years.shownFrom', { verdict, smallest: formatsOf(language).index(smallest) });
    return { sign, look, text };
  }
  if (look === 'same' || difference === undefined) return { sign, look, text: verdict };
  return { sign, look, text: t('comparison.years.changed', { verdict, difference }) };
}
