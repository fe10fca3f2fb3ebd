/** One operator always remains who can sign in. */
import type { Database } from '../database/schema.ts';
import { Refusal } from '../text/refusal.ts';

/** Refuses when no other operator can sign in. Locks all operators, so that two do not shut out each other. */
export async function requireOtherOperator(transaction: Database, id: string): Promise<void> {
  const operators = await transaction
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'operator')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const isLast = operators.length === 1 && operators[0]!.id === id;
  if (isLast) throw new Refusal(409, 'lastOperator');
}
