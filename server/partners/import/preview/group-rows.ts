/**
 * Which rows are about the same partner: those with the same id, or without one with the same name. Several rows of
 * one partner are its several people.
 */
import { foldName } from '../../../text/fold-name.ts';
import type { Problem } from '../../../text/problems.ts';
import { findCell, markCell, type RowReading, type StoredPartner } from './preview.ts';

export interface PartnerGroup {
  /** Empty: the partner is new and has no id yet. */
  code: string;
  rows: RowReading[];
  stored: StoredPartner | undefined;
}

/** The partners that the rows are about. Marks ids and names of which it is not clear whose they are. */
export function groupRows(readings: readonly RowReading[], stored: readonly StoredPartner[]): PartnerGroup[] {
  const named = readings.filter(({ name }) => name !== '');
  const byCode = groupByCode(
    named.filter(({ code }) => code !== ''),
    stored,
  );
  const codesByName = Map.groupBy(byCode.values(), ({ rows }) => foldPartner(rows[0]!.name));
  const storedByName = Map.groupBy(
    stored.filter(({ archived }) => !archived),
    ({ name }) => foldPartner(name),
  );
  markSameNames(codesByName, storedByName, byCode);
  const groups = [...byCode.values()];
  const withoutCode = named.filter(({ code }) => code === '');
  for (const [name, rows] of Map.groupBy(withoutCode, (row) => foldPartner(row.name))) {
    const inSheet = codesByName.get(name) ?? [];
    const inNetwork = storedByName.get(name) ?? [];
    const renamed = inNetwork[0] && byCode.get(inNetwork[0].code.toLowerCase());
    if (inSheet.length === 1) inSheet[0]!.rows.push(...rows);
    else if (Math.max(inSheet.length, inNetwork.length) > 1) markNames(rows, { code: 'severalWithName' });
    else if (renamed)
      markNames(rows, { code: 'otherNameInSheet', values: { row: renamed.rows[0]!.row.number } });
    else groups.push({ code: inNetwork[0]?.code ?? '', rows, stored: inNetwork[0] });
  }
  return groups;
}

/** Names that people take for the same. */
export function foldPartner(name: string): string {
  return foldName(name) || name;
}

function groupByCode(
  readings: readonly RowReading[],
  stored: readonly StoredPartner[],
): Map<string, PartnerGroup> {
  const storedByCode = new Map(stored.map((partner) => [partner.code.toLowerCase(), partner]));
  const groups = new Map<string, PartnerGroup>();
  for (const [code, rows] of Map.groupBy(readings, (reading) => reading.code.toLowerCase())) {
    const partner = storedByCode.get(code);
    checkCodes(rows, partner);
    groups.set(code, { code: rows[0]!.code, rows, stored: partner });
  }
  return groups;
}

/** One id is of one partner, and is spelled the same everywhere: it is in the data that researchers get. */
function checkCodes(rows: readonly RowReading[], stored: StoredPartner | undefined): void {
  const [first] = rows as [RowReading];
  for (const { row, code, name } of rows) {
    if (stored && stored.code !== code)
      markCell(row, 'id', { code: 'otherSpelling', values: { id: code, stored: stored.code } });
    if (foldPartner(name) === foldPartner(first.name) && code === first.code) continue;
    for (const [here, there] of [
      [first.row, row],
      [row, first.row],
    ] as const) {
      const id = findCell(here, 'id')!.value ?? '';
      markCell(here, 'id', { code: 'doubleId', values: { id, row: there.number } });
    }
  }
}

/** Two partners of one network with the same name: nobody can tell them apart. */
function markSameNames(
  codesByName: ReadonlyMap<string, PartnerGroup[]>,
  storedByName: ReadonlyMap<string, StoredPartner[]>,
  byCode: ReadonlyMap<string, PartnerGroup>,
): void {
  for (const [name, [first, ...others]] of codesByName) {
    const [second] = others;
    if (second) markOtherId(first!, second);
    for (const other of others) markOtherId(other, first!);
    const stored = storedByName.get(name)?.find(({ code }) => !byCode.has(code.toLowerCase()));
    if (stored) markNames(first!.rows, { code: 'storedWithOtherId', values: { id: stored.code } });
  }
}

function markOtherId({ rows }: PartnerGroup, other: PartnerGroup): void {
  markNames(rows, {
    code: 'sameNameOtherId',
    values: { id: other.code, row: other.rows[0]!.row.number },
  });
}

function markNames(rows: readonly RowReading[], problem: Omit<Problem, 'where'>): void {
  for (const { row } of rows) markCell(row, 'name', problem);
}
