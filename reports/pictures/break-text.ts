/** Text on lines for a picture, in which nothing breaks lines by itself. */

/** Lines of at most so many characters; a longer word is cut. */
export function breakText(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${length}}`, 'gu')) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
