/** The card with the shares of a round, on the page of that round. */
import type { Language } from '../../../survey/texts.ts';
import { createDone } from '../../desk/done.ts';
import type { Share } from './shares.ts';
import { shareTexts } from './texts.ts';

/** What the desk shares. A mirror is not there: its link would show it to the coordinator who makes it. */
export const deskScopes = ['factsheet', 'overview', 'social-map'] as const;

/** How long a link works, to choose from; the third is what the form begins with. */
export const deskMonths = ['1', '3', '12', '24'] as const;

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
    months: deskMonths.map((value) => ({ value, label: t('shares.months', { count: Number(value) }) })),
    list: shares.flatMap(({ id, scope, createdAt, revokedAt, expiresAt }) =>
      scope === 'partner'
        ? []
        : [
            {
              what: t(`shares.scopes.${scope}`),
              createdAt,
              revokedAt,
              expiresAt,
              hasEnded: expiresAt <= new Date(),
              revocation: `/desk/shares/${id}/revocation`,
            },
          ],
    ),
  };
}
