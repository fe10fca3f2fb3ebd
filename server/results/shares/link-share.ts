/** The addresses of a share: a page, and a PDF where the result is a document. */
import type { Scope } from './shares.ts';

export function linkShare(scope: Scope, token: string, publicUrl: string): { url: string; pdf?: string } {
  const url = `${publicUrl}/shares/${token}`;
  if (scope === 'overview') return { url };
  return { url, pdf: `${url}/${scope === 'social-map' ? 'social-map' : 'factsheet'}.pdf` };
}
