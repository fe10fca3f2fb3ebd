/** Logos as files: a sign of our own as SVG, and PNGs with whatever is asked in them. */
import { crc32, deflateSync } from 'node:zlib';

const circles =
  '<circle cx="50" cy="50" r="40" fill="#7a1f5c"/><circle cx="110" cy="50" r="40" fill="#7a1f5c"/>';

/** An SVG with this in it besides two circles. */
export function makeSvg(more = '', prolog = ''): Buffer {
  return Buffer.from(
    `${prolog}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 160 100">${circles}${more}</svg>`,
  );
}

interface PngOptions {
  width: number;
  height: number;
  /** Each dot alike: 0 is black, 255 white. */
  grey?: number;
  /** Between the header and the picture: type and content. */
  chunks?: [string, string][];
}

/** A PNG of one byte a dot. */
export function makePng({ width, height, grey = 60, chunks = [] }: PngOptions): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, grey);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    makeChunk('IHDR', header),
    ...chunks.map(([type, content]) => makeChunk(type, Buffer.from(content))),
    makeChunk('IDAT', deflateSync(rows)),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
}

function makeChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The kinds of parts of a PNG, in order. */
export function listChunks(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}
