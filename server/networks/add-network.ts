/** Making a network, in a municipality that is known or in one that is new. It starts with the municipality's texts. */
import type { Database } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { isId } from '../text/ids.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { findMunicipalityTexts, lockMunicipality } from './municipality-texts.ts';

export interface NewNetwork {
  name: string;
  /** One that is there, by its id, or any other by its code. */
  municipality: { id: string } | { code: string; name: string };
  madeUp?: boolean | undefined;
  /** Whose own it is from then on. */
  coordinatorId?: string | undefined;
}

/** Makes a network, and its municipality when that is new. Gives its id. Refuses a name that is there already. */
export function addNetwork(acting: Acting, typed: NewNetwork): Promise<string> {
  return act(acting, async ({ db, log }) => {
    const name = tidyText(typed.name);
    const problems = checkText('name', name);
    const municipalityId = await findOrAddMunicipality(db, typed.municipality, problems);
    if (problems.length > 0 || municipalityId === undefined) throw refuseProblems(problems);
    await lockMunicipality(db, municipalityId);
    const { texts } = await findMunicipalityTexts(db, municipalityId);
    const network = await db
      .insertInto('network')
      .values({ ...texts, municipalityId, name, madeUp: typed.madeUp ?? false })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!network) throw refuseProblems([{ where: 'name', code: 'doubleNetwork', values: { name } }]);
    const networkId = network.id;
    if (typed.coordinatorId !== undefined) {
      await db.insertInto('accountNetwork').values({ accountId: typed.coordinatorId, networkId }).execute();
    }
    await log({ action: 'networks.made', networkId, thingId: networkId, note: name });
    return networkId;
  });
}

/** The id of a municipality; undefined when something is wrong with it, with the problems added. */
async function findOrAddMunicipality(
  db: Database,
  asked: NewNetwork['municipality'],
  problems: Problem[],
): Promise<string | undefined> {
  if ('id' in asked) {
    const known = isId(asked.id)
      ? await db.selectFrom('municipality').select('id').where('id', '=', asked.id).executeTakeFirst()
      : undefined;
    if (!known) problems.push({ where: 'municipality', code: 'chooseMunicipality' });
    return known?.id;
  }
  const code = asked.code.trim().toUpperCase();
  const name = tidyText(asked.name);
  const wrong: Problem[] = [
    ...(/^GM\d{4}$/.test(code) ? [] : [{ where: 'municipality/code', code: 'municipalityCode' } as const]),
    ...checkText('municipality/name', name),
  ];
  problems.unshift(...wrong);
  if (wrong.length > 0) return undefined;
  await db
    .insertInto('municipality')
    .values({ code, name })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
  const stored = await db
    .selectFrom('municipality')
    .select(['id', 'name'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  if (stored.name !== name) {
    problems.push({
      where: 'municipality/name',
      code: 'otherMunicipality',
      values: { code, name: stored.name },
    });
  }
  return stored.id;
}
