/** The cells of one row, each checked on its own. */
import { readSize } from '../../../../survey/read-size.ts';
import type { Language } from '../../../../survey/texts.ts';
import { checkText, tidyText } from '../../../text/check-text.ts';
import type { Problem } from '../../../text/problems.ts';
import { findPartnerKind } from '../../partner-kinds.ts';
import { type Column, personColumns } from '../spreadsheets/columns.ts';
import type { SheetRow } from '../spreadsheets/sheet.ts';
import { findLostContent, looksLikeDate } from './lost-content.ts';
import { findCell, markCell, type PreviewRow, type RowReading, warnCell } from './preview.ts';
import { readPeople } from './read-people.ts';
import type { ReadTitle } from './read-titles.ts';

/** A row as it was typed under these titles. */
export function showRow(
  { number, cells, isHidden }: SheetRow,
  titles: readonly ReadTitle[],
  isUnread: boolean,
): PreviewRow {
  return {
    number,
    ...(isUnread && { unread: isHidden ? 'hidden' : 'chosen' }),
    state: 'skipped',
    isNewPartner: false,
    newPeople: 0,
    comesBack: false,
    cells: titles.map(({ column, title, index }) => ({
      column,
      title,
      text: cells[index] ?? '',
      value: null,
    })),
    problems: [],
  };
}

/** A partner and a person can do without these: what is wrong in them stops nothing. */
const optionalColumns: ReadonlySet<Column> = new Set<Column>(['kind', 'size', 'language']);

/** Reads the cells of a row. What is wrong is marked at its cell. */
export function readRow(row: PreviewRow): RowReading {
  const reading: RowReading = { row, code: '', name: '', kind: null, size: null, people: [], language: null };
  for (const cell of row.cells) {
    const text = tidyText(cell.text);
    cell.value = text === '' ? null : text;
    const lost = findLostContent(text, cell.column);
    const [problem] = lost ? [lost] : (readCell[cell.column]?.(reading, text) ?? []);
    if (problem && optionalColumns.has(cell.column)) {
      cell.value = null;
      warnCell(row, cell.column, problem);
    } else if (problem) markCell(row, cell.column, problem);
    else if (cell.column === 'id' && looksLikeDate(text)) warnCell(row, 'id', { code: 'dateAsId' });
  }
  addPeople(reading);
  checkPartnerName(reading);
  return reading;
}

type CellProblem = Omit<Problem, 'where'>;

const readCell: Partial<Record<Column, (reading: RowReading, text: string) => CellProblem[]>> = {
  id(reading, text) {
    reading.code = text;
    if (text === '') return [];
    const problems = checkText('', text, { max: 50 });
    // Ids are in addresses and in the names of form fields.
    if (problems.length > 0 || /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(text)) return problems;
    return [{ code: 'idShape' }];
  },
  name(reading, text) {
    reading.name = text;
    return checkText('', text, { optional: true });
  },
  kind(reading, text) {
    reading.kind = findPartnerKind(text) ?? null;
    if (reading.kind) findCell(reading.row, 'kind')!.value = reading.kind;
    return text === '' || reading.kind ? [] : [{ code: 'unknownKind' }];
  },
  size(reading, text) {
    const { size, problem } = readSize(text);
    reading.size = size;
    if (size !== null) findCell(reading.row, 'size')!.value = size;
    return problem ? [{ code: problem }] : [];
  },
  person: (_reading, text) => checkPersonName(text),
  firstName: (_reading, text) => checkPersonName(text),
  infix: (_reading, text) => checkPersonName(text),
  lastName: (_reading, text) => checkPersonName(text),
  language(reading, text) {
    const language = languagesByWord.get(text.toLowerCase());
    if (language) {
      reading.language = language;
      findCell(reading.row, 'language')!.value = language;
    }
    return text === '' || language ? [] : [{ code: 'unknownLanguage' }];
  },
};

const languagesByWord = new Map<string, Language>([
  ...['nl', 'nederlands', 'ned', 'dutch'].map((word) => [word, 'nl'] as const),
  ...['en', 'engels', 'eng', 'english'].map((word) => [word, 'en'] as const),
]);

function checkPersonName(text: string): CellProblem[] {
  return text.includes('@') ? [{ code: 'addressInName' }] : checkText('', text, { optional: true });
}

function addPeople(reading: RowReading): void {
  const { row } = reading;
  const name = readText(row, ['person']) || readText(row, ['firstName', 'infix', 'lastName']);
  const address = findCell(row, 'email');
  if (address?.problem) return;
  const read = readPeople(name, address?.text ?? '');
  if ('problem' in read) {
    markCell(row, 'email', read.problem);
    return;
  }
  reading.people = read.people;
  const addresses = read.people.flatMap(({ email }) => email ?? []);
  if (address && addresses.length > 0) address.value = addresses.join(', ');
}

function readText(row: PreviewRow, columns: readonly Column[]): string {
  const texts = columns.map((column) => tidyText(findCell(row, column)?.text ?? ''));
  return texts.filter((text) => text !== '').join(' ');
}

/** The name of the partner is needed; of cells that were merged over several rows the first alone has it. */
function checkPartnerName({ row, name }: RowReading): void {
  const hasPerson = row.cells.some(({ column, text }) => personColumns.has(column) && text !== '');
  if (name === '' && findCell(row, 'name'))
    markCell(row, 'name', { code: hasPerson ? 'whosePerson' : 'empty' });
}
