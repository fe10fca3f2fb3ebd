/** Shares: results behind links that end, and can be withdrawn. Only a hash of a token is stored. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { Scope } from '../../web/link-share.ts';
import { hashToken } from '../../web/token.ts';

export interface Share {
  id: string;
  scope: Scope;
  /** The partner's code; only for the scope 'partner'. */
  partner: string | null;
  createdAt: Date;
  revokedAt: Date | null;
  /** From then on it opens nothing. */
  expiresAt: Date;
}

/** What a link opens. */
export type OpenedShare = Pick<Share, 'scope' | 'partner'> & {
  roundId: string;
  /** Of the person to whom it was mailed; null when nobody or everybody may have got it. */
  language: Language | null;
};

/** The shares of a round in the order in which they were made. */
export async function listShares(db: Database, roundId: string): Promise<Share[]> {
  await findRound(db, roundId);
  return selectShares(db)
    .select(['share.id', 'share.createdAt', 'share.revokedAt', 'share.expiresAt'])
    .where('share.roundId', '=', roundId)
    .orderBy('share.id')
    .execute();
}

/** What a token opens; undefined when it never was one, was withdrawn or has ended. */
export async function findShare(db: Database, token: string): Promise<OpenedShare | undefined> {
  return selectShares(db)
    .leftJoin('mail', 'mail.shareId', 'share.id')
    .leftJoin('person', 'person.id', 'mail.personId')
    .select(['share.roundId', 'person.language'])
    .where('share.tokenHash', '=', hashToken(token))
    .where(works)
    .executeTakeFirst();
}

/**
 * The fullest result of a closed round that a link shows to whoever has it; undefined when there is no such link, or none
 * that works. A mirror is for one partner, and the social map no result.
 */
export async function findSharedResult(
  db: Database,
  roundId: string,
): Promise<'factsheet' | 'overview' | undefined> {
  const shares = await selectShares(db)
    .innerJoin('round', 'round.id', 'share.roundId')
    .where('share.roundId', '=', roundId)
    .where('share.scope', 'in', ['factsheet', 'overview'])
    .where('round.closedAt', 'is not', null)
    .where(works)
    .execute();
  return (['factsheet', 'overview'] as const).find((one) => shares.some(({ scope }) => scope === one));
}

/** It was not withdrawn and has not ended. */
const works = sql<boolean>`(share.revoked_at IS NULL AND share.expires_at > now())`;

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
