/**
 * The text of a file as people save it from a spreadsheet, read once and piece by piece: UTF-8 with or without a
 * byte order mark, UTF-16 with one, or else Windows-1252, which older programs on Windows write.
 */
import { isAscii } from 'node:buffer';

/** These bytes are not text. */
export class NotText extends Error {}

/** Gives the pieces of text without the mark. Refuses, with `NotText`, bytes that are not text. */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const chunk of chunks) {
    decoder ??= isFirst ? findMarkedDecoder(chunk) : undefined;
    // Plain ASCII is the same in UTF-8 and Windows-1252: the first other character shows which it is.
    if (!decoder && !isAscii(chunk))
      decoder = isUtf8Start(chunk) ? createDecoder('utf-8') : createDecoder('windows-1252');
    const text = decoder
      ? decode(decoder, chunk)
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    if (text.includes('\0')) throw new NotText();
    isFirst = false;
    yield text;
  }
  if (decoder) yield decode(decoder);
}

/** Without a chunk: what is left at the end. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new NotText();
  }
}

function findMarkedDecoder([first, second, third]: Uint8Array): TextDecoder | undefined {
  if (first === 0xff && second === 0xfe) return createDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return createDecoder('utf-16be');
  return first === 0xef && second === 0xbb && third === 0xbf ? createDecoder('utf-8') : undefined;
}

/** The end of the piece may cut a character in two, which `stream` allows. */
function isUtf8Start(chunk: Uint8Array): boolean {
  try {
    createDecoder('utf-8').decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function createDecoder(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}
