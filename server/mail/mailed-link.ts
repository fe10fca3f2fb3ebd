/**
 * The personal link that is mailed to an address: another one than the desk shows, prints or hands over. So whoever
 * opens it reads that mailbox, and what is typed behind it is shown to nobody else.
 */
import type { Database } from '../database/schema.ts';
import { makeSeededToken } from '../web/link-key.ts';
import type { MailToSend } from './mails-to-send.ts';

/** The link of this invitation for this address, the same in each mail to it. */
export async function findMailedLink(
  db: Database,
  linkKey: string,
  invitationId: string,
  to: string,
): Promise<NonNullable<MailToSend['link']>> {
  const { seed, hash } = makeSeededToken(linkKey);
  const address = to.toLowerCase();
  await db
    .insertInto('holder')
    .values({ invitationId, address, seed, tokenHash: hash })
    .onConflict((conflict) => conflict.columns(['invitationId', 'address']).doNothing())
    .execute();
  const link = await db
    .selectFrom('holder')
    .select(['seed', 'tokenHash as hash'])
    .where('invitationId', '=', invitationId)
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  return { ...link, expiresAt: null, ended: false };
}
