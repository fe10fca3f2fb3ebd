/**
 * The Content-Security-Policy under which a document works as a web page: the scripts and styles inside it by their
 * hashes, fonts and pictures as data, and nothing from outside.
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

/** For a comparison, which has one more script and style sheet. */
export const comparisonPolicy = allow(
  [chartLibrary, linesScript, pageScript],
  [stylesheet, comparisonStylesheet],
);

/** For a social map, which has no chart, and a search form that leads to the page itself. */
export const socialMapPolicy = allow([pageScript], [stylesheet, socialMapStylesheet], "'self'");
