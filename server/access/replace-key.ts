/** A new key for programs that use the API: the one before it no longer opens anything. */
import { type Acting, act } from '../log/act.ts';
import { hashToken, makeToken } from '../web/token.ts';

/** Gives the key, to show once. */
export function replaceKey(acting: Acting): Promise<string> {
  return act(acting, async (change) => {
    const key = makeToken();
    await change.db.deleteFrom('operatorKey').execute();
    await change.db
      .insertInto('operatorKey')
      .values({ keyHash: hashToken(key) })
      .execute();
    await change.log({ action: 'desk.keyReplaced' });
    return key;
  });
}
