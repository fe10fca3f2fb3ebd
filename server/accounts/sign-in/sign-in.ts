/**
 * Signing in, however it was proved who it is: a new session, and a line in the log by that account. Who has a second step
 * to take, or has one to set up, gets a half session that opens only that (`second-step/`). An OpenID provider asks for a
 * second step itself.
 */
import { addSession, type Browser, endSession } from '../../access/sessions.ts';
import type { Database, Role, SecondStepWait } from '../../database/schema.ts';
import { type Acting, act, type OngoingChange } from '../../log/act.ts';
import type { NewLine } from '../../log/lines.ts';
import { Refusal } from '../../text/refusal.ts';
import { storePassword } from '../change-password.ts';
import { listFactors, mustTakeSecondStep } from '../second-step/factors.ts';

export interface SigningIn {
  id: string;
  /** The password that was found right; undefined when it was another way. */
  passwordHash?: string | null;
  /** An OpenID provider, or the door of the example, vouches for all of it. */
  isProvenElsewhere?: boolean;
  /** A password that was chosen on the way in; behind a second step it counts once that is taken. */
  newPasswordHash?: string | undefined;
}

/** The token of the new session, and what it waits for. */
export interface Entered {
  token: string;
  waitsFor: SecondStepWait | null;
}

/**
 * Makes the new session. The one that the browser had ends. Refuses an account that was closed, or got
 * another password, since it was looked at.
 */
export function signIn(
  acting: Acting,
  account: SigningIn,
  line: NewLine,
  browser: Browser,
): Promise<Entered> {
  return act({ ...acting, actor: { kind: 'account', accountId: account.id } }, async (change) => {
    const role = await lockOpenAccount(change.db, account);
    if (browser.earlierToken !== undefined) await endSession(change.db, browser.earlierToken);
    const hasFactor = (await listFactors(change.db, account.id)).length > 0;
    const waitsFor = account.isProvenElsewhere ? null : findWait(change, hasFactor, role);
    await change.log(line);
    if (waitsFor !== null) await change.log({ action: 'accounts.secondStepAsked' });
    const { newPasswordHash } = account;
    if (newPasswordHash !== undefined && !hasFactor) {
      await storePassword(change.db, account.id, newPasswordHash);
      await change.log({ action: 'accounts.passwordChanged' });
    }
    const token = await addSession(change.db, account.id, browser, {
      waitsFor,
      newPasswordHash: hasFactor ? newPasswordHash : undefined,
      // The provider may have asked nothing, hours ago: no proof beside a factor that is here.
      isConfirmed: !(account.isProvenElsewhere && hasFactor),
    });
    return { token, waitsFor };
  });
}

function findWait({ config }: OngoingChange, hasFactor: boolean, role: Role): SecondStepWait | null {
  if (hasFactor) return 'second-step';
  return mustTakeSecondStep(config, role) ? 'set-up' : null;
}

/** What ends sessions holds the account too: a session is made before that, and ended, or not at all. Gives the role. */
async function lockOpenAccount(db: Database, { id, passwordHash }: SigningIn) {
  const account = await db
    .selectFrom('account')
    .select(['passwordHash', 'disabledAt', 'role'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const isSame = passwordHash === undefined || account?.passwordHash === passwordHash;
  if (!account || account.disabledAt || !isSame) throw new Refusal(401, 'wrongSignIn');
  return account.role;
}
