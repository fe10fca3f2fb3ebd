/** What a sheet has twice, the same or contradicting itself; marked at both cells. */
import { foldMailAddress } from '../../../text/check-mail-address.ts';
import type { Problem } from '../../../text/problems.ts';
import { foldPartner, type PartnerGroup } from './group-rows.ts';
import { findCell, markCell, type PreviewRow, type RowReading, warnCell } from './preview.ts';

/** Marks rows that say the same and partners of two kinds or sizes; warns of an address that two people share. */
export function markDuplicates(groups: readonly PartnerGroup[]): void {
  for (const { rows } of groups) {
    markSameRows(rows);
    markOtherValues(rows, 'kind');
    markOtherValues(rows, 'size');
  }
  warnSharedAddresses(groups.flatMap(({ rows }) => rows));
}

type CellProblem = Omit<Problem, 'where'>;

function markSameRows(rows: readonly RowReading[]): void {
  const firsts = new Map<string, PreviewRow>();
  for (const { row, name, people } of rows) {
    const persons = people.map((person) => [foldPartner(person.name), foldMailAddress(person.email ?? '')]);
    const key = JSON.stringify([foldPartner(name), persons.sort()]);
    const first = firsts.get(key);
    if (first)
      markBoth(row, first, 'name', (other) => ({ code: 'doubleRow', values: { row: other.number } }));
    else firsts.set(key, row);
  }
}

/** One person may answer for two partners, and two people may have one mailbox: each then gets a link in it. */
function warnSharedAddresses(readings: readonly RowReading[]): void {
  const firsts = new Map<string, PreviewRow>();
  for (const { row, people } of readings) {
    for (const { email } of people) {
      if (email === null) continue;
      const first = firsts.get(foldMailAddress(email));
      if (!first) firsts.set(foldMailAddress(email), row);
      // Of two rows that are the same in all, that has been reported already.
      else if (first !== row && findCell(row, 'name')?.problem?.code !== 'doubleRow')
        warnCell(row, 'email', { code: 'sharedMailbox', values: { email, row: first.number } });
    }
  }
}

function markOtherValues(rows: readonly RowReading[], column: 'kind' | 'size'): void {
  const first = rows.find((reading) => reading[column] !== null);
  for (const { row, [column]: value } of rows) {
    if (!first || value === null || value === first[column]) continue;
    markBoth(row, first.row, column, (other) => ({
      code: 'otherValue',
      values: { text: findCell(other, column)!.text, row: other.number },
    }));
  }
}

function markBoth(
  one: PreviewRow,
  two: PreviewRow,
  column: 'name' | 'kind' | 'size',
  problem: (other: PreviewRow) => CellProblem,
): void {
  markCell(one, column, problem(two));
  markCell(two, column, problem(one));
}
