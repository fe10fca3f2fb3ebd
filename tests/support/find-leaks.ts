/**
 * Looks for figures that must not be shown in what the product gives out: as JSON and CSV write them, and rounded as
 * paper and screen write them, with a comma or a point.
 */
import { parse } from 'csv-parse/sync';
import { discloseScores } from '../../scoring/disclose.ts';
import { isWithheld } from '../../scoring/figure.ts';
import type { PartnerScore, Scores } from '../../scoring/scores.ts';
import { readWords } from './read-html.ts';

/** A figure that some reader may not see. */
export interface Secret {
  label: string;
  value: number;
  /** In no output it is rounded further than this; rounder numbers are by chance. */
  decimals: number;
}

/** Everything that a partner's own people gave it, and what others said of it. */
export function listSecrets(scores: Scores, partner: string): Secret[] {
  const own = scores.partners.find(({ id }) => id === partner);
  const contacts = isWithheld(scores.ties)
    ? undefined
    : scores.ties.partners.find(({ id }) => id === partner);
  const change =
    scores.change && !isWithheld(scores.change)
      ? scores.change.partners.find(({ id }) => id === partner)
      : undefined;
  const received = [contacts?.familiarity, contacts?.dependence].flatMap((value, place) =>
    typeof value === 'number'
      ? [{ label: `${partner} ${place === 0 ? 'familiarity' : 'dependence'}`, value, decimals: 2 }]
      : [],
  );
  const differences = Object.entries(change && 'concepts' in change ? change.concepts : {}).flatMap(
    ([id, figure]) =>
      'difference' in figure && figure.difference !== undefined
        ? [{ label: `${partner} change of ${id}`, value: Math.abs(figure.difference), decimals: 2 }]
        : [],
  );
  return [...(own ? listOwn(own) : []), ...received, ...differences];
}

function listOwn(partner: PartnerScore): Secret[] {
  if (isWithheld(partner)) return [];
  return Object.entries({ ...partner.facets, ...partner.concepts }).flatMap(([id, figure]) =>
    isWithheld(figure)
      ? []
      : [
          { label: `${partner.id} mean of ${id}`, value: figure.mean, decimals: 2 },
          { label: `${partner.id} index of ${id}`, value: figure.index, decimals: 1 },
        ],
  );
}

/** The figures of the network as a whole, as they are before anything is withheld, and in the steps in which they are shown. */
export function listNetworkFigures(scores: Scores): number[] {
  const { coverage, facets, concepts, ties } = scores;
  const { facets: shownFacets, concepts: shownConcepts } = discloseScores(scores, {
    reader: { kind: 'network' },
    consenting: new Set(),
  });
  const shown = isWithheld(ties)
    ? {}
    : { ...ties, partners: ties.partners.map((partner) => partner.betweenness) };
  return listNumbers([coverage, facets, concepts, shown, shownFacets, shownConcepts]);
}

/** Every number in it; an interval on the scale of 1 to 5 stands on paper as an index. */
export function listNumbers(value: unknown): number[] {
  if (typeof value === 'number') return [value, 25 * (value - 1), Math.abs(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listNumbers);
}

/**
 * The labels of the secrets that stand in the text. A number that is also a rounding of a figure which may be shown
 * does not count: it says nothing.
 */
export function findLeaks(text: string, secrets: readonly Secret[], allowed: readonly number[]): string[] {
  // With a comma only where it cannot be the comma between two of a list; 3.1.0 is a version.
  const numbers = new Set(
    text.replace(moment, '').match(/(?<![\d.])\d+\.\d+(?!\d|\.\d)|(?<![\d.,])\d+,\d+(?!\d|[.,]\d)/g),
  );
  const leaks = new Set<string>();
  for (const number of numbers) {
    const decimals = number.length - number.search(/[.,]/) - 1;
    const value = Number(number.replace(',', '.'));
    const isRounded = (figure: number) => Math.abs(figure - value) <= 0.5 * 10 ** -decimals + 1e-9;
    for (const secret of secrets) {
      if (decimals >= secret.decimals && isRounded(secret.value) && !allowed.some(isRounded)) {
        leaks.add(secret.label);
      }
    }
  }
  return [...leaks].sort();
}

/** Seconds with thousandths look like a mean. */
const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+/g;

/** What findLeaks reads of a page: its words, and the figures with many decimals that stand in its scripts. */
export function readFigures(html: string): string {
  return [readWords(html), ...(html.replace(moment, '').match(/\d+\.\d{3,}/g) ?? [])].join(' ');
}

/**
 * What findLeaks reads of a CSV, for people with semicolons or for programs: a comma between two cells is none in a
 * number. Lines about the file may stand above it.
 */
export function readCells(csv: string): string {
  const rows: string[][] = parse(csv, {
    bom: true,
    delimiter: csv.startsWith('\uFEFF') ? ';' : ',',
    relaxColumnCount: true,
  });
  return rows.flat().join('\n');
}
