/** Removing an agreement. Factsheets of rounds that closed keep it. */
import { type Acting, act } from '../../log/act.ts';
import { lockEntry } from './lock-entry.ts';

export function removeAgreement(acting: Acting, id: string): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const { networkId } = await lockEntry(db, 'agreement', id);
    const links = db.selectFrom('agreementLink').select('id').where('agreementId', '=', id);
    await db
      .updateTable('mail')
      .set({ agreementLinkId: null })
      .where('agreementLinkId', 'in', links)
      .execute();
    await db.deleteFrom('agreementLink').where('agreementId', '=', id).execute();
    await db.deleteFrom('agreement').where('id', '=', id).execute();
    await log({ action: 'agreements.removed', networkId, thingId: id });
  });
}
