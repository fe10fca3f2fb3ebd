/** Names of files: plain letters only, so that every browser and mail program reads them alike. */
export function toPlainLetters(words: readonly string[]): string {
  return words
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 100);
}
