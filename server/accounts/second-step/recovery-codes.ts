/**
 * Recovery codes: ten on paper, each of which takes the second step once, when the phone is lost. Sixteen characters of
 * 4.5 bits and a bound on tries (`sign-in-limits.ts`): nothing to guess, so a plain hash is stored.
 */
import type { Database } from '../../database/schema.ts';
import { drawCode, showCode, tidyCode } from '../../text/typed-codes.ts';
import { hashToken } from '../../web/token.ts';

const count = 10;
const length = 16;

/** Replaces the codes of an account, and gives the new ones as they stand on paper. A part of use cases. */
export async function replaceRecoveryCodes(transaction: Database, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: count }, () => drawCode(length));
  await transaction.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute();
  await transaction
    .insertInto('recoveryCode')
    .values(codes.map((code) => ({ accountId, codeHash: hashToken(code) })))
    .execute();
  return codes.map(showCode);
}

/** Uses a code up; was it one? A part of use cases. */
export async function useRecoveryCode(
  transaction: Database,
  accountId: string,
  typed: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('recoveryCode')
    .where('accountId', '=', accountId)
    .where('codeHash', '=', hashToken(tidyCode(typed)))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** How many codes are left. */
export async function countRecoveryCodes(db: Database, accountId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recoveryCode')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(left);
}
