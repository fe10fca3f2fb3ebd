/** Signing out: of this browser, or of all. */
import { endSession, endSessions } from '../access/sessions.ts';
import { type Acting, act } from '../log/act.ts';

/** Ends the session of this token. */
export function signOut(acting: Acting, token: string): Promise<void> {
  return act(acting, async (change) => {
    await endSession(change.db, token);
    await change.log({ action: 'accounts.signedOut' });
  });
}

/** Ends all sessions of an account. */
export function signOutEverywhere(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    await endSessions(change.db, id);
    await change.log({ action: 'accounts.signedOutEverywhere' });
  });
}
