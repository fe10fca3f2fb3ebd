/**
 * The golden files of factsheets, comparisons, discussion sheets and the social map: a page that a reviewer can open and a picture of each page on paper. The style
 * sheet, the fonts and the scripts are the same in all of them and stand beside them once.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  comparisonStylesheet,
  pageScript,
  socialMapStylesheet,
  stylesheet,
} from '../../reports/document/assets.ts';
import { readPolicy } from '../../reports/document/document-policy.ts';
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import { comparisonCases } from './comparison-cases.ts';
import { goldenCases } from './factsheet-inputs.ts';
import { socialMapGoldenCases } from './social-map-inputs.ts';

export const goldenFolder = join(import.meta.dirname, '..', 'golden');

/** What stands beside the pages, by file name. */
export const sharedParts: Record<string, string> = {
  'shared/factsheet.css': stylesheet,
  'shared/comparison.css': comparisonStylesheet,
  'shared/social-map.css': socialMapStylesheet,
  'shared/page.js': pageScript,
};

/**
 * The document with its style sheet and scripts as files beside it, and without the policy that forbids those. Of fonts
 * for more than Latin it keeps what they are for.
 */
export function toGolden(html: string): string {
  const swaps: [string, string][] = [
    [`<style>${stylesheet}</style>`, '<link rel="stylesheet" href="shared/factsheet.css">'],
    [`<style>${comparisonStylesheet}</style>`, '<link rel="stylesheet" href="shared/comparison.css">'],
    [`<style>${socialMapStylesheet}</style>`, '<link rel="stylesheet" href="shared/social-map.css">'],
    [`<script>${pageScript}</script>`, '<script src="shared/page.js"></script>'],
  ];
  const policy = `<meta http-equiv="Content-Security-Policy" content="${readPolicy(html)}">\n`;
  return swaps
    .reduce((page, [part, link]) => page.replace(part, () => link), html.replace(policy, ''))
    .replaceAll(/(url\(data:font\/woff2;base64,)[^)]*/g, '$1');
}

/** The golden text of this name; undefined when it is not there. */
export async function readGolden(name: string): Promise<Buffer | undefined> {
  return readFile(join(goldenFolder, name)).catch(() => undefined);
}

export function pictureName(name: string, page: number): string {
  return `${name}-${page}.png`;
}

/** The documents that are kept as they look on paper, by name. */
export const picturedCases: Record<string, () => string> = {
  ...Object.fromEntries(
    Object.entries(goldenCases).map(([name, makeInput]) => [name, () => renderFactsheet(makeInput())]),
  ),
  ...comparisonCases,
  'social-map': socialMapGoldenCases['social-map']!,
};
