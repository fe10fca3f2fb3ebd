/** Names as people typed them, made to fit a sentence or a place with little room. */
import { isolateDirection } from '../../survey/isolate-direction.ts';

const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** Line ends and other control characters, also those that turn the reading direction of what follows. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * The name on one line, of at most `length` characters as a reader counts them (an emoji is never cut in half).
 * A name that is read from right to left is isolated, so that it does not turn the rest of the sentence.
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
  return isolateDirection(short);
}

/**
 * The names, each of at most `length` characters, such that different names stay different: names that begin alike keep
 * their end, and names that also end alike keep the place where they differ. Where that fails, the name is left whole.
 */
export function shortenApart(names: readonly string[], length: number): string[] {
  const whole = names.map((name) => shortenName(name));
  // Once for all names: each is compared with every other.
  let spelled: string[][] | undefined;
  const spell = () => {
    spelled ??= whole.map(listCharacters);
    return spelled;
  };
  const cuts = [
    (i: number) => shortenName(whole[i]!, length),
    (i: number) => keepEnd(spell()[i]!, length),
    (i: number) => keepDifference(spell()[i]!, length, spell()),
  ];
  const short = [...whole];
  let open = whole.map((_name, i) => i);
  for (const cut of cuts) {
    const tried = open.map(cut);
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
function keepEnd(characters: readonly string[], length: number): string {
  if (characters.length <= length) return characters.join('');
  const end = Math.ceil((length - 1) * 0.6);
  const start = characters.slice(0, length - 1 - end);
  const isWord = /\s/u.test(characters.at(-end - 1)!);
  const tail = characters.slice(-end).join('').trimStart();
  return `${start.join('').trimEnd()}…${isWord ? tail : tail.replace(/^\S{1,9}\s+/u, '')}`;
}

/** A little of the beginning, and the rest from the first character that tells it from the name most like it. */
function keepDifference(characters: readonly string[], length: number, names: readonly string[][]): string {
  if (characters.length <= length) return characters.join('');
  const alike = names
    .map((other) => countAlike(characters, other))
    // Not with itself, nor with a partner of the same name.
    .filter((count, i) => count < characters.length || count < names[i]!.length);
  const from = Math.max(0, Math.max(...alike) - 3);
  const start = characters
    .slice(0, Math.min(from, Math.floor(length / 3)))
    .join('')
    .trimEnd();
  return `${start}…${shortenName(characters.slice(from).join(''), length - start.length - 1)}`;
}

/** How many characters two names have in common before they differ. */
function countAlike(characters: readonly string[], others: readonly string[]): number {
  const parting = characters.findIndex((character, i) => character !== others[i]);
  return parting === -1 ? characters.length : parting;
}
