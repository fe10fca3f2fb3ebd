/** Names as people typed them, made fit for a sentence, or for a place with little room. */

const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** Line ends and other control characters, also those that turn the reading direction of what follows. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * The name on one line, of at most `length` characters as a reader counts them (an emoji is never cut in half).
 * A name that is read from right to left is closed in, so that it does not pull the rest of the sentence along.
 */
export function shortenName(name: string, length = 300): string {
  const line = name.replace(controls, ' ').trim();
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  const short =
    characters.length <= length
      ? line
      : `${characters
          .slice(0, length - 1)
          .join('')
          .trimEnd()}…`;
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
}
