/** The columns of the slopes: the rounds, and a place for years in between without one. */
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { shortenApart } from '../words/shorten-name.ts';

const yearOf = new Intl.DateTimeFormat('nl-NL', { year: 'numeric', timeZone: 'Europe/Amsterdam' });

export interface Column {
  label: string;
  /** The place of its round; undefined for years without one. */
  round: number | undefined;
}

/** Short labels when there are many. */
export function listColumns(rounds: readonly FactsheetInput[]): Column[] {
  const labels = shortenApart(
    rounds.map(({ round }) => round.name),
    rounds.length > 4 ? 14 : 22,
  );
  return rounds.flatMap((input, round) => {
    const empty = nameEmptyYears(rounds[round - 1], input);
    return [...(empty ? [{ label: empty, round: undefined }] : []), { label: labels[round]!, round }];
  });
}

/** The years between two rounds in which there was none; they share one place. */
function nameEmptyYears(earlier: FactsheetInput | undefined, later: FactsheetInput): string {
  if (!earlier) return '';
  const [from, to] = [earlier, later].map(({ round }) =>
    Number(yearOf.format(new Date(round.closedAt ?? round.closesAt))),
  ) as [number, number];
  if (to - from < 2) return '';
  return to - from === 2 ? String(from + 1) : `${from + 1} – ${to - 1}`;
}
