/** The addresses of a shared result: a page, and a PDF where it is a document. Mails, pages and the shell name them. */
import type { Schema } from '../database/schema.ts';

export function linkShare(
  scope: Schema['share']['scope'],
  token: string,
  publicUrl: string,
): { url: string; pdf?: string } {
  const url = `${publicUrl}/shares/${token}`;
  if (scope === 'overview') return { url };
  return { url, pdf: `${url}/${scope === 'social-map' ? 'social-map' : 'factsheet'}.pdf` };
}
