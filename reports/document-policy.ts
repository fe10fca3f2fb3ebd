/**
 * The Content-Security-Policy under which a factsheet works as a web page: the scripts and styles that stand in it
 * by their hashes, fonts and pictures as data, and nothing from outside.
 */
import { createHash } from 'node:crypto';
import { chartLibrary, pageScript, stylesheet } from './assets.ts';

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

export const documentPolicy = [
  "default-src 'none'",
  `script-src ${hash(chartLibrary)} ${hash(pageScript)}`,
  `style-src ${hash(stylesheet)}`,
  'font-src data:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
