/** Withdraws every consent that a person gave: done by that person, or by a coordinator at their request. */
import { type Acting, act } from '../log/act.ts';
import { endConsents } from './consents.ts';
import { lockPerson } from './lock-person.ts';

/** Once more changes nothing. */
export function withdrawConsents(acting: Acting, personId: string): Promise<void> {
  return act(acting, async (change) => {
    const isChanged = await endConsents(change.db, { personId });
    const { networkId } = await lockPerson(change.db, personId);
    if (!isChanged) return change.unchanged();
    await change.log({ action: 'personData.consentsWithdrawn', networkId, thingId: personId });
  });
}
