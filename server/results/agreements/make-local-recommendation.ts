/** Writing a recommendation of the network's own. */
import { type Acting, act } from '../../log/act.ts';
import { checkLocalRecommendation, type LocalRecommendationInput } from './check-local-recommendation.ts';

/** Gives the id. */
export function makeLocalRecommendation(
  acting: Acting,
  networkId: string,
  input: LocalRecommendationInput,
): Promise<string> {
  return act(acting, async ({ db, log }) => {
    const values = checkLocalRecommendation(input);
    const { id } = await db
      .insertInto('localRecommendation')
      .values({ networkId, ...values })
      .returning('id')
      .executeTakeFirstOrThrow();
    await log({ action: 'agreements.ideaMade', networkId, thingId: id, note: values.action });
    return id;
  });
}
