/** A name on lines of about the same length, and how wide they are in the letters of the map. */

/** The letters of the map, in the units of the drawing: on paper, 182 mm wide, they are 8.7 points. */
export const labelFont = { size: 11.5, lineHeight: 13, padding: 3 };

/** Characters on a line. */
const lineLength = 22;
const maxLines = 3;

const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** As few lines as there can be; undefined when three are not enough. */
export function breakName(name: string): string[] | undefined {
  const pieces = name.split(/(?<=[\s/-])(?=\S)/u).flatMap(splitLong);
  for (let count = 1; count <= maxLines; count += 1) {
    // The shortest lines in which it fits, so that they are alike.
    for (let length = Math.ceil(name.length / count); length <= lineLength; length += 1) {
      const lines = fill(pieces, length);
      if (lines && lines.length <= count) return lines;
    }
  }
  return undefined;
}

/** A word that is longer than a line is cut where the line ends. */
function splitLong(piece: string): string[] {
  if (piece.length <= lineLength) return [piece];
  const characters = Array.from(graphemes.segment(piece), ({ segment }) => segment);
  const parts: string[] = [''];
  for (const character of characters) {
    if (parts.at(-1)!.length + character.length > lineLength) parts.push('');
    parts[parts.length - 1] += character;
  }
  return parts;
}

/** Undefined when a piece is longer than a line. */
function fill(pieces: readonly string[], length: number): string[] | undefined {
  const lines: string[] = [];
  for (const piece of pieces) {
    if (piece.trimEnd().length > length) return undefined;
    const line = lines.at(-1);
    if (line !== undefined && (line + piece).trimEnd().length <= length)
      lines[lines.length - 1] = line + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

/** The width of a line, on the wide side. */
export function estimateWidth(line: string): number {
  let em = 0;
  for (const character of line) {
    if (/[ijlftrI .,:;'’()[\]|-]/.test(character)) em += 0.36;
    else if (/[mwMW@%&]/.test(character)) em += 0.95;
    else if (/[A-Z]/.test(character)) em += 0.68;
    else if (character <= '\u024f') em += 0.58;
    else em += 1.4;
  }
  return em * labelFont.size;
}
