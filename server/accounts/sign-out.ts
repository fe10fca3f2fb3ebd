/** Signing out: of this browser, or of all. */
import { endSession, endSessions } from '../access/sessions.ts';
import { type Acting, act } from '../log/act.ts';

/** Ends the session of this token; one that has ended stays so. */
export function signOut(acting: Acting, token: string): Promise<void> {
  return act(acting, async (change) => {
    if (await endSession(change.db, token)) await change.log({ action: 'accounts.signedOut' });
    else change.unchanged();
  });
}

/** Ends all sessions of an account, if there are any. */
export function signOutEverywhere(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    if (await endSessions(change.db, id)) await change.log({ action: 'accounts.signedOutEverywhere' });
    else change.unchanged();
  });
}
