/** Rewriting an agreement. */
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { type AgreementInput, checkAgreement } from './check-agreement.ts';
import { lockEntry, requireRevision } from './lock-entry.ts';

/** Refuses when somebody else changed it after this revision. */
export function changeAgreement(
  acting: Acting,
  id: string,
  { revision, ...input }: AgreementInput & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const stored = await lockEntry(db, 'agreement', id);
    const values = await checkAgreement(db, stored.networkId, input);
    requireRevision(stored, revision);
    await markSeen(db, values.roundId);
    await db
      .updateTable('agreement')
      .set({ ...values, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    await log({ action: 'agreements.changed', networkId: stored.networkId, thingId: id });
  });
}
