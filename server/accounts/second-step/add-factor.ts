/** A new app or passkey. With the first one come recovery codes. */
import { type Acting, act, type OngoingChange } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockAccount } from '../lock-account.ts';
import { findHalfMinute, openSecret, type Proof } from './app-codes.ts';
import { type Factor, listFactors, maxFactors } from './factors.ts';
import { findPasskeySite, readNewPasskey } from './passkeys.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';

/** A form to set one up: the secret that the page showed, sealed, and a code of it; or the answer of a new passkey. */
export interface NewFactor extends Proof {
  sealed?: string;
}

/** Stores it, and gives the recovery codes when it is the first. Refuses a wrong code, and one too many. */
export function addFactor(
  acting: Acting,
  owner: { accountId: string; sessionId: string },
  form: NewFactor,
): Promise<string[] | undefined> {
  return act(acting, (change) => storeFactor(change, owner, form));
}

/** The same as a part of a use case. */
export async function storeFactor(
  change: OngoingChange,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  form: NewFactor,
): Promise<string[] | undefined> {
  const { db } = change;
  await lockAccount(db, accountId);
  const factors = await listFactors(db, accountId);
  if (factors.length >= maxFactors) throw new Refusal(409, 'tooManyFactors', { max: maxFactors });
  const factor = form.credential
    ? await readPasskey(change, sessionId, form.credential)
    : readApp(change, accountId, form, factors);
  const stored = await db
    .insertInto('secondFactor')
    .values({ accountId, ...factor })
    .onConflict((conflict) => conflict.column('credentialId').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) throw new Refusal(409, 'passkeyKnown');
  await change.log({ action: 'accounts.factorAdded', note: factor.kind });
  return factors.length === 0 ? replaceRecoveryCodes(db, accountId) : undefined;
}

function readApp(
  { linkKey }: OngoingChange,
  accountId: string,
  { sealed = '', code = '' }: NewFactor,
  factors: readonly Factor[],
) {
  const secret = openSecret(linkKey, accountId, Buffer.from(sealed, 'base64url'));
  if (secret === undefined) throw new Refusal(409, 'appTooLate');
  // Stored twice, each of its codes would work twice.
  if (factors.some((one) => openSecret(linkKey, accountId, one.secret) === secret))
    throw new Refusal(409, 'appKnown');
  const halfMinute = findHalfMinute(secret, code.replace(/\s/g, ''), 0);
  if (halfMinute === undefined) throw new Refusal(422, 'wrongAppCode');
  return {
    kind: 'app' as const,
    secret: Buffer.from(sealed, 'base64url'),
    counter: String(halfMinute),
  };
}

async function readPasskey({ config, linkKey }: OngoingChange, sessionId: string, answer: string) {
  const site = findPasskeySite(config);
  const made = site && (await readNewPasskey({ site, linkKey, sessionId }, answer));
  if (!made) throw new Refusal(422, 'wrongPasskey');
  const { credentialId, publicKey, counter } = made;
  return { kind: 'passkey' as const, secret: publicKey, credentialId, counter: String(counter) };
}
