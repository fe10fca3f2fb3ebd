/** Names of files that people download, in words that they read: what it is first, then whose. */

/** Of each part, so that a long one pushes no other out; six of them stay below the 255 bytes of a file system. */
const maxBytes = 40;

/** The name without what comes after the dot. Letters of any script stay; all that lies between them is a dash. */
export function nameFile(parts: readonly string[]): string {
  return parts
    .map(namePart)
    .filter((part) => part !== '')
    .join('-');
}

function namePart(words: string): string {
  const letters = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  let part = '';
  for (const letter of letters) {
    if (Buffer.byteLength(part + letter) > maxBytes) break;
    part += letter;
  }
  return part.replace(/-$/, '');
}
