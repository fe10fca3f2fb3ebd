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
