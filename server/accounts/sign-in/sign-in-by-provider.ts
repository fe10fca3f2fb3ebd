/**
 * Signing in somebody who comes from the OpenID provider. The account is known by issuer and subject, else by a mail
 * address that the provider vouches for, else new when the claims give a role.
 *
 * A role that the provider names is from then on the provider's: it changes here when it changes there, and when the
 * provider names none any more the account is closed until it does again. A role that was given at the desk stays while
 * the provider names none.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Browser } from '../../access/sessions.ts';
import type { Database, Role } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { Refusal } from '../../text/refusal.ts';
import { endAccess } from '../end-access.ts';
import { requireOtherOperator } from '../require-other-operator.ts';
import type { Claimed } from './read-claims.ts';
import { signIn } from './sign-in.ts';

/** Finds, makes or changes the account, signs in and gives the token of the session. Refuses with what is missing. */
export async function signInByProvider(
  acting: Acting,
  claimed: Claimed,
  language: Language,
  browser: Browser,
): Promise<string> {
  const entered = await act(acting, async (change) => {
    const { id, done } = await acceptClaims(change.db, claimed, language);
    if (done !== 'nothing') {
      const action = `accounts.${done}ByProvider` as const;
      await act({ ...change, actor: { kind: 'account', accountId: id } }, (own) =>
        own.log({ action, thingId: id }),
      );
    }
    if (done === 'closed') return undefined;
    return signIn(
      change,
      { id, isProvenElsewhere: true },
      { action: 'accounts.signedInByProvider', thingId: id },
      browser,
    );
  });
  // Only now: that the account was closed stays.
  if (entered === undefined) throw new Refusal(403, 'providerNoRole');
  return entered.token;
}

interface Accepted {
  id: string;
  /** What coming in changed of the account. */
  done: 'nothing' | 'made' | 'role' | 'closed';
}

interface KnownAccount {
  id: string;
  role: Role;
  roleFrom: 'desk' | 'provider';
  municipalityId: string | null;
  oidcSubject: string | null;
  disabledAt: Date | null;
  closedByProvider: boolean;
}

async function acceptClaims(transaction: Database, claimed: Claimed, language: Language): Promise<Accepted> {
  const municipality = await findMunicipality(transaction, claimed.municipalityCode);
  if (!(await findClaimedAccount(transaction, claimed))) {
    const made = await makeAccount(transaction, claimed, municipality, language);
    if (made !== undefined) return { id: made, done: 'made' };
  }
  const account = await lockClaimedAccount(transaction, claimed);
  if (account.disabledAt && !account.closedByProvider) throw new Refusal(403, 'providerUnknown');
  if (claimed.role === undefined) return keepOrClose(transaction, account, claimed);
  return followClaims(transaction, account, { ...claimed, role: claimed.role }, municipality);
}

/** Of an account with a role of the provider, which names none now, nothing is left; another keeps what it has. */
async function keepOrClose(
  transaction: Database,
  account: KnownAccount,
  { subject }: Claimed,
): Promise<Accepted> {
  const { id } = account;
  if (account.closedByProvider) throw new Refusal(403, 'providerNoRole');
  if (account.roleFrom === 'provider') {
    await transaction
      .updateTable('account')
      .set((update) => ({
        disabledAt: sql<Date>`now()`,
        closedByProvider: true,
        revision: update('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await endAccess(transaction, id);
    return { id, done: 'closed' };
  }
  if (account.oidcSubject === null) {
    await transaction.updateTable('account').set({ oidcSubject: subject }).where('id', '=', id).execute();
  }
  return { id, done: 'nothing' };
}

/** The account gets the role that the provider names, in the municipality that it names. */
async function followClaims(
  transaction: Database,
  account: KnownAccount,
  claimed: Claimed & { role: Role },
  municipality: { id: string } | undefined,
): Promise<Accepted> {
  const { id } = account;
  const { role, subject } = claimed;
  const municipalityId = needsMunicipality(role) ? (municipality?.id ?? account.municipalityId) : null;
  if (needsMunicipality(role) && municipalityId === null) throw refuseMunicipality(claimed);
  const isOther =
    role !== account.role || account.disabledAt !== null || municipalityId !== account.municipalityId;
  // Networks were given to the earlier role; what the new one may reach is for the operator to say.
  if (role !== account.role) {
    await transaction.deleteFrom('accountNetwork').where('accountId', '=', id).execute();
  }
  await transaction
    .updateTable('account')
    .set((update) => ({
      oidcSubject: subject,
      role,
      roleFrom: 'provider' as const,
      municipalityId,
      disabledAt: null,
      closedByProvider: false,
      ...(isOther && { revision: update('revision', '+', 1) }),
    }))
    .where('id', '=', id)
    .execute();
  if (isOther) await endAccess(transaction, id);
  return { id, done: isOther ? 'role' : 'nothing' };
}

/** Holds the account. When it is that of an operator who would stop being one, first all operators. */
async function lockClaimedAccount(transaction: Database, claimed: Claimed): Promise<KnownAccount> {
  const seen = (await findClaimedAccount(transaction, claimed))!;
  const keepsRole = claimed.role === 'operator' || (!claimed.role && seen.roleFrom === 'desk');
  if (seen.role === 'operator' && !seen.disabledAt && !keepsRole) {
    await requireOtherOperator(transaction, seen.id);
  }
  await transaction.selectFrom('account').select('id').where('id', '=', seen.id).forNoKeyUpdate().execute();
  // Once more: it may have changed while this one waited.
  return (await findClaimedAccount(transaction, claimed))!;
}

async function findClaimedAccount(
  transaction: Database,
  { subject, email }: Claimed,
): Promise<KnownAccount | undefined> {
  const accounts = transaction
    .selectFrom('account')
    .select(['id', 'role', 'roleFrom', 'municipalityId', 'oidcSubject', 'disabledAt', 'closedByProvider']);
  const known = await accounts.where('oidcSubject', '=', subject).executeTakeFirst();
  if (known || email === undefined) return known;
  const invited = await accounts
    .where('emailFolded', '=', foldMailAddress(email))
    .orderBy(sql`disabled_at IS NOT NULL`)
    .executeTakeFirst();
  // The address moved to somebody else at the provider: not the person of this account.
  if (invited && ![null, subject].includes(invited.oidcSubject)) throw new Refusal(403, 'providerUnknown');
  return invited;
}

/** Undefined when somebody else made it at this moment: the same person, in another window. */
async function makeAccount(
  transaction: Database,
  claimed: Claimed,
  municipality: { id: string } | undefined,
  language: Language,
): Promise<string | undefined> {
  const { subject, email, name, role } = claimed;
  // Without an address nobody knows whether there was an invitation: the words fit both.
  if (email === undefined) throw new Refusal(403, 'providerNoMail');
  if (role === undefined) throw new Refusal(403, 'providerUnknown');
  if (needsMunicipality(role) && !municipality) throw refuseMunicipality(claimed);
  const made = await transaction
    .insertInto('account')
    .values({
      email,
      emailFolded: foldMailAddress(email),
      name,
      role,
      roleFrom: 'provider',
      municipalityId: needsMunicipality(role) ? municipality!.id : null,
      language,
      oidcSubject: subject,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

function needsMunicipality(role: string): boolean {
  return role === 'coordinator' || role === 'municipality';
}

function refuseMunicipality({ municipalityCode }: Claimed): Refusal {
  return municipalityCode === undefined
    ? new Refusal(403, 'providerNoMunicipality')
    : new Refusal(403, 'providerOtherMunicipality', { code: municipalityCode });
}

async function findMunicipality(transaction: Database, code: string | undefined) {
  if (code === undefined) return undefined;
  return transaction.selectFrom('municipality').select('id').where('code', '=', code).executeTakeFirst();
}
