/** The card with the shares of a round, on the page of that round. */
import type { Language } from '../../../survey/texts.ts';
import { createDone } from '../../desk/done.ts';
import type { Share } from './shares.ts';
import { shareTexts } from './texts.ts';

/** What the desk shares. A mirror is not there: its link would show it to the coordinator who makes it. */
export const deskScopes = ['factsheet', 'overview', 'social-map'] as const;

export const shareDone = createDone('shares');

declare module '../../web/views.ts' {
  interface DeskParts {
    'results/shares/round-card': { shares: ReturnType<typeof describeShares> };
  }
}

export function describeShares(
  { roundId, shares }: { roundId: string; shares: readonly Share[] },
  language: Language,
) {
  const t = shareTexts(language);
  return {
    action: `/desk/rounds/${roundId}/shares`,
    scopes: deskScopes.map((value) => ({ value, label: t(`shares.scopes.${value}`) })),
    list: shares.flatMap(({ id, scope, createdAt, revokedAt }) =>
      scope === 'partner'
        ? []
        : [
            {
              what: t(`shares.scopes.${scope}`),
              createdAt,
              revokedAt,
              revocation: `/desk/shares/${id}/revocation`,
            },
          ],
    ),
  };
}
