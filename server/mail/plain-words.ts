/**
 * What people typed, made fit for a mail: mail programs turn everything that looks like an address of a website into a
 * link, and a mail of ours must hold no other links than ours. A mark without width keeps the words as they read.
 */
const joiner = '\u2060';

/** The words, with nothing in them that a mail program makes a link of. Mail addresses stay what they are. */
export function defuseLinks(text: string): string {
  return text.replace(/\S+/g, (word) => {
    if (/^[^\s@:/]+@[^\s@:/]+$/.test(word)) return word;
    return word
      .replace(/:(?=\/)/g, `:${joiner}`)
      .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, `${joiner}.`);
  });
}

/** On one line, without the signs that would begin a new header. */
export function keepOnOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
