/** The second factors of an account: authenticator apps and passkeys. */
import type { Config } from '../../config.ts';
import type { Database, Role } from '../../database/schema.ts';

/** Of one account, so that nobody fills the table. */
export const maxFactors = 10;

export type Factor = Awaited<ReturnType<typeof listFactors>>[number];

/** All of an account, the oldest first. */
export function listFactors(db: Database, accountId: string) {
  return db
    .selectFrom('secondFactor')
    .select(['id', 'kind', 'secret', 'credentialId', 'counter', 'createdAt', 'usedAt'])
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute();
}

/** By which names devices know the passkeys among these. */
export function listPasskeyNames(factors: readonly Factor[]): string[] {
  return factors.map(({ credentialId }) => credentialId).filter((id) => id !== null);
}

/** Has somebody with this role to take a second step, whether they like it or not? */
export function mustTakeSecondStep({ secondStep }: Pick<Config, 'secondStep'>, role: Role): boolean {
  return secondStep.includes(role);
}
