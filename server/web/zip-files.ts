/** A ZIP that is made while it is sent: one file at a time is in memory, however many there are. */
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';

export interface FileToZip {
  /** Plain and not used before: it is written as it is. */
  name: string;
  content: Uint8Array;
}

const deflate = promisify(deflateRaw);

/** Takes the next file when the receiver has taken the one before; an error of `files` ends it halfway. */
export function zipFiles(files: AsyncIterable<FileToZip>): Readable {
  return Readable.from(pack(files), { objectMode: false });
}

async function* pack(files: AsyncIterable<FileToZip>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    ready.push(part);
  });
  for await (const { name, content } of files) {
    // By Node itself, which does it beside the server's own thread. Little is won on a PDF, so the quickest way; without
    // it some programs can't open a ZIP that was made while it was sent.
    const packed = await deflate(content, { level: 1 });
    const entry: ZipInputFile = { filename: name, size: content.length, crc: crc32(content), compression: 8 };
    zip.add(entry);
    entry.ondata!(null, packed, true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
