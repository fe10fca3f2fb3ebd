/** `@font-face` rules, with the files as data or at addresses. */
import { readFileSync } from 'node:fs';
import type { FontFile, FontSubset } from './font-subsets.ts';

/** The name under which styles ask for all fonts but the first: `font-family: "Source Sans 3", "Other scripts"`. */
export const otherScripts = 'Other scripts';

/** The rules of these subsets as one font of this name; `locate` gives the address of a file. */
export function writeFontFaces(
  family: string,
  subsets: readonly FontSubset[],
  locate: (file: FontFile) => string,
): string {
  return subsets
    .flatMap(({ files, range }) =>
      files.map(
        (file) =>
          `@font-face {\n  font-family: "${family}";\n  font-style: normal;\n  font-display: swap;\n` +
          `  font-weight: ${file.weight};\n  src: url(${locate(file)}) format("woff2");\n  unicode-range: ${range};\n}\n`,
      ),
    )
    .join('');
}

/** The file itself as an address, for a document that carries all it needs inside. */
export function toDataUrl({ path }: FontFile): string {
  return `data:font/woff2;base64,${readFileSync(path).toString('base64')}`;
}
