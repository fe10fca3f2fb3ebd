/**
 * The golden files of the factsheet: a page that a reviewer can open and a picture of each page on paper. The style
 * sheet, the fonts and the scripts are the same in all of them and stand beside them once.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chartLibrary, pageScript, stylesheet } from '../../reports/assets.ts';
import { documentPolicy } from '../../reports/document-policy.ts';

export const goldenFolder = join(import.meta.dirname, '..', 'golden');

/** What stands beside the pages, by file name. */
export const sharedParts: Record<string, string> = {
  'shared/factsheet.css': stylesheet,
  'shared/chart.js': chartLibrary,
  'shared/page.js': pageScript,
};

/** The document with its style sheet and scripts as files beside it, and without the policy that forbids those. */
export function toGolden(html: string): string {
  const swaps: [string, string][] = [
    [`<style>${stylesheet}</style>`, '<link rel="stylesheet" href="shared/factsheet.css">'],
    [`<script>${chartLibrary}</script>`, '<script src="shared/chart.js"></script>'],
    [`<script>${pageScript}</script>`, '<script src="shared/page.js"></script>'],
  ];
  const policy = /<meta http-equiv="Content-Security-Policy" content="[^"]*">\n/;
  if (documentPolicy === '' || !policy.test(html)) throw new Error('The document has no policy.');
  return swaps.reduce((page, [part, link]) => page.replace(part, () => link), html.replace(policy, ''));
}

/** The golden text of this name; undefined when it is not there. */
export async function readGolden(name: string): Promise<Buffer | undefined> {
  return readFile(join(goldenFolder, name)).catch(() => undefined);
}

export function pictureName(name: string, page: number): string {
  return `${name}-${page}.png`;
}
