/** Bringing a person back from the archive. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockPerson } from './lock-person.ts';

/** Brings it back; twice is the same as once. */
export function restorePerson(acting: Acting, personId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { archived, network } = await lockPerson(db, personId);
    if (!archived) return unchanged();
    await db
      .updateTable('person')
      .set({ archivedAt: null, revision: sql`revision + 1` })
      .where('id', '=', personId)
      .execute();
    await log({ action: 'partners.personReturned', networkId: network.id, thingId: personId });
  });
}
