/** Changing the name, address and language of a person. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockPerson } from './lock-person.ts';
import { checkKnownAddress, checkPersonFields, type TypedPerson, tidyPerson } from './person-fields.ts';

/**
 * Refuses an address that somebody else in the network has, and a change by somebody else after this revision. Another
 * address is no longer known to fail.
 */
export function changePerson(
  acting: Acting,
  personId: string,
  typed: TypedPerson & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const { name, email: address, language } = tidyPerson(typed);
    const { network, partner } = await lockPerson(db, personId);
    const problems = [
      ...checkPersonFields({ name, email: address, language }),
      ...(await checkKnownAddress(db, { networkId: network.id, email: address, personId })),
      ...(await checkArchivedAddress(db, { partnerId: partner.id, email: address, personId })),
    ];
    if (problems.length > 0) throw refuseProblems(problems);
    const email = address === '' ? null : address;
    const changed = await db
      .updateTable('person')
      .set({
        name,
        email,
        language,
        revision: typed.revision + 1,
        addressFailsAt: sql`CASE WHEN email = ${email} THEN address_fails_at END`,
      })
      .where('id', '=', personId)
      .where('revision', '=', typed.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await log({ action: 'partners.personChanged', networkId: network.id, thingId: personId });
  });
}

/** Somebody in the archive of this partner has the address: that one can be brought back. */
async function checkArchivedAddress(
  db: Database,
  { partnerId, email, personId }: { partnerId: string; email: string; personId: string },
): Promise<Problem[]> {
  const archived = await db
    .selectFrom('person')
    .select('id')
    .where('partnerId', '=', partnerId)
    .where('id', '<>', personId)
    .where('archivedAt', 'is not', null)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .executeTakeFirst();
  return archived ? [{ where: 'email', code: 'archivedAddress' }] : [];
}
