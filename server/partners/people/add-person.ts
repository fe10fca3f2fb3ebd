/** Adding a person to a partner. */
import { type Acting, act } from '../../log/act.ts';
import { refuseProblems } from '../../text/problems.ts';
import { lockPartner } from '../lock-partner.ts';
import { insertPerson } from './insert-person.ts';
import { checkKnownAddress, checkPersonFields, type TypedPerson, tidyPerson } from './person-fields.ts';

/** Adds it and gives its id. One in the archive of this partner comes back, as `insertPerson` says. */
export function addPerson(acting: Acting, partnerId: string, typed: TypedPerson): Promise<string> {
  return act(acting, async ({ db, log }) => {
    const person = tidyPerson(typed);
    const { networkId } = await lockPartner(db, partnerId);
    const problems = [
      ...checkPersonFields(person),
      ...(await checkKnownAddress(db, { networkId, ...person })),
    ];
    if (problems.length > 0) throw refuseProblems(problems);
    const id = await insertPerson(db, partnerId, person);
    await log({ action: 'partners.personAdded', networkId, thingId: id });
    return id;
  });
}
