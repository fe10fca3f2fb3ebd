/**
 * Signing in somebody who comes from the OpenID provider. The account is known by issuer and subject, else by a mail
 * address that the provider vouches for, else new when the claims give a role. A role that changed there changes here.
 */
import type { Language } from '../../../survey/texts.ts';
import { endSessions } from '../../access/sessions.ts';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { requireOtherOperator } from '../require-other-operator.ts';
import type { Claimed } from './read-claims.ts';
import { signIn } from './sign-in.ts';

/** Finds, makes or changes the account, signs in and gives the token of the session. Refuses with what is missing. */
export function signInByProvider(
  acting: Acting,
  claimed: Claimed,
  language: Language,
  earlierToken: string | undefined,
): Promise<string> {
  return act(acting, async (change) => {
    const { id, done } = await acceptClaims(change.db, claimed, language);
    if (done !== 'nothing') {
      const action = done === 'made' ? 'accounts.madeByProvider' : 'accounts.roleByProvider';
      await act({ ...change, actor: { kind: 'account', accountId: id } }, (own) =>
        own.log({ action, thingId: id }),
      );
    }
    return signIn(change, id, { action: 'accounts.signedInByProvider', thingId: id }, earlierToken);
  });
}

interface Accepted {
  id: string;
  /** What signing in changed of the account. */
  done: 'nothing' | 'made' | 'role';
}

async function acceptClaims(transaction: Database, claimed: Claimed, language: Language): Promise<Accepted> {
  const municipality = await findMunicipality(transaction, claimed.municipalityCode);
  const account = await findClaimedAccount(transaction, claimed);
  if (!account) return { id: await makeAccount(transaction, claimed, municipality, language), done: 'made' };
  if (account.disabledAt) throw new Refusal(403, 'providerUnknown');
  if (account.oidcSubject === null) {
    await transaction
      .updateTable('account')
      .set({ oidcSubject: claimed.subject })
      .where('id', '=', account.id)
      .execute();
  }
  const role = claimed.role ?? account.role;
  const municipalityId = municipality?.id ?? account.municipalityId;
  const isSame =
    role === account.role &&
    (!needsMunicipality(role) || municipalityId === account.municipalityId || claimed.role === undefined);
  if (isSame) return { id: account.id, done: 'nothing' };

  if (needsMunicipality(role) && municipalityId === null) throw refuseMunicipality(claimed);
  if (role !== 'operator') await requireOtherOperator(transaction, account.id);
  // Networks were given to the earlier role; what the new one may reach is for the operator to say.
  if (role !== account.role) {
    await transaction.deleteFrom('accountNetwork').where('accountId', '=', account.id).execute();
  }
  await transaction
    .updateTable('account')
    .set((update) => ({
      role,
      municipalityId: needsMunicipality(role) ? municipalityId : null,
      revision: update('revision', '+', 1),
    }))
    .where('id', '=', account.id)
    .execute();
  await endSessions(transaction, account.id);
  return { id: account.id, done: 'role' };
}

async function findClaimedAccount(transaction: Database, { subject, email }: Claimed) {
  const accounts = transaction
    .selectFrom('account')
    .select(['id', 'role', 'municipalityId', 'oidcSubject', 'disabledAt'])
    .forUpdate();
  const known = await accounts.where('oidcSubject', '=', subject).executeTakeFirst();
  if (known || email === undefined) return known;
  const invited = await accounts
    .where(({ fn }) => fn('lower', ['email']), '=', email.toLowerCase())
    .executeTakeFirst();
  // The address moved to somebody else at the provider: not the person of this account.
  if (invited && invited.oidcSubject !== null) throw new Refusal(403, 'providerUnknown');
  return invited;
}

async function makeAccount(
  transaction: Database,
  claimed: Claimed,
  municipality: { id: string } | undefined,
  language: Language,
): Promise<string> {
  const { subject, email, name, role } = claimed;
  if (role === undefined) throw new Refusal(403, 'providerUnknown');
  if (email === undefined) throw new Refusal(403, 'providerNoMail');
  if (needsMunicipality(role) && !municipality) throw refuseMunicipality(claimed);
  const { id } = await transaction
    .insertInto('account')
    .values({
      email,
      name,
      role,
      municipalityId: needsMunicipality(role) ? municipality!.id : null,
      language,
      oidcSubject: subject,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
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
