/** Sharing a result: a link that shows it to whoever has it. Only a hash of its token is stored. */
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { findRound } from '../../rounds/rounds.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { refuseProblems } from '../../text/problems.ts';
import type { Scope } from '../../web/link-share.ts';
import { hashToken, makeToken } from '../../web/token.ts';

export interface NewShare {
  scope: Scope;
  /** The code of a partner; only with the scope 'partner'. */
  partner?: string | undefined;
}

/** Makes a share and gives its token, to show once. Refuses a partner that is not in the round. */
export function shareResult(
  acting: Acting,
  roundId: string,
  share: NewShare,
): Promise<{ id: string; token: string }> {
  return act(acting, async ({ db, log }) => {
    await findRound(db, roundId);
    const partnerId = await findPartnerId(db, roundId, share);
    const token = makeToken();
    const { id } = await db
      .insertInto('share')
      .values({ roundId, scope: share.scope, partnerId, tokenHash: hashToken(token) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await log({ action: 'shares.made', roundId, thingId: id });
    return { id, token };
  });
}

async function findPartnerId(
  db: Database,
  roundId: string,
  { scope, partner: typed }: NewShare,
): Promise<string | null> {
  if (scope === 'partner' && typed === undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerNeeded' }]);
  }
  if (scope !== 'partner' && typed !== undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerTooMany' }]);
  }
  if (typed === undefined) return null;
  const partner = tidyText(typed);
  const isCode = checkText('partner', partner).length === 0;
  const found = await db
    .selectFrom('roundPartner')
    .select('partnerId')
    .where('roundId', '=', roundId)
    .where('code', '=', isCode ? partner : '')
    .executeTakeFirst();
  if (!found) throw refuseProblems([{ where: 'partner', code: 'unknownPartner', values: { partner } }]);
  return found.partnerId;
}
