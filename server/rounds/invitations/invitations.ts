/** Invitations as they are listed: one person of one partner, never with the link. */

import type { Database } from '../../database/schema.ts';
import { notFound } from '../../text/refusal.ts';
import { findRound } from '../rounds.ts';
import { selectInvited } from './select-invited.ts';

/** An invitation with its token, for showing once. */
export interface NewInvitation {
  id: string;
  partner: string;
  name: string;
  person: string;
  token: string;
}

/** The invitations of a round, by partner and then in the order in which they were made; never their tokens. */
export async function listInvitations(db: Database, roundId: string) {
  await findRound(db, roundId);
  return selectInvited(db)
    .select([
      'invitation.id',
      'roundPartner.code as partner',
      'roundPartner.name',
      'invitation.person',
      'invitation.createdAt',
      'invitation.submittedAt',
      'invitation.revokedAt',
    ])
    .where('invitation.roundId', '=', roundId)
    .orderBy('roundPartner.name')
    .orderBy('roundPartner.code')
    .orderBy('invitation.id')
    .execute();
}

/** Of whom an invitation is; refuses one that does not exist. */
export async function findInvitation(db: Database, id: string) {
  const invitation = await selectInvited(db)
    .select(['invitation.roundId', 'invitation.partnerId', 'invitation.personId', 'invitation.person'])
    .select(['invitation.submittedAt', 'invitation.revokedAt'])
    .select(['roundPartner.code', 'roundPartner.name'])
    .where('invitation.id', '=', id)
    .executeTakeFirst();
  if (!invitation) throw notFound();
  return invitation;
}
