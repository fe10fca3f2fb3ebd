/** Sends a table as CSV, under a name that says what it is, whom it is for and whose it is. */
import type { FastifyReply } from 'fastify';
import type { Language } from '../../survey/texts.ts';
import { nameFile } from '../text/name-file.ts';
import { offerFile } from './offer-file.ts';
import { webTexts } from './texts.ts';
import { type Table, writeCsvForPeople, writeCsvForPrograms } from './write-csv.ts';

/** Whom a table is written for. */
export type TableReader = 'people' | 'programs';

const write = { people: writeCsvForPeople, programs: writeCsvForPrograms };

export interface TableFile {
  reader: TableReader;
  language: Language;
  /** What it is, in words of the reader. */
  what: string;
  /** The names of whose it is, such as those of a network and a round. */
  of: readonly string[];
}

/** Its name, with `.csv`. */
function nameTable({ reader, language, what, of }: TableFile): string {
  return `${nameFile([what, webTexts(language)(`pages.csv.${reader}`), ...of])}.csv`;
}

export function replyCsv(reply: FastifyReply, file: TableFile, table: Table) {
  return reply
    .header('content-disposition', offerFile(nameTable(file)))
    .type('text/csv; charset=utf-8')
    .send(write[file.reader](table));
}
