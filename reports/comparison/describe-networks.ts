/** Networks side by side, in alphabetical order, never ranked by score. */
import { isWithheld } from '../../scoring/figure.ts';
import {
  type ComparisonChart,
  type FiguresTable,
  listFigureCells,
  type Panel,
  toPoint,
} from '../figures/figures-table.ts';
import { listParts } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { ComparedNetwork, NetworksInput } from './comparison-input.ts';
import { comparisonTexts } from './texts.ts';

export interface NetworksView {
  /** Which round of each network is compared, and how many partners took part. */
  participation: FiguresTable;
  themes: { name: string; panels: Panel[] }[];
  charts: ComparisonChart[];
}

/** At least one network. */
export function describeNetworks(input: NetworksInput): NetworksView {
  const { language, networks } = input;
  const t = comparisonTexts(language);
  const listed = networks.map(({ result }) => listParts(result));
  const parts = listed[0]!.map((part) => ({
    ...part,
    scores: listed.map(
      (own) => own.find(({ id, isConcept }) => id === part.id && isConcept === part.isConcept)?.score,
    ),
  }));
  const names = networks.map((network) => nameNetwork(network, language));
  const panels = parts.map(
    ({ name, isConcept, scores }, place): Panel => ({
      name,
      isConcept,
      place,
      alternative: t('comparison.networks.alternative', { name }),
      table: {
        caption: t('comparison.networks.caption', { name }),
        columns: [
          { text: t('comparison.network') },
          ...(['index', 'interval', 'n'] as const).map((key) => ({
            text: t(`comparison.${key}`),
            isNumber: true,
          })),
        ],
        rows: scores.map((score, i) => ({
          name: names[i]!,
          cells: listFigureCells(score, networks[i]!.result.instrument.scale, language),
        })),
      },
    }),
  );
  return {
    participation: describeParticipation(input, names),
    themes: parts.flatMap((theme) =>
      theme.isConcept
        ? [{ name: theme.name, panels: panels.filter((_panel, place) => parts[place]!.concept === theme.id) }]
        : [],
    ),
    charts: parts.map(({ isConcept, scores }) => ({
      kind: 'networks',
      isConcept,
      rows: scores.map((score, i) => ({
        label: shortenName(names[i]!, 60),
        isOther: networks[i]!.isOther,
        ...(score && { point: toPoint(score, networks[i]!.result.instrument.scale) }),
      })),
    })),
  };
}

function describeParticipation(
  { networks, language }: NetworksInput,
  names: readonly string[],
): FiguresTable {
  const t = comparisonTexts(language);
  return {
    caption: t('comparison.networks.participation'),
    columns: (['network', 'round', 'closedOn', 'partnersAnswered'] as const).map((key) => ({
      text: t(`comparison.${key}`),
    })),
    rows: networks.map(({ result: { round, scores } }, i) => ({
      name: names[i]!,
      cells: [
        { text: shortenName(round.name, 40) },
        { text: formatsOf(language).date(round.closedAt ?? round.closesAt) },
        {
          text: isWithheld(scores.coverage)
            ? wordTexts(language)('words.tooFew')
            : wordTexts(language)('words.partners', {
                answered: scores.coverage.answered,
                count: scores.coverage.partners,
              }),
        },
      ],
    })),
  };
}

/** With the municipality for networks of others; and it says so when the answers are made up. */
export function nameNetwork(
  { result, isOther }: ComparedNetwork,
  language: NetworksInput['language'],
): string {
  const t = comparisonTexts(language);
  const network = shortenName(result.network.name, 100);
  const name = isOther
    ? t('comparison.networks.other', { network, municipality: shortenName(result.municipality.name, 60) })
    : network;
  return result.network.madeUp ? t('comparison.networks.madeUp', { name }) : name;
}
