/**
 * Cells with a comma, semicolon or tab between them: a CSV file, or what Excel, LibreOffice and Google Sheets put on
 * the clipboard.
 */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { refuseProblems } from '../../../text/problems.ts';
import { Refusal } from '../../../text/refusal.ts';
import { findHeader } from './find-header.ts';
import { createRowCollector, type RowCollector, type Sheet, type SheetRow } from './sheet.ts';

const delimiters = ['\t', ';', ','];
const options = {
  relax_column_count: true,
  relax_quotes: true,
  // They are counted all the same, so that each row has its number.
  skip_empty_lines: true,
  // A file that went through several hands has several kinds of line end.
  record_delimiter: ['\r\n', '\n', '\r'],
};

/** Reads the table. Refuses quotation marks that do not close, and more than a list of partners can be. */
export function readText(text: string): Sheet {
  const { table, delimiter } = findTable(text);
  return { rows: parseRows(table, delimiter), cellsMayShift: delimiter !== '\t' };
}

/**
 * The numbers, as `readText` gives them, of the rows in which these places of a text are: a row may have several lines, and
 * not each line belongs to the table. Takes the places ascending, in bytes of UTF-8; stops at quotation marks that do not
 * close.
 */
export function findRowNumbers(text: string, places: readonly number[]): number[] {
  const { table, delimiter } = findTable(text);
  const start = Buffer.byteLength(text) - Buffer.byteLength(table);
  const numbers = new Set<number>();
  let next = 0;
  const onRecord = (_cells: string[], { bytes, records, empty_lines }: Info): null => {
    for (; next < places.length && places[next]! < start + bytes; next += 1)
      numbers.add(records + empty_lines);
    return null;
  };
  try {
    parse(table, { ...options, delimiter, on_record: onRecord });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return [...numbers];
}

/** Without what some programs put before it. */
function findTable(text: string): { table: string; delimiter: string } {
  // Excel hides a first line 'sep=;' and does not count it.
  const said = /^\uFEFF?sep=(.)(?:\r\n|\n|\r)/iu.exec(text);
  const table = said ? text.slice(said[0].length) : text.replace(/^\uFEFF/u, '');
  return { table, delimiter: said ? said[1]! : findDelimiter(table) };
}

/** The one that shows most columns that we know in the header, or else most titles. */
function findDelimiter(text: string): string {
  const candidates = delimiters.map((delimiter) => {
    const header = findHeader(tryFirstRows(text, delimiter));
    return { delimiter, known: header?.known ?? 0, titles: header?.titles.length ?? 0 };
  });
  return candidates.reduce((best, other) =>
    other.known > best.known || (other.known === best.known && other.titles > best.titles) ? other : best,
  ).delimiter;
}

/** The first rows, as far as this separator can read them. */
function tryFirstRows(text: string, delimiter: string): SheetRow[] {
  const collector = createRowCollector();
  try {
    parse(text, { ...options, delimiter, to: 20, on_record: keepIn(collector) });
  } catch (error) {
    // With another separator there may be too many columns too.
    if (!(error instanceof CsvError) && !(error instanceof Refusal)) throw error;
  }
  return collector.rows;
}

function parseRows(text: string, delimiter: string): SheetRow[] {
  const collector = createRowCollector();
  try {
    parse(text, { ...options, delimiter, on_record: keepIn(collector) });
    return collector.rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records) + Number(error.empty_lines) + 1;
    throw refuseProblems([{ where: { row }, code: 'brokenQuotes' }]);
  }
}

/** Hands each row to the collector as soon as it is read, so that the parser keeps none. */
function keepIn({ add }: RowCollector) {
  return (cells: string[], { records, empty_lines }: Info): null => {
    add(records + empty_lines, cells);
    return null;
  };
}
