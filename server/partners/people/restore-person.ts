/** Bringing a person back from the archive. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { refuseProblems } from '../../text/problems.ts';
import { lockPerson } from './lock-person.ts';
import { checkKnownAddress } from './person-fields.ts';

/** Refuses when somebody else in the network got its address meanwhile. Twice is the same as once. */
export function restorePerson(acting: Acting, personId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { archived, email, network } = await lockPerson(db, personId);
    if (!archived) return unchanged();
    const problems = await checkKnownAddress(db, { networkId: network.id, email: email ?? '', personId });
    if (problems.length > 0) throw refuseProblems(problems);
    await db
      .updateTable('person')
      .set({ archivedAt: null, revision: sql`revision + 1` })
      .where('id', '=', personId)
      .execute();
    await log({ action: 'partners.personReturned', networkId: network.id, thingId: personId });
  });
}
