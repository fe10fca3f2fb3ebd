/**
 * The row with the titles of the columns. People put a title above it, sometimes in merged cells, and sometimes a
 * row of groups ('organisatie', 'contactpersoon') over columns that are both called 'naam'.
 */
import { foldName } from '../../../text/fold-name.ts';
import { sheetLimits } from '../../../web/limits.ts';
import { type Column, findMeaning, type Meaning } from './columns.ts';
import type { SheetRow } from './sheet.ts';

export interface FoundHeader {
  /** Its place among the rows. */
  index: number;
  /** How many different columns we know in it; more is surer. */
  known: number;
  titles: FoundTitle[];
}

export interface FoundTitle {
  /** Which cell of a row. */
  index: number;
  title: string;
  column: Column | 'unused' | undefined;
}

const rowsToSearch = 15;

/** The row among the first fifteen in which we know most columns; undefined when none has one. */
export function findHeader(rows: readonly SheetRow[]): FoundHeader | undefined {
  let best: FoundHeader | undefined;
  for (const [index, { cells }] of rows.slice(0, rowsToSearch).entries()) {
    const found = new Set(cells.map(findMeaning).filter((meaning) => meaning && meaning !== 'unused'));
    if (found.size > (best?.known ?? 0)) best = { index, known: found.size, titles: [] };
  }
  if (best) best.titles = readTitles(rows, best.index);
  return best;
}

function readTitles(rows: readonly SheetRow[], header: number): FoundTitle[] {
  const titles = rows[header]!.cells;
  const groups = rows[header - 1]?.cells ?? [];
  const meanings = titles.map((title, index): Meaning | undefined => {
    const meaning = findMeaning(title);
    return meaning === 'anyName' ? (findGroup(groups, index) ?? meaning) : meaning;
  });
  const nameColumn = chooseNameColumn(meanings, rows, header);
  return titles.flatMap((title, index) => {
    const meaning = meanings[index];
    const column = meaning === 'anyName' ? nameColumn : meaning;
    return title === '' ? [] : [{ index, title, column }];
  });
}

/** Beside a column for the organisation 'naam' is somebody's own name: the whole of it, or what follows a first name. */
function chooseNameColumn(
  meanings: readonly (Meaning | undefined)[],
  rows: readonly SheetRow[],
  header: number,
): Column {
  if (!meanings.includes('name') || meanings.includes('person')) return 'name';
  const first = meanings.indexOf('firstName');
  if (first < 0 || meanings.includes('lastName')) return 'person';
  const below = rows.slice(header + 1, header + 1 + sheetLimits.rows);
  return holdsFirstNames(below, first, meanings.indexOf('anyName')) ? 'person' : 'lastName';
}

/** 'Jan' beside 'Jan de Vries', in every row that has both; the header may come again on each printed page. */
function holdsFirstNames(rows: readonly SheetRow[], first: number, whole: number): boolean {
  const both = rows.flatMap(({ cells }) => {
    const [part, name] = [cells[first] ?? '', cells[whole] ?? ''];
    return part === '' || name === '' || findMeaning(part) === 'firstName'
      ? []
      : [[foldName(part).split(' '), foldName(name).split(' ')] as const];
  });
  const areWithin = both.every(([part, name]) => isWithin(part, name));
  return areWithin && both.some(([part, name]) => part.length < name.length);
}

function isWithin(part: readonly string[], name: readonly string[]): boolean {
  const words = new Set(name);
  return part.every((word) => words.has(word));
}

/** Whose name it is by the group over it: a merged cell holds its text in the first column alone. */
function findGroup(groups: readonly string[], index: number): 'name' | 'person' | undefined {
  const group = groups.slice(0, index + 1).findLast((cell) => cell !== '');
  const meaning = group === undefined ? undefined : findMeaning(group);
  return meaning === 'name' || meaning === 'person' ? meaning : undefined;
}
