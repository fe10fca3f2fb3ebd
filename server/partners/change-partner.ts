/** Changing the name, kind and size of a partner. */
import { type Acting, act } from '../log/act.ts';
import { refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { lockPartner } from './lock-partner.ts';
import { checkSameName, readPartnerFields, type TypedPartner } from './partner-fields.ts';

/** Refuses the name of another partner, and a change by somebody else after this revision. */
export function changePartner(
  acting: Acting,
  partnerId: string,
  typed: TypedPartner & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const { values, problems } = readPartnerFields(typed);
    const { networkId } = await lockPartner(db, partnerId);
    problems.push(...(await checkSameName(db, { networkId, name: values.name, id: partnerId })));
    if (problems.length > 0) throw refuseProblems(problems);
    const changed = await db
      .updateTable('partner')
      .set({ ...values, revision: typed.revision + 1 })
      .where('id', '=', partnerId)
      .where('revision', '=', typed.revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await log({ action: 'partners.changed', networkId, thingId: partnerId, note: values.name });
  });
}
