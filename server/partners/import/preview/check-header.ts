/** What is wrong with the header, and what of the sheet is not read. */
import type { Problem } from '../../../text/problems.ts';
import type { FoundHeader } from '../spreadsheets/find-header.ts';
import type { Sheet, SheetRow } from '../spreadsheets/sheet.ts';
import type { SkippedRows } from './find-skipped.ts';
import { quoteNames } from './quote-list.ts';

/** A column that is there twice, and the one column that is needed. */
export function checkHeader({ titles }: FoundHeader, row: number): Problem[] {
  const repeated = titles.filter(
    ({ column }, index) =>
      column && column !== 'unused' && titles.findIndex((other) => other.column === column) < index,
  );
  return [
    ...repeated.map(({ title }): Problem => ({ where: { row, column: title }, code: 'doubleColumn' })),
    ...(titles.some(({ column }) => column === 'name')
      ? []
      : [{ where: { row }, code: 'missingColumn' } as const]),
  ];
}

const codesOfFile = new Set<Problem['code']>([
  'otherTabs',
  'hiddenTabs',
  'hiddenColumns',
  'hiddenRows',
  'oddRows',
  'guessedEncoding',
]);

/** Is a problem of this code said of the file, and not of the text that it became? */
export function isOfFile(code: string): code is Problem['code'] {
  return codesOfFile.has(code as Problem['code']);
}

/** What of the file is not read because nobody sees it in there or it is on another tab, and what was a guess. */
export function listFileNotices({ tab, hiddenColumns, guess }: Sheet, below: readonly SheetRow[]): Problem[] {
  const hidden = below.filter(({ isHidden }) => isHidden).length;
  const notices: Problem[] = [];
  if (tab && tab.others.length > 0)
    notices.push({
      where: '',
      code: 'otherTabs',
      values: { tab: quoteNames([tab.name]), others: quoteNames(tab.others) },
    });
  if (tab && tab.hidden.length > 0)
    notices.push({ where: '', code: 'hiddenTabs', values: { tabs: quoteNames(tab.hidden) } });
  if (hiddenColumns)
    notices.push({ where: '', code: 'hiddenColumns', values: { columns: quoteNames(hiddenColumns) } });
  if (hidden > 0) notices.push({ where: '', code: 'hiddenRows', values: { count: hidden } });
  if (guess?.rows)
    notices.push({
      where: '',
      code: 'oddRows',
      values: { rows: quoteNames(guess.rows), example: guess.example },
    });
  else if (guess) notices.push({ where: '', code: 'guessedEncoding', values: { example: guess.example } });
  return notices;
}

/** What of the list the coordinator should know, though it stops nothing. */
export function listNotices(
  { rows }: Sheet,
  { index, titles }: FoundHeader,
  { notes }: SkippedRows,
): Problem[] {
  const { number } = rows[index]!;
  const titled = new Set(titles.map((title) => title.index));
  const untitled = rows
    .slice(index + 1)
    .filter((row) => !notes.has(row) && row.cells.some((cell, place) => cell !== '' && !titled.has(place)));
  const [note] = notes;
  return [
    ...titles.flatMap(({ title, column }): Problem[] => {
      if (column && column !== 'unused') return [];
      return [{ where: { row: number, column: title }, code: column ? 'unusedColumn' : 'unknownColumn' }];
    }),
    ...reportFirst(untitled, 'untitledCells'),
    ...(note ? reportFirst([...notes], 'noteBelow') : []),
  ];
}

function reportFirst(rows: readonly SheetRow[], code: 'untitledCells' | 'noteBelow'): Problem[] {
  const [first] = rows;
  return first ? [{ where: { row: first.number }, code }] : [];
}
