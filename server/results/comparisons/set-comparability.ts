/** Agreeing that a network is compared with those of other municipalities, or taking that back. */
import { type Acting, act } from '../../log/act.ts';
import { notFound } from '../../text/refusal.ts';

/** Once more changes nothing. */
export function setComparability(acting: Acting, networkId: string, isComparable: boolean): Promise<void> {
  return act(acting, async (change) => {
    const network = await change.db
      .selectFrom('network')
      .select('sharesComparison')
      .where('id', '=', networkId)
      .forUpdate()
      .executeTakeFirst();
    if (!network) throw notFound();
    if (network.sharesComparison === isComparable) return change.unchanged();
    await change.db
      .updateTable('network')
      .set({ sharesComparison: isComparable })
      .where('id', '=', networkId)
      .execute();
    await change.log({ action: isComparable ? 'comparisons.agreed' : 'comparisons.withdrawn', networkId });
  });
}
