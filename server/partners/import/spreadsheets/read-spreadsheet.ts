/**
 * A file as a table; pasted text goes through `readText`. The content of a file says what it is, not its name: people
 * rename, and some systems give a web page the name of a workbook.
 */
import { type Problem, refuseProblems } from '../../../text/problems.ts';
import { sheetLimits } from '../../../web/limits.ts';
import { decodeText } from './decode-text.ts';
import { readText } from './read-text.ts';
import { readWorkbook } from './read-workbook.ts';
import { holdsTable, isLocked, listZip, unpackTables } from './read-zip.ts';
import type { Sheet } from './sheet.ts';

/** Reads a CSV file or a workbook. Refuses, with a sentence that says what to do, a file of another kind. */
export function readSpreadsheet(file: Uint8Array): Sheet {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') {
    refuse(checkOldBox(bytes));
    return readWorkbook(bytes);
  }
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    refuse(checkZip(bytes));
    return readWorkbook(unpackTables(bytes));
  }
  const decoded = decodeText(bytes);
  if (!decoded || isMarkup(decoded.text)) throw refuseProblems([{ where: '', code: 'notASpreadsheet' }]);
  return { ...readText(decoded.text), ...(decoded.guess && { guess: decoded.guess }) };
}

function refuse(problem: Omit<Problem, 'where'> | undefined): void {
  if (problem) throw refuseProblems([{ where: '', ...problem }]);
}

/** A PDF, a web page (some systems call that .xls) or rich text is text too. */
function isMarkup(text: string): boolean {
  return /^\s*(?:%PDF-|<!doctype|<html|<table|<\?xml|\{\\rtf)/iu.test(text);
}

/** The old box of Office holds an .xls, a document of another program, and also an .xlsx that has a password. */
function checkOldBox(bytes: Buffer): Omit<Problem, 'where'> | undefined {
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return { code: 'passwordOnWorkbook' };
  return holds('Workbook') || holds('Book') ? undefined : { code: 'notASpreadsheet' };
}

function checkZip(bytes: Buffer): Omit<Problem, 'where'> | undefined {
  const entries = listZip(bytes);
  if (!entries) return { code: 'brokenWorkbook' };
  const names = new Set(entries.map(({ name }) => name.replaceAll('\\', '/')));
  if (names.has('Index/Document.iwa')) return { code: 'otherWorkbook', values: { kind: '.numbers' } };
  const isWorkbook = names.has('content.xml') || [...names].some((name) => name.startsWith('xl/'));
  if (!isWorkbook) return { code: 'notASpreadsheet' };
  if (isLocked(bytes)) return { code: 'passwordOnWorkbook' };
  const tables = entries.filter(holdsTable);
  const unpacked = tables.reduce((sum, { size, originalSize }) => sum + Math.max(size, originalSize), 0);
  return unpacked > sheetLimits.unpackedBytes ? { code: 'tooMuchInside' } : undefined;
}
