/** What a link to the choosing opens: one person who answered in one round, with the points that it chose. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { hashToken } from '../../web/token.ts';

export interface OpenedBallot {
  id: string;
  roundId: string;
  partner: string;
  /** Of the person to whom it was mailed. */
  language: Language | null;
  /** The ids of the chosen facets. */
  chosen: string[];
}

/** Undefined when there never was such a link, it has ended, or the invitation was withdrawn. */
export async function findBallot(db: Database, token: string): Promise<OpenedBallot | undefined> {
  return db
    .selectFrom('ballot')
    .innerJoin('invitation', 'invitation.id', 'ballot.invitationId')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    )
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .leftJoin('person', 'person.id', 'invitation.personId')
    .select(['ballot.id', 'invitation.roundId', 'roundPartner.name as partner', 'person.language'])
    .select(
      sql<string[]>`array(SELECT facet FROM vote WHERE ballot_id = ballot.id ORDER BY facet)`.as('chosen'),
    )
    .where('ballot.tokenHash', '=', hashToken(token))
    .where('ballot.expiresAt', '>', sql<Date>`now()`)
    .where('invitation.revokedAt', 'is', null)
    .where('round.closedAt', 'is not', null)
    .executeTakeFirst();
}
