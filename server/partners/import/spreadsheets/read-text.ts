/**
 * Cells with a comma, semicolon or tab between them: a CSV file, or what Excel, LibreOffice and Google Sheets put on
 * the clipboard.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { refuseProblems } from '../../../text/problems.ts';
import { findHeader } from './find-header.ts';
import { listFilledRows, type Sheet } from './sheet.ts';

const delimiters = ['\t', ';', ','];
// A file that went through several hands has several kinds of line end.
const options = { relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'] };

/** Reads the table. Refuses quotation marks that do not close. */
export function readText(text: string): Sheet {
  // Excel hides a first line 'sep=;' and does not count it.
  const said = /^\uFEFF?sep=(.)(?:\r\n|\n|\r)/iu.exec(text);
  const table = said ? text.slice(said[0].length) : text.replace(/^\uFEFF/u, '');
  const delimiter = said ? said[1]! : findDelimiter(table);
  return { rows: listFilledRows(parseRows(table, delimiter)), cellsMayShift: delimiter !== '\t' };
}

/** The one that shows most columns that we know in the header, or else most titles. */
function findDelimiter(text: string): string {
  const candidates = delimiters.map((delimiter) => {
    const header = findHeader(listFilledRows(tryFirstRows(text, delimiter)));
    return { delimiter, known: header?.known ?? 0, titles: header?.titles.length ?? 0 };
  });
  return candidates.reduce((best, other) =>
    other.known > best.known || (other.known === best.known && other.titles > best.titles) ? other : best,
  ).delimiter;
}

/** The first rows, as far as this separator can read them. */
function tryFirstRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  const keep = (row: string[]) => {
    rows.push(row);
    return row;
  };
  try {
    parse(text, { ...options, delimiter, to: 20, on_record: keep });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

/** One list of cells per row of the spreadsheet, empty rows included: so the index tells the row. */
function parseRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...options, delimiter });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuseProblems([{ where: { row: Number(error.records) + 1 }, code: 'brokenQuotes' }]);
  }
}
