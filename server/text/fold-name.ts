/** Names as people compare them: capitals, accents and signs do not count. */

/** Without capitals, accents and signs, with one space between the words. */
export function foldName(name: string): string {
  return (
    name
      .normalize('NFD')
      .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
      // In other scripts a mark is a vowel or makes another letter: कमल and कमला are two names.
      .replace(/(^|[^\p{L}\p{M}]|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** Do people take these for the same name? One of signs alone is only the same as itself. */
export function isSameName(one: string, other: string): boolean {
  return (foldName(one) || one) === (foldName(other) || other);
}

/** More words than any name has: without a bound comparing them would be quadratic. */
const maxWords = 20;

/**
 * May this be one person, whose name is shorter in one place? Every word of one is a word of the other, or an initial:
 * 'A. Jansen' and 'Anna Jansen', 'Anna' and 'Anna de Boer'.
 */
export function mayBeOneName(one: string, other: string): boolean {
  const names = [foldName(one).split(' '), foldName(other).split(' ')] as const;
  if (names.some((words) => words[0] === '' || words.length > maxWords)) return false;
  return isShortFor(...names) || isShortFor(names[1], names[0]);
}

function isShortFor(short: readonly string[], long: readonly string[]): boolean {
  const left = [...long];
  const rest = short.filter((word) => !take(left, (other) => other === word));
  const sharesWord = short.some((word) => word.length > 1 && !rest.includes(word));
  return rest.every((word) =>
    take(left, (other) => isInitial(word, other) || (sharesWord && isInitial(other, word))),
  );
}

function isInitial(letter: string, word: string): boolean {
  return letter.length === 1 && word.startsWith(letter);
}

/** Takes the first word that fits out of the list; was there one? */
function take(words: string[], fits: (word: string) => boolean): boolean {
  const index = words.findIndex(fits);
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}

/** Words that say what an organisation is by law, and small words: people leave them out. */
const dropped = new Set(
  'stichting st vereniging ver cooperatie cooperatieve bv nv ua vof de het een van voor foundation association the of'.split(
    ' ',
  ),
);

/** The words of a name that tell one organisation from another; all of them when there would be none. */
export function foldOrganisation(name: string): string {
  // B.V. is one word.
  const words = foldName(name.replaceAll('.', '')).split(' ');
  const telling = words.filter((word) => !dropped.has(word));
  return (telling.length > 0 ? telling : words).join('');
}
