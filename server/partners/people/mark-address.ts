/** Marking that mail to the address of a person does not arrive, or that it arrives again. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockPerson } from './lock-person.ts';

/** Doing it twice is the same as once. */
export function markAddress(acting: Acting, personId: string, state: 'fails' | 'works'): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { addressFails, network } = await lockPerson(db, personId);
    const fails = state === 'fails';
    if (addressFails === fails) return unchanged();
    await db
      .updateTable('person')
      .set({ addressFailsAt: fails ? sql<Date>`now()` : null, revision: sql`revision + 1` })
      .where('id', '=', personId)
      .execute();
    const action = fails ? 'partners.addressFails' : 'partners.addressWorks';
    await log({ action, networkId: network.id, thingId: personId });
  });
}
