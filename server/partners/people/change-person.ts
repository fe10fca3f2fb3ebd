/** Changing the name, address and language of a person. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockPerson } from './lock-person.ts';
import { checkKnownAddress, checkPersonFields, type TypedPerson, tidyPerson } from './person-fields.ts';

/**
 * Refuses another address when somebody else in the network has it, unless they share it, and a change by somebody else
 * after this revision. Another address is no longer known to fail.
 */
export function changePerson(
  acting: Acting,
  personId: string,
  typed: TypedPerson & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const person = tidyPerson(typed);
    const { name, email: address, language } = person;
    const { network, email: stored } = await lockPerson(db, personId);
    const isSame = foldMailAddress(stored ?? '') === foldMailAddress(address);
    const problems = [
      ...checkPersonFields(person),
      ...(isSame ? [] : await checkKnownAddress(db, { ...person, networkId: network.id, personId })),
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
        // With another address it is somebody else, or asked to be reached there.
        staysHere: isSame ? sql`stays_here` : false,
      })
      .where('id', '=', personId)
      .where('revision', '=', typed.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await log({ action: 'partners.personChanged', networkId: network.id, thingId: personId });
  });
}
