/** Proving again who it is, for changes of how that is proved: whoever finds an open desk can't lock its owner out. */
import { confirmSession, type Session } from '../../access/sessions.ts';
import { type Acting, act } from '../../log/act.ts';
import { lockAccount } from '../lock-account.ts';
import type { Proof } from './app-codes.ts';
import { useFactor } from './use-factor.ts';

/** By a factor, or by the password that was found right. Was it right? Either way it is in the log. */
export function confirmOwner(
  acting: Acting,
  { id: sessionId, accountId }: Pick<Session, 'id' | 'accountId'>,
  proof: Proof | { isPasswordRight: boolean },
): Promise<boolean> {
  return act(acting, async (change) => {
    await lockAccount(change.db, accountId);
    const isRight =
      'isPasswordRight' in proof
        ? proof.isPasswordRight
        : (await useFactor(change, { accountId, sessionId }, proof)) !== undefined;
    await change.log(
      isRight
        ? { action: 'accounts.confirmed' }
        : { action: 'accounts.confirmFailed', refusal: 'wrongSecondStep' },
    );
    if (isRight) await confirmSession(change.db, sessionId);
    return isRight;
  });
}
