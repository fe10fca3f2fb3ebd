/**
 * The Content-Security-Policy under which a document works as a web page: the scripts and styles inside it by their
 * hashes, fonts and pictures as data, and nothing from outside.
 */
import { createHash } from 'node:crypto';
import {
  comparisonStylesheet,
  networkMapScript,
  networkMapStylesheet,
  pageScript,
  slidesScript,
  slidesStylesheet,
  socialMapStylesheet,
  stylesheet,
} from './assets.ts';

interface Inside {
  scripts: readonly string[];
  styles: readonly string[];
  /** Where a form of the document may lead. */
  forms: "'none'" | "'self'";
}

const insides = {
  factsheet: { scripts: [pageScript], styles: [stylesheet], forms: "'none'" },
  comparison: { scripts: [pageScript], styles: [stylesheet, comparisonStylesheet], forms: "'none'" },
  /** It has a search form that leads to the page itself. */
  'social-map': { scripts: [pageScript], styles: [stylesheet, socialMapStylesheet], forms: "'self'" },
  /** It has a script of its own, which also does what forms would. */
  'network-map': {
    scripts: [networkMapScript, pageScript],
    styles: [stylesheet, networkMapStylesheet],
    forms: "'none'",
  },
  /** It has a script of its own that shows one slide at a time. */
  slides: { scripts: [slidesScript, pageScript], styles: [stylesheet, slidesStylesheet], forms: "'none'" },
} satisfies Record<string, Inside>;

export type DocumentKind = keyof typeof insides;

const known = new Map(
  Object.values<Inside>(insides)
    .flatMap(({ scripts, styles }) => [...scripts, ...styles])
    .map((source) => [source, hash(source)]),
);

/** The policy of a document of this kind that brings a last style sheet of its own; '' is none. */
export function makePolicy(kind: DocumentKind, lastStyle: string): string {
  const { scripts, styles, forms }: Inside = insides[kind];
  const list = (sources: readonly string[]) =>
    sources.map((source) => known.get(source) ?? hash(source)).join(' ');
  return [
    "default-src 'none'",
    `script-src ${list(scripts)}`,
    `style-src ${list(lastStyle === '' ? styles : [...styles, lastStyle])}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    `form-action ${forms}`,
  ].join('; ');
}

/** The policy that stands in this document, for whoever sends it. */
export function readPolicy(html: string): string {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
  if (policy === undefined) throw new Error('The document has no policy.');
  return policy;
}

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}
