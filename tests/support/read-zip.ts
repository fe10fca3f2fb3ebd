/**
 * Reads a ZIP by its own description (APPNOTE of PKWARE), with nothing of what wrote it: from the list at the end, and
 * each file against its size, its checksum and the name that stands before it. Refuses anything that does not agree.
 * fflate, with which the server writes it, would read it too, and looks at no checksum.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZippedFile {
  name: string;
  content: Buffer;
}

const signatures = { end: 0x06054b50, listed: 0x02014b50, file: 0x04034b50 };

export function readZip(zip: Buffer): ZippedFile[] {
  const end = zip.length - 22;
  expectSame('the end', zip.readUInt32LE(end), signatures.end);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const files = Array.from({ length: count }, () => {
    expectSame('an entry of the list', zip.readUInt32LE(at), signatures.listed);
    const [method, checksum] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16)];
    const [packedSize, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place));
    const start = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength!);
    at += 46 + nameLength! + extraLength! + noteLength!;

    expectSame(name, zip.readUInt32LE(start), signatures.file);
    const ownLength = zip.readUInt16LE(start + 26);
    expectSame(name, zip.toString('utf8', start + 30, start + 30 + ownLength), name);
    const begin = start + 30 + ownLength + zip.readUInt16LE(start + 28);
    const packed = zip.subarray(begin, begin + packedSize);
    const content = method === 8 ? inflateRawSync(packed) : packed;
    expectSame(`the size of ${name}`, content.length, size);
    expectSame(`the checksum of ${name}`, crc32(content), checksum);
    return { name, content };
  });
  expectSame('the end of the list', at, end);
  return files;
}

function expectSame(what: string, found: string | number, expected: string | number): void {
  if (found !== expected) throw new Error(`This is no good ZIP: ${what} is ${found} and not ${expected}.`);
}
