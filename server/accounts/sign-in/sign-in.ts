/** Signing in, however it was proved who it is: a new session, and a line in the log by that account. */
import { addSession, endSession } from '../../access/sessions.ts';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import type { NewLine } from '../../log/lines.ts';
import { Refusal } from '../../text/refusal.ts';

export interface SigningIn {
  id: string;
  /** The password that was found right; undefined when it was another way. */
  passwordHash?: string | null;
}

/**
 * Gives the token of the new session. The one that the browser had ends. Refuses an account that was closed, or got
 * another password, since it was looked at.
 */
export function signIn(
  acting: Acting,
  account: SigningIn,
  line: NewLine,
  earlierToken: string | undefined,
): Promise<string> {
  return act({ ...acting, actor: { kind: 'account', accountId: account.id } }, async (change) => {
    await lockOpenAccount(change.db, account);
    if (earlierToken !== undefined) await endSession(change.db, earlierToken);
    await change.log(line);
    return addSession(change.db, account.id);
  });
}

/** What ends sessions holds the account too: a session is made before that, and ended, or not at all. */
async function lockOpenAccount(db: Database, { id, passwordHash }: SigningIn): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select(['passwordHash', 'disabledAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const isSame = passwordHash === undefined || account?.passwordHash === passwordHash;
  if (!account || account.disabledAt || !isSame) throw new Refusal(401, 'wrongSignIn');
}
