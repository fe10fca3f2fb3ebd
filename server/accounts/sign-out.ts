/** Signing out: of this browser, of another, or of all. */
import { endOwnSession, endSession, endSessions } from '../access/sessions.ts';
import { type Acting, act } from '../log/act.ts';
import { isId } from '../text/ids.ts';

/** Ends the session of this token; one that has ended stays so. */
export function signOut(acting: Acting, token: string): Promise<void> {
  return act(acting, async (change) => {
    if (await endSession(change.db, token)) await change.log({ action: 'accounts.signedOut' });
    else change.unchanged();
  });
}

/** Ends another session of the same account; one that has ended stays so. */
export function signOutElsewhere(acting: Acting, id: string, sessionId: string): Promise<void> {
  return act(acting, async (change) => {
    const isEnded = isId(sessionId) && (await endOwnSession(change.db, id, sessionId));
    if (isEnded) await change.log({ action: 'accounts.sessionEnded' });
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
