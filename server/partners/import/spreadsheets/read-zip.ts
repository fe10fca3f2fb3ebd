/**
 * What is in a zip file, by its directory: a workbook is one. A few kilobytes can unpack to gigabytes, so the sizes
 * are read first, and no file may then turn out larger than the directory said.
 */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  path: string;
  /** Unpacked, as the directory says. */
  size: number;
  encrypted: boolean;
  method: number;
  packedSize: number;
  start: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;

/** The files of a zip; undefined when this is none, or a broken one. */
export function listZip(file: Buffer): ZipEntry[] | undefined {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== endMark) return undefined;
  try {
    const entries: ZipEntry[] = [];
    let at = file.readUInt32LE(end + 16);
    for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
      if (file.readUInt32LE(at) !== entryMark) return undefined;
      const nameLength = file.readUInt16LE(at + 28);
      const extraLength = file.readUInt16LE(at + 30);
      entries.push(readEntry(file, at, nameLength, extraLength));
      at += 46 + nameLength + extraLength + file.readUInt16LE(at + 32);
    }
    return entries;
  } catch (error) {
    // It points outside the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readEntry(file: Buffer, at: number, nameLength: number, extraLength: number): ZipEntry {
  const sizes = [file.readUInt32LE(at + 24), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)];
  // Some programs write every size in 64 bits, in an extra field.
  const wide = findExtra(file.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), 1);
  let next = 0;
  const [size, packedSize, start] = sizes.map((value) => {
    if (value !== 0xffffffff || !wide) return value;
    next += 8;
    return Number(wide.readBigUInt64LE(next - 8));
  }) as [number, number, number];
  return {
    path: file.toString('utf8', at + 46, at + 46 + nameLength),
    size,
    encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
    method: file.readUInt16LE(at + 10),
    packedSize,
    start,
  };
}

function findExtra(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
}

/** Is this one of the files of a workbook that its tables are in? The others are pictures and the like. */
export function holdsTable({ path }: ZipEntry): boolean {
  return path.endsWith('.xml') || path.endsWith('.xml.rels');
}

/** The content of one file. Throws when it is damaged, or larger than the directory said. */
export function unzip(file: Buffer, { start, packedSize, size, method }: ZipEntry): Buffer {
  if (file.readUInt32LE(start) !== fileMark) throw new RangeError('No file begins here.');
  const begin = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
  const packed = file.subarray(begin, begin + packedSize);
  if (method === 0) return packed;
  if (method !== 8) throw new RangeError(`Packed by method ${method}.`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}
