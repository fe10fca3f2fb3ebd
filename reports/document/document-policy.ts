/**
 * The Content-Security-Policy under which a factsheet works as a web page: the scripts and styles that stand in it
 * by their hashes, fonts and pictures as data, and nothing from outside.
 */
import { createHash } from 'node:crypto';
import {
  chartLibrary,
  comparisonStylesheet,
  linesScript,
  pageScript,
  socialMapStylesheet,
  stylesheet,
} from './assets.ts';

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

function allow(scripts: readonly string[], styles: readonly string[], forms = "'none'"): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')}`,
    `style-src ${styles.map(hash).join(' ')}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    `form-action ${forms}`,
  ].join('; ');
}

export const documentPolicy = allow([chartLibrary, pageScript], [stylesheet]);

/** Of a comparison, which has a script and a style sheet more. */
export const comparisonPolicy = allow(
  [chartLibrary, linesScript, pageScript],
  [stylesheet, comparisonStylesheet],
);

/** Of a social map, whose search form leads to the page itself. It has no chart. */
export const socialMapPolicy = allow([pageScript], [stylesheet, socialMapStylesheet], "'self'");
