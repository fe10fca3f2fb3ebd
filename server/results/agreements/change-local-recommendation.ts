/** Rewriting a local recommendation. */
import { type Acting, act } from '../../log/act.ts';
import { checkLocalRecommendation, type LocalRecommendationInput } from './check-local-recommendation.ts';
import { lockEntry, requireRevision } from './lock-entry.ts';

/** Refuses when somebody else changed it after this revision. */
export function changeLocalRecommendation(
  acting: Acting,
  id: string,
  { revision, ...input }: LocalRecommendationInput & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const stored = await lockEntry(db, 'localRecommendation', id);
    const values = checkLocalRecommendation(input);
    requireRevision(stored, revision);
    await db
      .updateTable('localRecommendation')
      .set({ ...values, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    const { networkId } = stored;
    await log({ action: 'agreements.ideaChanged', networkId, thingId: id, note: values.action });
  });
}
