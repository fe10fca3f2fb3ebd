/** What somebody may reach, or who somebody is, changed: every way in of before ends. A part of use cases. */
import { endSessions } from '../access/sessions.ts';
import type { Database } from '../database/schema.ts';
import { endSignInLinks } from './sign-in/sign-in-links.ts';

/** Ends all sessions of an account, and links that were not used. The use case holds the account. */
export async function endAccess(transaction: Database, accountId: string): Promise<void> {
  await endSignInLinks(transaction, accountId);
  await endSessions(transaction, accountId);
}
