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

/**
 * The names, each of at most `length` characters, and no two different ones alike: names that begin alike keep their
 * end, and names that end alike too keep the place where they differ. A name that stays alike is left whole.
 */
export function shortenApart(names: readonly string[], length: number): string[] {
  const whole = names.map((name) => shortenName(name));
  const cuts = [(name: string) => shortenName(name, length), keepEnd, keepDifference];
  const short = [...whole];
  let open = whole.map((_name, i) => i);
  for (const cut of cuts) {
    const tried = open.map((i) => cut(whole[i]!, length, whole));
    for (const [at, i] of open.entries()) short[i] = tried[at]!;
    open = open.filter((i) => short.some((other, j) => other === short[i] && whole[j] !== whole[i]));
    if (open.length === 0) break;
  }
  for (const i of open) short[i] = whole[i]!;
  return short;
}

function listCharacters(name: string): string[] {
  return Array.from(graphemes.segment(name), ({ segment }) => segment);
}

/** The beginning and the end of a long name. */
function keepEnd(name: string, length: number): string {
  const characters = listCharacters(name);
  if (characters.length <= length) return name;
  const end = Math.ceil((length - 1) * 0.6);
  const start = characters.slice(0, length - 1 - end);
  const isWord = /\s/u.test(characters.at(-end - 1)!);
  const tail = characters.slice(-end).join('').trimStart();
  return `${start.join('').trimEnd()}…${isWord ? tail : tail.replace(/^\S{1,9}\s+/u, '')}`;
}

/** A little of the beginning, and what stands from the first letter on that tells it from the name most like it. */
function keepDifference(name: string, length: number, names: readonly string[]): string {
  const characters = listCharacters(name);
  if (characters.length <= length) return name;
  const alike = names.filter((other) => other !== name).map((other) => countAlike(characters, other));
  const from = Math.max(0, Math.max(...alike) - 3);
  const start = characters
    .slice(0, Math.min(from, Math.floor(length / 3)))
    .join('')
    .trimEnd();
  return `${start}…${shortenName(characters.slice(from).join(''), length - start.length - 1)}`;
}

/** How many characters two names have in common before they part. */
function countAlike(characters: readonly string[], other: string): number {
  const others = listCharacters(other);
  const parting = characters.findIndex((character, i) => character !== others[i]);
  return parting === -1 ? characters.length : parting;
}
