/** Adding a partner to a network, with its first person when that is filled in. */
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { refuseProblems } from '../text/problems.ts';
import { makeCode } from './make-code.ts';
import { checkSameName, readPartnerFields, type TypedPartner } from './partner-fields.ts';
import { insertPerson } from './people/insert-person.ts';
import {
  checkKnownAddress,
  checkPersonFields,
  type TypedPerson,
  tidyPerson,
} from './people/person-fields.ts';

/** Adds it and gives its id. Refuses a name or an address that is in the network already. */
export function addPartner(
  acting: Acting,
  networkId: string,
  typed: TypedPartner,
  somebody: TypedPerson = { name: '', email: '', language: 'nl' },
): Promise<string> {
  return act(acting, async ({ db, log }) => {
    const { values, problems } = readPartnerFields(typed);
    const person = tidyPerson(somebody);
    const hasPerson = person.name !== '' || person.email !== '';
    if (hasPerson) problems.push(...checkPersonFields(person));
    await lockNetwork(db, networkId);
    problems.push(...(await checkSameName(db, { networkId, name: values.name })));
    problems.push(...(await checkKnownAddress(db, { networkId, ...person })));
    if (problems.length > 0) throw refuseProblems(problems);
    const stored = await db.selectFrom('partner').select('code').where('networkId', '=', networkId).execute();
    const code = makeCode(values.name, new Set(stored.map((partner) => partner.code.toLowerCase())));
    const { id } = await db
      .insertInto('partner')
      .values({ networkId, code, ...values })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (hasPerson) await insertPerson(db, id, person);
    await log({ action: 'partners.added', networkId, thingId: id, note: values.name });
    return id;
  });
}
