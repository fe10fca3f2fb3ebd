/**
 * The text of a file as people save it from a spreadsheet: UTF-8 with or without a mark, UTF-16 with one, or else
 * Windows-1252, which is what older programs on Windows write.
 */

/** Gives the text without the mark; undefined when this is no text but, say, a workbook or a picture. */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of listEncodings(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? undefined : text;
    } catch {
      // Not this encoding: try the next one.
    }
  }
  return undefined;
}

function listEncodings([first, second]: Uint8Array): string[] {
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  return ['utf-8', 'windows-1252'];
}
