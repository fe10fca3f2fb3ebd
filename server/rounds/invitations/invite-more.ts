/** Inviting more people while a round runs; also those of partners that came later. */
import { type Acting, act } from '../../log/act.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { invitePeople } from './invite-people.ts';
import { listUninvited } from './invitees.ts';

/** Invites these people and gives how many of them were not invited yet. */
export function inviteMore(acting: Acting, roundId: string, personIds: readonly string[]): Promise<number> {
  return act(acting, async (change) => {
    const { networkId } = await lockRunningRound(change.db, roundId);
    // Of two coordinators who invite the same person at once, the second finds it invited.
    const chosen = new Set(personIds);
    const people = (await listUninvited(change.db, roundId)).filter(({ personId }) => chosen.has(personId));
    if (people.length === 0) change.unchanged();
    else {
      await invitePeople(change, { id: roundId, networkId }, people);
      await change.log({ action: 'rounds.invited', roundId, note: String(people.length) });
    }
    return people.length;
  });
}
