/** Rewriting an agreement. A new owner gets the link with which to say how it stands. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { type AgreementInput, checkAgreement } from './check-agreement.ts';
import { lockEntry, requireRevision } from './lock-entry.ts';
import { mailOwner } from './mail-owner.ts';

/** Refuses when somebody else changed it after this revision. */
export function changeAgreement(
  acting: Acting,
  id: string,
  { revision, ...input }: AgreementInput & { revision: number },
): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const stored = await lockEntry(db, 'agreement', id);
    const values = await checkAgreement(db, stored.networkId, input);
    requireRevision(stored, revision);
    await markSeen(db, values.roundId);
    const before = await db
      .selectFrom('agreement')
      .select(['ownerId', sql<string>`by_when::text`.as('byWhen')])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { ownerId, roundId } = values;
    const isNewOwner = ownerId !== before.ownerId;
    await db
      .updateTable('agreement')
      .set({ ...values, revision: revision + 1 })
      // Who has another day, or an owner who was not reminded yet, is reminded again.
      .$if(isNewOwner || values.byWhen !== before.byWhen, (query) => query.set({ remindedAt: null }))
      // What another partner said of it is not what this one says.
      .$if(isNewOwner, (query) => query.set({ standing: '', stoodAt: null, stoodBy: null }))
      .where('id', '=', id)
      .execute();
    const { networkId } = stored;
    if (ownerId && isNewOwner)
      await mailOwner(change, 'agreement', { agreementId: id, networkId, roundId, ownerId });
    await change.log({ action: 'agreements.changed', networkId, thingId: id });
  });
}
