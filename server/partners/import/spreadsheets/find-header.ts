/**
 * The row with the titles of the columns. People put a title above it, sometimes in merged cells, and sometimes a
 * row of groups ('organisatie', 'contactpersoon') over columns that are both called 'naam'.
 */
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
  if (best) best.titles = readTitles(rows[best.index]!.cells, rows[best.index - 1]?.cells ?? []);
  return best;
}

function readTitles(titles: readonly string[], groups: readonly string[]): FoundTitle[] {
  const meanings = titles.map((title, index): Meaning | undefined => {
    const meaning = findMeaning(title);
    return meaning === 'anyName' ? (findGroup(groups, index) ?? meaning) : meaning;
  });
  const sure = new Set(meanings);
  return titles.flatMap((title, index) => {
    const meaning = meanings[index];
    const column = meaning === 'anyName' ? chooseNameColumn(sure) : meaning;
    return title === '' ? [] : [{ index, title, column }];
  });
}

/** Beside a column for the organisation 'naam' is somebody's own name. */
function chooseNameColumn(sure: ReadonlySet<Meaning | undefined>): Column {
  if (!sure.has('name') || sure.has('person')) return 'name';
  return sure.has('firstName') ? 'lastName' : 'person';
}

/** Whose name it is by the group over it: a merged cell holds its text in the first column alone. */
function findGroup(groups: readonly string[], index: number): 'name' | 'person' | undefined {
  const group = groups.slice(0, index + 1).findLast((cell) => cell !== '');
  const meaning = group === undefined ? undefined : findMeaning(group);
  return meaning === 'name' || meaning === 'person' ? meaning : undefined;
}
