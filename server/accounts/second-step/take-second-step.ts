/** From half signed in to signed in: by taking the second step, or by setting one up where there is none yet. */
import { addSession, type Browser, endSession, type HalfSession } from '../../access/sessions.ts';
import { type Acting, act, type OngoingChange } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { storePassword } from '../change-password.ts';
import { lockAccount } from '../lock-account.ts';
import { type NewFactor, storeFactor } from './add-factor.ts';
import type { Proof } from './app-codes.ts';
import { useFactor } from './use-factor.ts';

/** The token of the new session; undefined when the proof was wrong, which is in the log then. */
export function takeSecondStep(
  acting: Acting,
  half: HalfSession,
  proof: Proof,
  browser: Browser,
): Promise<string | undefined> {
  return act(asOwner(acting, half), async (change) => {
    await lockAccount(change.db, half.accountId);
    const provedBy = await useFactor(change, { ...half, sessionId: half.id }, proof);
    if (provedBy === undefined) {
      await change.log({ action: 'accounts.secondStepFailed', refusal: 'wrongSecondStep' });
      return undefined;
    }
    await change.log(
      provedBy === 'recovery'
        ? { action: 'accounts.recoveryCodeUsed' }
        : { action: 'accounts.secondStepTaken', note: provedBy },
    );
    return becomeWhole(change, half, browser);
  });
}

/**
 * The token of the new session, and the recovery codes. Refuses what is wrong, and an account that got a second step
 * meanwhile: whoever has only the password would set up a second one beside it.
 */
export function setUpSecondStep(
  acting: Acting,
  half: HalfSession,
  form: NewFactor,
  browser: Browser,
): Promise<{ token: string; codes: string[] }> {
  return act(asOwner(acting, half), async (change) => {
    const codes = await storeFactor(change, { ...half, sessionId: half.id }, form);
    if (codes === undefined) throw new Refusal(409, 'signInAgain');
    return { token: await becomeWhole(change, half, browser), codes };
  });
}

const asOwner = (acting: Acting, { accountId }: HalfSession): Acting => ({
  ...acting,
  actor: { kind: 'account', accountId },
});

/** Another token from here on. Refuses a half session that ended meanwhile: its account was closed or reset. */
async function becomeWhole(
  { db, log }: OngoingChange,
  { accountId, newPasswordHash }: HalfSession,
  browser: Browser,
): Promise<string> {
  if (!browser.earlierToken || !(await endSession(db, browser.earlierToken)))
    throw new Refusal(409, 'signInAgain');
  if (newPasswordHash !== null) {
    await storePassword(db, accountId, newPasswordHash);
    await log({ action: 'accounts.passwordChanged' });
  }
  return addSession(db, accountId, browser);
}
