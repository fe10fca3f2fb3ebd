/**
 * What is in a zip file: a workbook is one. A few kilobytes can unpack to gigabytes, so the sizes are read first, from
 * the directory, and no file may then turn out larger or smaller. The library does the reading; it does not say which
 * files have a password, and it would cut off without a word what the directory leaves out. Those two are here.
 */
import { Unzip, type UnzipFileInfo, UnzipInflate, unzipSync } from 'fflate';
import { refuseProblems } from '../../../text/problems.ts';
import { sheetLimits } from '../../../web/limits.ts';

/** How much is unpacked at a time: what no more than one step unpacks to is in memory before it is measured. */
const step = 16 * 1024;

/** The files of a zip, by its directory; undefined when this is none, or a broken one. */
export function listZip(file: Uint8Array): UnzipFileInfo[] | undefined {
  const entries: UnzipFileInfo[] = [];
  try {
    unzipSync(file, {
      filter: (entry) => {
        // A directory may claim billions of files.
        if (entries.push(entry) > sheetLimits.zipFiles)
          throw new RangeError('There are too many files in this zip.');
        return false;
      },
    });
    return entries;
  } catch {
    return undefined;
  }
}

/** Is this one of the files of a workbook that its tables are in? The others are pictures, macros and the like. */
export function holdsTable({ name }: Pick<UnzipFileInfo, 'name'>): boolean {
  return /\.xml$|\.rels$|^xl[\\/](?:worksheets[\\/])?[^\\/]+\.bin$/u.test(name) && !/vbaProject/u.test(name);
}

/** Has one of the tables a password? What is before each file says so. */
export function isLocked(file: Buffer): boolean {
  const mark = Buffer.from('PK\x03\x04');
  for (let at = file.indexOf(mark); at >= 0 && at + 30 <= file.length; at = file.indexOf(mark, at + 4)) {
    const hasPassword = (file[at + 6]! & 1) === 1;
    // The mark may be in packed bytes by chance, or many times on purpose; a table has a short name.
    const nameEnd = at + 30 + Math.min(file.readUInt16LE(at + 26), 200);
    if (hasPassword && holdsTable({ name: file.toString('latin1', at + 30, nameEnd) })) return true;
  }
  return false;
}

/** The tables of a workbook. Refuses when a file is damaged, or is not as large as the directory says. */
export function unpackTables(file: Uint8Array): Record<string, Uint8Array> {
  try {
    const tables = unpack(file);
    if (Object.entries(tables).every(([name, content]) => name.endsWith('.bin') || isWhole(content)))
      return tables;
  } catch {
    // The library has no kind of error for a file that is damaged.
  }
  throw refuseProblems([{ where: '', code: 'brokenWorkbook' }]);
}

/** Does the XML end with the end of what it began with? A part that was cut off would be read as far as it goes. */
function isWhole(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const start = bytes.toString('latin1', 0, 4_096).replaceAll('\0', '');
  const [, root] = /<([\w:.-]+)[\s/>]/u.exec(start) ?? [];
  // White space may follow, and in UTF-16 there is a zero beside each sign.
  const last = bytes.lastIndexOf('>') + 1;
  const end = bytes.toString('latin1', Math.max(0, last - 1_024), last).replaceAll('\0', '');
  return root !== undefined && (end.endsWith(`</${root}>`) || /<[^<]*\/>$/u.test(end));
}

function unpack(file: Uint8Array): Record<string, Uint8Array> {
  const listed = (listZip(file) ?? []).filter(holdsTable);
  const sizes = new Map(listed.map(({ name, originalSize }) => [name, originalSize]));
  const tables: Record<string, Uint8Array> = {};
  const unzip = new Unzip((entry) => {
    const size = sizes.get(entry.name);
    if (size === undefined) return;
    // Once: a file may be in a zip more often than in its directory.
    sizes.delete(entry.name);
    const content = new Uint8Array(size);
    let filled = 0;
    entry.ondata = (error, part, isLast) => {
      if (error) throw error;
      // Refuses what does not fit.
      content.set(part, filled);
      filled += part.length;
      if (isLast && filled < size) throw new RangeError(`${entry.name} is smaller than the directory says.`);
    };
    entry.start();
    tables[entry.name] = content;
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.length; at += step) {
    unzip.push(file.subarray(at, at + step), at + step >= file.length);
  }
  return tables;
}
