/** Makes a code for a partner without one, from its name, so that it is the same every time. */

const maxCharacters = 50;

/** 'ggd-limburg-noord', with a number behind it when that is taken; `taken` has codes in small letters. */
export function makeCode(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .normalize('NFC');
  const code = tidyEnds([...words].slice(0, maxCharacters - 6).join('')) || 'partner';
  if (!taken.has(code)) return code;
  // Hundreds of the same are no names: then larger steps find a free number sooner.
  for (let number = 2; ; number += number < 100 ? 1 : taken.size) {
    if (!taken.has(`${code}-${number}`)) return `${code}-${number}`;
  }
}

function tidyEnds(code: string): string {
  return code.replace(/^-+|-+$/gu, '');
}
