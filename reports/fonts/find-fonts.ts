/** Which fonts a text needs besides the Latin letters that are there anyway. */
import { type FontSubset, fontSubsets, latin } from './font-subsets.ts';

/** Nothing is drawn of these. */
const unseen = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const letter = /\p{L}/u;

const bySize = fontSubsets.toSorted((a, b) => a.size - b.size);
const ofLetters = new Map<string, FontSubset | undefined>();

/**
 * The subsets that together have each sign of this text of which we have a font; none for a text in Dutch. A letter is
 * drawn by the font of its script. Any other sign comes from a font that is needed anyway, or else from the smallest.
 */
export function findFonts(text: string): FontSubset[] {
  // A letter and its mark are drawn as one sign where there is one. Latin-1 is skipped at once: most texts have no more.
  const joined = `${text.replace(/\p{M}/gu, '')}${text.normalize('NFC')}`;
  const signs = [...new Set(joined.match(/[\u0100-\u{10FFFF}]/gu))].filter(
    (sign) => !unseen.test(sign) && !latin.some((subset) => subset.has(sign.codePointAt(0)!)),
  );
  const found = new Set<FontSubset>();
  for (const sign of signs.filter((one) => letter.test(one))) {
    if (!ofLetters.has(sign)) ofLetters.set(sign, findIn(fontSubsets, sign));
    const subset = ofLetters.get(sign);
    if (subset) found.add(subset);
  }
  for (const sign of signs.filter((one) => !letter.test(one))) {
    const subset = findIn(found, sign) ?? findIn(bySize, sign);
    if (subset) found.add(subset);
  }
  return fontSubsets.filter((subset) => found.has(subset));
}

function findIn(subsets: Iterable<FontSubset>, sign: string): FontSubset | undefined {
  const codePoint = sign.codePointAt(0)!;
  for (const subset of subsets) if (subset.has(codePoint)) return subset;
  return undefined;
}
