/** Mailing a person again who had stopped the mails: the coordinator asked, and undoes what only the person can do. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockPerson } from './lock-person.ts';

/** Doing it twice is the same as once. */
export function resumeMail(acting: Acting, personId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { wantsNoMail, network } = await lockPerson(db, personId);
    if (!wantsNoMail) return unchanged();
    await db
      .updateTable('person')
      .set({ unsubscribedAt: null, revision: sql`revision + 1` })
      .where('id', '=', personId)
      .execute();
    await log({ action: 'partners.mailWanted', networkId: network.id, thingId: personId });
  });
}
