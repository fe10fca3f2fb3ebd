/** The id of a partner that was given none: made from its name, so that it is the same every time. */

const mostCharacters = 50;

/** 'ggd-limburg-noord', with a number behind it when that is taken; `taken` has ids in small letters. */
export function makeCode(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .normalize('NFC');
  const id = tidyEnds([...words].slice(0, mostCharacters - 6).join('')) || 'partner';
  if (!taken.has(id)) return id;
  // Hundreds of the same are no names: then larger steps find a free number sooner.
  for (let number = 2; ; number += number < 100 ? 1 : taken.size) {
    if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
  }
}

function tidyEnds(id: string): string {
  return id.replace(/^-+|-+$/gu, '');
}
