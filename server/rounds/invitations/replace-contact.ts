/**
 * Another person of the same partner is asked instead. The first one's links stop working, and the new one has a link and
 * an empty questionnaire of its own: what the first typed is shown to nobody.
 */
import { type Acting, act } from '../../log/act.ts';
import { addPerson } from '../../partners/people/add-person.ts';
import { archivePerson } from '../../partners/people/archive-person.ts';
import type { TypedPerson } from '../../partners/people/person-fields.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { findInvitation } from './invitations.ts';
import { invitePeople } from './invite-people.ts';
import { listUninvited } from './invitees.ts';
import { revokeInvitation } from './revoke-invitation.ts';

export interface NewContact {
  /** Somebody who stands at the partner already; else a new person. */
  person: { id: string } | TypedPerson;
  /** The first person goes into the archive. */
  archives: boolean;
}

/** Refuses when the first person has sent answers, or when the other can't be invited. */
export function replaceContact(
  acting: Acting,
  invitationId: string,
  { person, archives }: NewContact,
): Promise<void> {
  return act(acting, async (change) => {
    const { roundId, partnerId } = await findInvitation(change.db, invitationId);
    // The network before the round, as whoever opens a round takes them.
    const id = 'id' in person ? person.id : await addPerson(change, partnerId, person);
    const { networkId } = await lockRunningRound(change.db, roundId);
    const { personId, submittedAt, revokedAt } = await findInvitation(change.db, invitationId);
    if (submittedAt) throw new Refusal(409, 'alreadyAnswered');
    if (revokedAt) throw new Refusal(409, 'invitationRevoked');
    await revokeInvitation(change, invitationId);
    const chosen = (await listUninvited(change.db, roundId)).filter(
      (one) => one.personId === id && one.partnerId === partnerId && id !== personId,
    );
    if (chosen.length === 0) throw refuseProblems([{ where: 'who', code: 'choosePeople' }]);
    if (archives && personId !== null) await archivePerson(change, personId);
    await invitePeople(change, { id: roundId, networkId }, chosen);
    await change.log({ action: 'rounds.contactReplaced', roundId, thingId: invitationId });
  });
}
