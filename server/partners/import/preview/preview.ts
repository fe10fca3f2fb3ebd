/**
 * What importing a list of partners would do, before anything is stored: every row and cell as it was typed, what it
 * would become, and what is wrong with it. A page shows it row by row, cell by cell.
 */
import type { Language } from '../../../../survey/texts.ts';
import type { Problem } from '../../../text/problems.ts';
import type { PartnerKind } from '../../partner-kinds.ts';
import type { Column } from '../spreadsheets/columns.ts';

/** A partner of the network as it is stored, with its people; an archived one too, because its id is taken. */
export interface StoredPartner {
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
  archived?: boolean;
  people: readonly StoredPerson[];
}

export interface StoredPerson {
  id: string;
  name: string;
  email: string | null;
  language: Language | null;
  archived?: boolean;
}

export interface Preview {
  /** The columns that are read, in the order of the sheet; every row that is read has a cell for each. */
  columns: { column: Column; title: string }[];
  /** The row with the titles, as the spreadsheet shows it; 0 when there is none. */
  headerRow: number;
  rows: PreviewRow[];
  /** How many rows have each state. */
  counts: Record<RowState, number>;
  /** Everything that is wrong: with the whole and the header first, then by row. */
  problems: Problem[];
  /** What to know that stops nothing: a column that is not read, another tab. */
  notices: Problem[];
  /** What to store; undefined as long as something is wrong. */
  partners?: PartnerToStore[];
}

/**
 * `new`: a partner or a person is new. `wrong`: a cell has a problem, or the row has. `skipped`: nothing in it is read,
 * or it is a note below the list.
 */
export type RowState = 'new' | 'changed' | 'same' | 'wrong' | 'skipped';

export interface PreviewRow {
  /** As the spreadsheet shows it. */
  number: number;
  state: RowState;
  /** The code of the partner that it is about; undefined when that is not clear. */
  code?: string;
  isNewPartner: boolean;
  newPeople: number;
  /** The partner or a person was archived, and comes back. */
  comesBack: boolean;
  cells: PreviewCell[];
  /** Problems of the row that are of no one cell. */
  problems: Problem[];
}

export interface PreviewCell {
  column: Column;
  title: string;
  /** As it was typed. */
  text: string;
  /** As it would be stored: a kind by its code, several addresses with commas. Null: nothing is in it. */
  value: string | number | null;
  /** What is stored now, when this row changes it. */
  before?: string | number | null;
  problem?: Problem;
}

export interface PartnerToStore {
  /** The id that the coordinator gave it in the spreadsheet, or one made from its name. */
  code: string;
  name: string;
  /** Left out when the sheet has no such column, and what is stored stays. */
  kind?: PartnerKind | null;
  /** Staff or volunteers, any positive number; left out in the same way. */
  size?: number | null;
  people: PersonToStore[];
}

/** With the `id` of the person that it changes or brings back, or without when it is new. */
export interface PersonToStore {
  id?: string;
  name: string;
  email: string | null;
  /** Null: neither the sheet nor what is stored says. */
  language: Language | null;
}

/** What one row says, once its cells are read. */
export interface RowReading {
  row: PreviewRow;
  code: string;
  name: string;
  kind: PartnerKind | null;
  size: number | null;
  people: { name: string; email: string | null }[];
  language: Language | null;
}

/** Would storing this change nothing? */
export function changesNothing({ counts }: Preview): boolean {
  return counts.new + counts.changed === 0;
}

/** Says of a cell what is wrong with it, unless something was already. */
export function markCell(row: PreviewRow, column: Column, { code, values }: Omit<Problem, 'where'>): void {
  const cell = findCell(row, column);
  if (cell) cell.problem ??= { where: { row: row.number, column: cell.title }, code, values };
  else row.problems.push({ where: { row: row.number }, code, values });
}

/** The cell of a row under a column. */
export function findCell(row: PreviewRow, column: Column): PreviewCell | undefined {
  return row.cells.find((cell) => cell.column === column);
}
