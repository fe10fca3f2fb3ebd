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
  /** What storing would do. */
  effects: Effects;
  /** The numbers of the rows that are not read, because they are hidden or somebody said so. */
  unread: number[];
  /** Everything that is wrong: with the whole and the header first, then by row. */
  problems: Problem[];
  /** What is not read in cells that may be empty, and what looks like a mistake: it stops nothing. */
  warnings: Problem[];
  /** What to know that stops nothing: a column that is not read, another tab. */
  notices: Problem[];
  /** What to store; undefined as long as something is wrong. */
  partners?: PartnerToStore[];
}

/** How many partners and people storing adds, changes and brings back from the archive. */
export interface Effects {
  partners: Record<Effect, number>;
  people: Record<Effect, number>;
}

export type Effect = 'new' | 'changed' | 'back';

export function createEffects(): Effects {
  const none = { new: 0, changed: 0, back: 0 };
  return { partners: { ...none }, people: { ...none } };
}

/**
 * `new`: a partner or a person is new. `wrong`: a cell has a problem, or the row has. `skipped`: it is hidden, somebody
 * chose to leave it out, nothing in it is read, or it is a note below the list.
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
  /** Not read because of this. */
  unread?: 'hidden' | 'chosen';
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
  warning?: Problem;
}

export interface PartnerToStore {
  /** The id that the coordinator gave it in the spreadsheet, or one made from its name. */
  code: string;
  name: string;
  /** What is stored already where the sheet says nothing. */
  kind: string | null;
  /** Staff or volunteers, any positive number; in the same way. */
  size: number | null;
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
export function changesNothing({ effects }: Preview): boolean {
  return [effects.partners, effects.people].every((of) => of.new + of.changed + of.back === 0);
}

/** Says of a cell what is wrong with it, unless something was already. */
export function markCell(row: PreviewRow, column: Column, { code, values }: Omit<Problem, 'where'>): void {
  const cell = findCell(row, column);
  if (cell) cell.problem ??= { where: { row: row.number, column: cell.title }, code, values };
  else row.problems.push({ where: { row: row.number }, code, values });
}

/** Says of a cell what to know of it, unless something was already. */
export function warnCell(row: PreviewRow, column: Column, { code, values }: Omit<Problem, 'where'>): void {
  const cell = findCell(row, column);
  if (cell && !cell.problem)
    cell.warning ??= { where: { row: row.number, column: cell.title }, code, values };
}

/** The cell of a row under a column. */
export function findCell(row: PreviewRow, column: Column): PreviewCell | undefined {
  return row.cells.find((cell) => cell.column === column);
}
