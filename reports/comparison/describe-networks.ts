/** Networks side by side: a matrix with a mark and its band in each cell, in alphabetical order, never ranked by score. */

import { isWithheld } from '../../scoring/figure.ts';
import { type Band, describeBand, findZones, toPoints } from '../charts/describe-band.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { NetworksInput } from './comparison-input.ts';
import { type AllFigures, describeNetworkFigures } from './describe-figures.ts';
import { nameNetwork } from './name-network.ts';
import { comparisonTexts } from './texts.ts';

/** More columns would leave no room for a band. */
const maxColumns = 5;

/** A word that would make its column too wide may break; what is written in one word is seldom this long. */
const longWord = /\S{24}(?=\S{3})/gu;

/** Rows are networks, columns are themes, or the facets of one. */
export interface Matrix {
  caption: string;
  columns: readonly string[];
  rows: readonly {
    name: string;
    isOther: boolean;
    /** Its round and who took part; only in the first matrix. */
    about: string;
    cells: readonly MatrixCell[];
  }[];
}

interface MatrixCell {
  label: string;
  /** Undefined when withheld. */
  shown: { score: string; band: Band } | undefined;
}

export interface NetworksView {
  themes: Matrix[];
  facets: { name: string; matrices: Matrix[] }[];
  figures: AllFigures;
}

/** At least one network. */
export function describeNetworks(input: NetworksInput): NetworksView {
  const { language, networks } = input;
  const t = comparisonTexts(language);
  const listed = networks.map(({ result }) => listParts(result));
  const all = listed[0]!.map((part) => ({
    part,
    scores: listed.map(
      (own) => own.find(({ id, isConcept }) => id === part.id && isConcept === part.isConcept)?.score,
    ),
  }));
  const themes = all.filter(({ part }) => part.isConcept);
  return {
    themes: describeMatrices(input, themes, t('comparison.networks.themes'), true),
    facets: themes.map(({ part: { id, name } }) => ({
      name: shortenName(name, 90),
      matrices: describeMatrices(
        input,
        all.filter(({ part }) => !part.isConcept && part.concept === id),
        t('comparison.networks.caption', { name }),
        false,
      ),
    })),
    figures: describeNetworkFigures(input, all),
  };
}

interface Compared {
  part: Part;
  scores: readonly Part['score'][];
}

/** As many as it takes for columns that are wide enough. */
function describeMatrices(
  { networks, language }: NetworksInput,
  columns: readonly Compared[],
  caption: string,
  hasRounds: boolean,
): Matrix[] {
  const count = Math.ceil(columns.length / maxColumns);
  const most = Math.ceil(columns.length / count);
  return Array.from({ length: count }, (_none, i) => columns.slice(i * most, (i + 1) * most)).map((own) => ({
    caption,
    columns: own.map(({ part }) => shortenName(part.name, 60).replaceAll(longWord, '$&\u00ad')),
    rows: networks.map((network, row) => ({
      name: nameNetwork(network, language),
      isOther: network.isOther,
      about: hasRounds ? describeTaking(network.result) : '',
      cells: own.map(({ part, scores }) => ({
        label: shortenName(part.name, 60),
        shown: showCell(scores[row], network.result),
      })),
    })),
  }));
}

function showCell(score: Part['score'], { instrument, language }: FactsheetInput): MatrixCell['shown'] {
  return (
    score && {
      score: formatsOf(language).index(score.index),
      band: describeBand({
        look: 'theme',
        score: score.index,
        interval: toPoints(score.ci, instrument.scale),
        zones: findZones(instrument),
      }),
    }
  );
}

function describeTaking({ round, scores: { coverage }, language }: FactsheetInput): string {
  return comparisonTexts(language)('comparison.networks.taken', {
    round: shortenName(round.name, 40),
    day: formatsOf(language).date(round.closedAt ?? round.closesAt),
    partners: isWithheld(coverage)
      ? wordTexts(language)('words.tooFew')
      : wordTexts(language)('words.partners', { answered: coverage.answered, count: coverage.partners }),
  });
}
