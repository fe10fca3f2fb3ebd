/**
 * The account of somebody who comes from the OpenID provider: known by issuer and subject, else by a mail address
 * that the provider vouches for, else new when the claims give a role. A role that changed there changes here.
 */
import type { Language } from '../../../survey/texts.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import type { Database } from '../../database/schema.ts';
import { Refusal } from '../../text/refusal.ts';
import { keepAnOperator } from '../accounts.ts';
import { endSessions } from '../sessions.ts';
import type { Claimed } from './read-claims.ts';

export interface ProviderAccount {
  id: string;
  /** What signing in changed, for the log. */
  change: 'none' | 'made' | 'role';
}

/** Finds, makes or changes the account. Refuses with what is missing. */
export async function acceptClaims(
  db: Database,
  claimed: Claimed,
  language: Language,
): Promise<ProviderAccount> {
  return inTransaction(db, async (transaction) => {
    const municipality = await findMunicipality(transaction, claimed.municipalityCode);
    const account = await findClaimedAccount(transaction, claimed);
    if (!account)
      return { id: await makeAccount(transaction, claimed, municipality, language), change: 'made' };
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
    if (isSame) return { id: account.id, change: 'none' };

    if (needsMunicipality(role) && municipalityId === null) throw refuseMunicipality(claimed);
    if (role !== 'operator') await keepAnOperator(transaction, account.id);
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
    return { id: account.id, change: 'role' };
  });
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
