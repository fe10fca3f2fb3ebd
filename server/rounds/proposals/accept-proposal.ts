/** The coordinator agrees: the colleague is asked instead, as with any other contact person. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { findInvitation } from '../invitations/invitations.ts';
import { replaceContact } from '../invitations/replace-contact.ts';
import { findProposal, nameProposed } from './proposals.ts';

/**
 * The first link stops, and who said not to be the right person goes into the archive. A colleague who stands at the
 * partner already is taken from there. Refuses when nobody was proposed, when it is not who was `seen`, and whatever
 * `replaceContact` refuses.
 */
export function acceptProposal(acting: Acting, invitationId: string, seen: string): Promise<void> {
  return act(acting, async (change) => {
    const proposal = await findProposal(change.db, invitationId);
    if (!proposal?.email) throw new Refusal(409, 'proposalGone');
    if (nameProposed(proposal) !== seen) throw new Refusal(409, 'proposalChanged');
    const { name, email, language } = proposal;
    const { partnerId } = await findInvitation(change.db, invitationId);
    const known = await change.db
      .selectFrom('person')
      .select('id')
      .where('partnerId', '=', partnerId)
      .where('archivedAt', 'is', null)
      .where('erasedAt', 'is', null)
      .where(sql<boolean>`lower(email) = lower(${email})`)
      .orderBy('id')
      .executeTakeFirst();
    await replaceContact(change, invitationId, {
      person: known ?? { name, email, language },
      archives: true,
    });
  });
}
