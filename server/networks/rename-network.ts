/** Giving a network another name. */
import { type Acting, act } from '../log/act.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { lockNetwork } from './networks.ts';

/** Refuses the name of another network of the municipality, and a change by somebody else after this revision. */
export function renameNetwork(
  acting: Acting,
  networkId: string,
  typed: { name: string; revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const name = tidyText(typed.name);
    const problems: Problem[] = checkText('name', name);
    await lockNetwork(db, networkId);
    const other = await db
      .selectFrom('network')
      .innerJoin('network as same', 'same.municipalityId', 'network.municipalityId')
      .select('same.id')
      .where('network.id', '=', networkId)
      .where('same.id', '<>', networkId)
      .where('same.name', '=', name)
      .executeTakeFirst();
    if (other) problems.push({ where: 'name', code: 'doubleNetwork', values: { name } });
    if (problems.length > 0) throw refuseProblems(problems);
    const changed = await db
      .updateTable('network')
      .set({ name, revision: typed.revision + 1 })
      .where('id', '=', networkId)
      .where('revision', '=', typed.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await log({ action: 'networks.renamed', networkId, thingId: networkId, note: name });
  });
}
