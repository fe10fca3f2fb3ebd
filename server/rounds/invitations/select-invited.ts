/** Invitations beside their partner as it was called when the round opened: the begin of many a query. */
import type { Database } from '../../database/schema.ts';

export function selectInvited(db: Database) {
  return db
    .selectFrom('invitation')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    );
}
