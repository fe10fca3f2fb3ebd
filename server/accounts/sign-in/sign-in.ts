/** Signing in, however it was proved who it is: a new session, and a line in the log by that account. */
import { addSession, endSession } from '../../access/sessions.ts';
import { type Acting, act } from '../../log/act.ts';
import type { NewLine } from '../../log/lines.ts';

/** Gives the token of the new session. The one that the browser had ends. */
export function signIn(
  acting: Acting,
  accountId: string,
  line: NewLine,
  earlierToken: string | undefined,
): Promise<string> {
  return act({ ...acting, actor: { kind: 'account', accountId } }, async (change) => {
    if (earlierToken !== undefined) await endSession(change.db, earlierToken);
    await change.log(line);
    return addSession(change.db, accountId);
  });
}
