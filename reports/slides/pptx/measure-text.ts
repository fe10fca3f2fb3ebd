/**
 * How much room words take in the file to edit. No browser can measure it: the office program sets the letters, in a
 * font that it has. So it is estimated, on the wide side.
 */

/** Every office has it, and LibreOffice one of the same widths. */
export const fontFace = 'Arial';

/** Inches that a line takes, in points of its letters. */
const lineHeight = 1.22 / 72;

/** How high these words are, in inches, in a box of this width. */
export function measureHeight(text: string, { width, size }: { width: number; size: number }): number {
  return countLines(text, (width * 72) / size) * size * lineHeight;
}

/** Lines in a box of so many em; a word that is too long breaks. */
function countLines(text: string, em: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const width = measureWidth(word);
    if (used > 0 && used + 0.3 + width > em) {
      lines += 1;
      used = 0;
    }
    used += width + (used > 0 ? 0.3 : 0);
    if (used > em) {
      lines += Math.ceil(used / em) - 1;
      used %= em;
    }
  }
  return lines;
}

function measureWidth(word: string): number {
  let em = 0;
  for (const letter of word) {
    if (/[ijlftrI.,:;'’()[\]|!-]/.test(letter)) em += 0.36;
    else if (/[mwMW@%&…—]/.test(letter)) em += 0.95;
    else if (/[A-Z]/.test(letter)) em += 0.72;
    else em += letter <= '\u024f' ? 0.58 : 1.1;
  }
  return em;
}
