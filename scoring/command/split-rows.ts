/**
 * Text cut into rows of cells, piece by piece. Without quotation marks a row is a line and a cell ends at the
 * separator, and cutting there is several times as fast; anything else is left to csv-parse, which is loaded only then.
 */
import { pipeline } from 'node:stream/promises';
import type { Options } from 'csv-parse';

/** This is not CSV: a quotation or a row that does not end. */
export class NotCsv extends Error {}

/** Gets the cells of a row with the spaces around them, and says whether it wants more. */
export type TakeCells = (cells: string[]) => boolean;

/** Characters; anything longer is not a row of a table. */
const maxRowLength = 1_000_000;

/** A first row without quotation marks, with either of the usual line ends. */
const plainStart = /^[^"\r\n]*\r?\n/;

/**
 * Gives each row to `take`, also an empty one. The separator is `,`, `;` or tab, whichever the first row has most of.
 */
export async function splitRows(texts: AsyncGenerator<string>, take: TakeCells): Promise<void> {
  try {
    const start = await readStart(texts);
    const delimiter = findDelimiter(start);
    if (plainStart.test(start)) await splitLines(start, texts, delimiter, take);
    else await parseRows(rejoin(start, texts), { delimiter }, take);
  } finally {
    await texts.return(undefined);
  }
}

/** Cuts at line ends up to the first piece with a quotation mark. */
async function splitLines(
  start: string,
  texts: AsyncGenerator<string>,
  delimiter: string,
  take: TakeCells,
): Promise<void> {
  const takeLine = (line: string) => take(line.split(delimiter));
  let text = start;
  while (!text.includes('"') && text.length < maxRowLength) {
    const lines = text.split('\n');
    const rest = lines.pop()!;
    if (!lines.every(takeLine)) return;
    const next = await texts.next();
    if (next.done) {
      if (rest !== '') takeLine(rest);
      return;
    }
    text = rest + next.value;
  }
  await parseRows(rejoin(text, texts), { delimiter, record_delimiter: ['\r\n', '\n'] }, take);
}

/** The text up to and including the header. */
async function readStart(texts: AsyncGenerator<string>): Promise<string> {
  let start = '';
  while (!start.includes('\n') && start.length < maxRowLength) {
    const next = await texts.next();
    if (next.done) break;
    start += next.value;
  }
  return start;
}

/** The separator that occurs most often in the header. */
function findDelimiter(start: string): string {
  const header = start.split(/[\r\n]/, 1)[0]!;
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

async function* rejoin(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

async function parseRows(texts: AsyncGenerator<string>, options: Options, take: TakeCells): Promise<void> {
  const { CsvError, parse } = await import('csv-parse');
  const stop = new AbortController();
  const parser = parse({
    ...options,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRowLength,
    on_record: (cells: string[]) => {
      if (!take(cells)) stop.abort();
      // Rows are used here and not kept.
      return null;
    },
  });
  try {
    await pipeline(texts, parser.resume(), { signal: stop.signal });
  } catch (error) {
    if (error instanceof CsvError) throw new NotCsv();
    if (!stop.signal.aborted) throw error;
  }
}
