/**
 * A file as a table; pasted text goes through `readText`. The content of a file says what it is, not its name: people
 * rename, and some systems give a web page the name of a workbook.
 */
import { type Problem, refuseProblems } from '../../../text/problems.ts';
import { sheetLimits } from '../../../web/limits.ts';
import { decodeText } from './decode-text.ts';
import { readText } from './read-text.ts';
import { readWorkbook } from './read-workbook.ts';
import { holdsTable, isLocked, listZip } from './read-zip.ts';
import type { Sheet } from './sheet.ts';

/** Reads a CSV or .xlsx file. Refuses, with a sentence that says what to do, a file of another kind. */
export async function readSpreadsheet(file: Uint8Array): Promise<Sheet> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const problem = checkFile(bytes);
  if (problem) throw refuseProblems([{ where: '', ...problem }]);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return readWorkbook(bytes);
  const text = decodeText(bytes);
  if (text === undefined || isMarkup(text)) throw refuseProblems([{ where: '', code: 'notASpreadsheet' }]);
  return readText(text);
}

/** A PDF, a web page (some systems call that .xls) or rich text is text too. */
function isMarkup(text: string): boolean {
  return /^\s*(?:%PDF-|<!doctype|<html|<table|<\?xml|\{\\rtf)/iu.test(text);
}

function checkFile(bytes: Buffer): Omit<Problem, 'where'> | undefined {
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') return describeOldOffice(bytes);
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return undefined;
  return checkZip(bytes);
}

/** The old box of Office holds an .xls, and also an .xlsx that has a password. */
function describeOldOffice(bytes: Buffer): Omit<Problem, 'where'> {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return { code: 'passwordOnWorkbook' };
  return { code: 'otherWorkbook', values: { kind: '.xls' } };
}

const otherWorkbooks = new Map([
  ['content.xml', '.ods'],
  ['xl/workbook.bin', '.xlsb'],
  ['Index/Document.iwa', '.numbers'],
]);

function checkZip(bytes: Buffer): Omit<Problem, 'where'> | undefined {
  const entries = listZip(bytes);
  if (!entries) return { code: 'brokenWorkbook' };
  const kind = entries.map(({ name }) => otherWorkbooks.get(name)).find((found) => found !== undefined);
  if (kind) return { code: 'otherWorkbook', values: { kind } };
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) return { code: 'notASpreadsheet' };
  if (isLocked(bytes)) return { code: 'passwordOnWorkbook' };
  const tables = entries.filter(holdsTable);
  const unpacked = tables.reduce((sum, { size, originalSize }) => sum + Math.max(size, originalSize), 0);
  return unpacked > sheetLimits.unpackedBytes ? { code: 'tooMuchInside' } : undefined;
}
