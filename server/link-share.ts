/** The addresses of a share: a page, and a PDF where the result is a factsheet. */
import type { Scope } from './queries/shares.ts';

export function linkShare(scope: Scope, token: string, publicUrl: string): { url: string; pdf?: string } {
  const url = `${publicUrl}/shares/${token}`;
  return scope === 'overview' ? { url } : { url, pdf: `${url}/factsheet.pdf` };
}
