/** Recording what partners agreed on after a round. */
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { type AgreementInput, checkAgreement } from './check-agreement.ts';

/** Gives the id. */
export function makeAgreement(acting: Acting, networkId: string, input: AgreementInput): Promise<string> {
  return act(acting, async ({ db, log }) => {
    const values = await checkAgreement(db, networkId, input);
    // It is about a result that somebody knows.
    await markSeen(db, values.roundId);
    const { id } = await db
      .insertInto('agreement')
      .values({ networkId, ...values })
      .returning('id')
      .executeTakeFirstOrThrow();
    await log({ action: 'agreements.made', networkId, thingId: id });
    return id;
  });
}
