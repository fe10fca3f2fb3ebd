/** Putting a person into the archive: new rounds do not invite them. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockPerson } from './lock-person.ts';

/** Doing it twice is the same as once. */
export function archivePerson(acting: Acting, personId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { archived, network } = await lockPerson(db, personId);
    if (archived) return unchanged();
    await db
      .updateTable('person')
      .set({ archivedAt: sql`now()`, revision: sql`revision + 1` })
      .where('id', '=', personId)
      .execute();
    await log({ action: 'partners.personArchived', networkId: network.id, thingId: personId });
  });
}
