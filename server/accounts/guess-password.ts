/**
 * How hard a password is to guess: known passwords, Dutch words and names, rows of keys, dates, repeats, and whatever
 * else people do to one of those. Estimated by zxcvbn, which reads its word lists at the first question.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Its work grows faster than the length. Who is safe in so many characters is safe. */
const maxRead = 40;
/** Ten thousand million guesses, 'very unguessable': a sentence of four words passes with ease. */
const minGuesses = 1e10;
/** Letters and digits that must be left when words about the owner and the desk are taken out. */
const minLeft = 6;
/** What comes to mind at this desk. */
const ownWords =
  'ketenspiegel keten spiegel netwerk gemeente coördinator beheerder welkom wachtwoord geheim vragenlijst'.split(
    ' ',
  );

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Is this easy to guess for who knows these names and words about its owner? */
export async function isGuessable(password: string, about: readonly string[]): Promise<boolean> {
  const words = [...about.flatMap(listWords), ...ownWords].map((word) => word.toLowerCase());
  if (countLeft(password, words) < minLeft) return true;
  estimator ??= loadEstimator();
  return (await estimator).check(password.slice(0, maxRead), words).guesses < minGuesses;
}

function countLeft(password: string, words: readonly string[]): number {
  const longestFirst = words.toSorted((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), password.toLowerCase());
  return rest.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, dutch] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-nl-be'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...dutch.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: maxRead,
  });
}

/** A name or a mail address, whole and in parts. */
function listWords(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u);
  return [text, ...parts].filter((word) => word.length > 2 && word.length <= 100);
}
