/**
 * The text of a file as people save it from a spreadsheet: UTF-8 or UTF-16, with a mark or without, or else
 * Windows-1252, which is what older programs on Windows write here. That last one fits any bytes, so it is a guess; and so
 * is a line of another encoding within a file of UTF-8, which is what joining two files gives.
 */
import { findRowNumbers } from './read-text.ts';
import type { EncodingGuess } from './sheet.ts';

export interface DecodedText {
  text: string;
  guess?: EncodingGuess;
}

/** Gives the text without the mark; undefined when this is no text but, say, a workbook or a picture. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = findUtf16(bytes);
  const decoded = utf16 ? decode(bytes, utf16) : (decode(bytes, 'utf-8') ?? decodeMixed(bytes));
  return decoded?.text.includes('\0') ? undefined : decoded;
}

/** By its mark, or else by the zeros: every second byte of Latin letters, and in no other text. */
function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const [even, odd] = [countZeros(bytes, 0), countZeros(bytes, 1)];
  if (even === odd) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function countZeros(bytes: Uint8Array, start: number): number {
  let count = 0;
  for (let at = start; at < Math.min(bytes.length, 4_096); at += 2) count += bytes[at] === 0 ? 1 : 0;
  return count;
}

function decode(bytes: Uint8Array, encoding: string): DecodedText | undefined {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

/** Line by line: where some line with letters beyond ASCII is UTF-8, the file is, but for the lines that are not. */
function decodeMixed(bytes: Uint8Array): DecodedText | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines = listLines(buffer);
  const decoded = lines.map((line) => decode(line, 'utf-8')?.text);
  const isMixed = decoded.some((text, line) => text !== undefined && text.length < lines[line]!.length);
  // Where the odd words are, in bytes of the text as it becomes.
  const places: number[] = [];
  let [length, example] = [0, ''];
  const texts = lines.map((line, index) => {
    const known = isMixed ? decoded[index] : undefined;
    const text = known ?? new TextDecoder('windows-1252').decode(line);
    const word = known === undefined ? /[^\s;,\t"]*[^\p{ASCII}][^\s;,\t"]*/u.exec(text) : null;
    if (word) {
      places.push(length + Buffer.byteLength(text.slice(0, word.index)));
      example ||= word[0].slice(0, 40);
    }
    length += Buffer.byteLength(text);
    return text;
  });
  const text = texts.join('');
  if (example === '') return { text };
  return { text, guess: { ...(isMixed && { rows: findRowNumbers(text, places) }), example } };
}

/** Each with its line end, of Unix, Windows or old Macs. */
function listLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0x0a && (byte !== 0x0d || bytes[at + 1] === 0x0a)) continue;
    lines.push(bytes.subarray(start, at + 1));
    start = at + 1;
  }
  return [...lines, bytes.subarray(start)];
}
