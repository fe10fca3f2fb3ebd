/** Writes a wrong password, or a mail address without an account, to the log. */
import { type Acting, act } from '../../log/act.ts';

/** Writes the line of a visitor, and whose account was tried when it is there. */
export function logFailedSignIn(acting: Acting, accountId: string | undefined): Promise<void> {
  return act({ ...acting, actor: { kind: 'visitor', accountId } }, (change) =>
    change.log({ action: 'accounts.signInFailed' }),
  );
}
