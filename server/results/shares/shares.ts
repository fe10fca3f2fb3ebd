/** Shares: a result behind a link that can be withdrawn. Only a hash of its token is stored. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { findRound } from '../../rounds/rounds.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { refuseProblems } from '../../text/problems.ts';
import { notFound } from '../../text/refusal.ts';
import { hashToken, makeToken } from '../../web/token.ts';

export const scopes = ['overview', 'factsheet', 'partner', 'social-map'] as const;
export type Scope = (typeof scopes)[number];

export interface Share {
  roundId: string;
  scope: Scope;
  /** The partner's code; only for the scope 'partner'. */
  partner: string | null;
}

/** Makes a share and gives its token, for showing once. Refuses a partner that is not in the round. */
export async function addShare(
  db: Database,
  roundId: string,
  wish: { scope: Scope; partner?: string },
): Promise<{ id: string; token: string }> {
  await findRound(db, roundId);
  if (wish.scope === 'partner' && wish.partner === undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerNeeded' }]);
  }
  if (wish.scope !== 'partner' && wish.partner !== undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerTooMany' }]);
  }
  const partnerId = wish.partner === undefined ? null : await findPartnerId(db, roundId, wish.partner);
  const token = makeToken();
  const { id } = await db
    .insertInto('share')
    .values({ roundId, scope: wish.scope, partnerId, tokenHash: hashToken(token) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token };
}

/** The shares of a round in the order in which they were made; never their tokens. */
export async function listShares(db: Database, roundId: string) {
  await findRound(db, roundId);
  return selectShares(db)
    .select(['share.id', 'share.createdAt', 'share.revokedAt'])
    .where('share.roundId', '=', roundId)
    .orderBy('share.id')
    .execute();
}

/** Withdraws a share: its link stops working, for good. */
export async function revokeShare(db: Database, id: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('share')
    .set({ revokedAt: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound();
}

/** What a token opens; undefined when it never was one or was withdrawn. */
export async function findShare(db: Database, token: string): Promise<Share | undefined> {
  return selectShares(db)
    .select('share.roundId')
    .where('share.tokenHash', '=', hashToken(token))
    .where('share.revokedAt', 'is', null)
    .executeTakeFirst();
}

function selectShares(db: Database) {
  return db
    .selectFrom('share')
    .leftJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'share.roundId')
        .onRef('roundPartner.partnerId', '=', 'share.partnerId'),
    )
    .select(['share.scope', 'roundPartner.code as partner']);
}

async function findPartnerId(db: Database, roundId: string, wish: string): Promise<string> {
  const partner = tidyText(wish);
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
