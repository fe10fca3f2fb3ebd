/** The coordinator puts a proposal aside: the person stays the one who is asked. */
import { type Acting, act } from '../../log/act.ts';
import { findInvitation } from '../invitations/invitations.ts';

/** Doing it twice is the same as once. */
export function putAside(acting: Acting, invitationId: string): Promise<void> {
  return act(acting, async (change) => {
    const { roundId } = await findInvitation(change.db, invitationId);
    const { numDeletedRows } = await change.db
      .deleteFrom('contactProposal')
      .where('invitationId', '=', invitationId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) change.unchanged();
    else await change.log({ action: 'rounds.proposalPutAside', roundId, thingId: invitationId });
  });
}
