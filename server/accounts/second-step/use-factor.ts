/**
 * Proving the second step: a code of the app, an answer of a passkey, or a recovery code. Each works once. A part of use
 * cases, which hold the account: of two that send the same code one gets through.
 */
import { sql } from 'kysely';
import type { OngoingChange } from '../../log/act.ts';
import { findHalfMinute, isAppCode, openSecret, type Proof } from './app-codes.ts';
import { type Factor, listFactors } from './factors.ts';
import { checkPasskey, findPasskeySite, readCredentialId } from './passkeys.ts';
import { useRecoveryCode } from './recovery-codes.ts';

/** How it was proved; undefined: it was not. */
export type ProvedBy = 'app' | 'passkey' | 'recovery';

/** Uses up what was sent. */
export async function useFactor(
  change: Pick<OngoingChange, 'db' | 'config' | 'linkKey'>,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  proof: Proof,
): Promise<ProvedBy | undefined> {
  const { code = '', credential = '' } = proof;
  const factors = await listFactors(change.db, accountId);
  if (credential !== '') {
    const used = await findUsedPasskey(change, sessionId, factors, credential);
    if (used === undefined) return undefined;
    await noteUse(change, used.factor, used.counter);
    return 'passkey';
  }
  if (isAppCode(proof)) {
    const digits = code.replace(/\s/g, '');
    for (const factor of factors.filter(({ kind }) => kind === 'app')) {
      const secret = openSecret(change.linkKey, accountId, factor.secret);
      const halfMinute = secret && findHalfMinute(secret, digits, Number(factor.counter));
      if (!halfMinute) continue;
      await noteUse(change, factor, halfMinute);
      return 'app';
    }
    return undefined;
  }
  return (await useRecoveryCode(change.db, accountId, code)) ? 'recovery' : undefined;
}

async function findUsedPasskey(
  { config, linkKey }: Pick<OngoingChange, 'config' | 'linkKey'>,
  sessionId: string,
  factors: readonly Factor[],
  answer: string,
): Promise<{ factor: Factor; counter: number } | undefined> {
  const site = findPasskeySite(config);
  const name = readCredentialId(answer);
  const factor = factors.find(({ credentialId }) => credentialId !== null && credentialId === name);
  if (!site || !factor) return undefined;
  const passkey = { credentialId: name!, publicKey: factor.secret, counter: Number(factor.counter) };
  const counter = await checkPasskey({ site, linkKey, sessionId }, passkey, answer);
  return counter === undefined ? undefined : { factor, counter };
}

async function noteUse({ db }: Pick<OngoingChange, 'db'>, factor: Factor, counter: number): Promise<void> {
  await db
    .updateTable('secondFactor')
    .set({ counter: String(counter), usedAt: sql<Date>`now()` })
    .where('id', '=', factor.id)
    .execute();
}
