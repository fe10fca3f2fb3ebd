/** Who invited somebody to an account, as the log has it: whom a newcomer knows, and can ask. */
import type { Database } from '../database/schema.ts';

export interface Inviter {
  name: string;
  email: string;
}

/** The one that invited last; undefined when that was no person, or one whose account is closed. */
export async function findInviter(db: Database, accountId: string): Promise<Inviter | undefined> {
  const line = await db
    .selectFrom('audit')
    .leftJoin('account', (join) =>
      join.onRef('account.id', '=', 'audit.accountId').on('account.disabledAt', 'is', null),
    )
    .select(['account.name', 'account.email'])
    .where('audit.action', 'in', ['accounts.invited', 'accounts.invitedAgain'])
    .where('audit.thingId', '=', accountId)
    .orderBy('audit.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return line?.name && line.email ? { name: line.name, email: line.email } : undefined;
}
