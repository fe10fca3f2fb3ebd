/** The addresses of a share: a page, and a PDF where the result is a document. Here, because mails bring them too. */

/** What a share shows; 'partner': the mirror of one. */
export const scopes = ['overview', 'factsheet', 'partner', 'social-map'] as const;
export type Scope = (typeof scopes)[number];

export function linkShare(scope: Scope, token: string, publicUrl: string): { url: string; pdf?: string } {
  const url = `${publicUrl}/shares/${token}`;
  if (scope === 'overview') return { url };
  return { url, pdf: `${url}/${scope === 'social-map' ? 'social-map' : 'factsheet'}.pdf` };
}
