/** Recording what partners agreed on after a round. Its owner gets the link with which to say how it stands. */
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { type AgreementInput, checkAgreement } from './check-agreement.ts';
import { mailOwner } from './mail-owner.ts';

/** Gives the id. */
export function makeAgreement(acting: Acting, networkId: string, input: AgreementInput): Promise<string> {
  return act(acting, async (change) => {
    const { db } = change;
    const values = await checkAgreement(db, networkId, input);
    // It is about a result that somebody knows.
    await markSeen(db, values.roundId);
    const { id } = await db
      .insertInto('agreement')
      .values({ networkId, ...values })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { ownerId, roundId } = values;
    if (ownerId) await mailOwner(change, 'agreement', { agreementId: id, networkId, roundId, ownerId });
    await change.log({ action: 'agreements.made', networkId, thingId: id });
    return id;
  });
}
