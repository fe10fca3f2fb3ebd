/**
 * Mails the owner of an agreement the link with which it says how it stands. The contact of the partner gets it, the
 * same link each time.
 */
import { limitMails } from '../../jobs/limit-mails.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import type { OngoingChange } from '../../log/act.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { findOwnerContact } from './owners.ts';

interface Owned {
  agreementId: string;
  networkId: string;
  roundId: string;
  ownerId: string;
}

/** Inside the change that causes it. Nobody who can be mailed, or who got many of these today: then there is none. */
export async function mailOwner(
  change: OngoingChange,
  kind: 'agreement' | 'agreement-reminder',
  { agreementId, networkId, roundId, ownerId }: Owned,
): Promise<void> {
  const { db, linkKey } = change;
  const contact = await findOwnerContact(db, ownerId);
  if (!contact || !(await limitMails(change, 'agreement', [contact.id])).has(contact.id)) return;
  const { seed, hash } = makeSeededToken(linkKey);
  const link = await db
    .insertInto('agreementLink')
    .values({ agreementId, personId: contact.id, seed, tokenHash: hash })
    // Who has one keeps it.
    .onConflict((conflict) => conflict.columns(['agreementId', 'personId']).doUpdateSet({ agreementId }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await queueMails(change, [
    {
      kind,
      recipient: contact.email,
      language: contact.language,
      networkId,
      roundId,
      personId: contact.id,
      agreementLinkId: link.id,
    },
  ]);
}
