/**
 * Mails the links of whoever has an address, to that address. It is done in a job, so that the answer to who asks takes
 * the same time whether anybody has it. The job knows the address only by a hash, because a stranger's may have been typed;
 * so it looks at everybody who can be asked now.
 */
import { createHmac } from 'node:crypto';
import type { Database } from '../../database/schema.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { roundState } from '../round-state.ts';

/** What a job is told of an address. */
export function hashAddress(linkKey: string, address: string): string {
  return createHmac('sha256', linkKey)
    .update(`lost link ${foldMailAddress(address)}`)
    .digest('base64url');
}

/** To one mailbox at once: more people than that share none, and a stranger may have asked. */
const maxMails = 10;

/** A mail for each invitation of a round that runs; when nobody has this address, nothing. */
export function mailLostLinks(acting: Acting, address: string): Promise<void> {
  return act(acting, async (change) => {
    const found = (await listInvited(change.db)).filter(
      ({ email }) => hashAddress(change.linkKey, email!) === address,
    );
    const few = found.slice(0, maxMails);
    if (few.length === 0) return change.unchanged();
    await queueMails(
      change,
      few.map(({ email, ...invited }) => ({ kind: 'lost-link', recipient: email!, ...invited })),
    );
    for (const { roundId, invitationId } of few) {
      await change.log({ action: 'rounds.lostLinkMailed', roundId, thingId: invitationId });
    }
  });
}

/** Everybody who can be mailed, with an invitation that works. */
function listInvited(db: Database) {
  return db
    .selectFrom('invitation')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .innerJoin('person', 'person.id', 'invitation.personId')
    .select(['invitation.id as invitationId', 'round.id as roundId', 'round.networkId'])
    .select(['person.id as personId', 'person.email', 'person.language'])
    .where('invitation.revokedAt', 'is', null)
    .where(roundState, 'in', ['open', 'paused'])
    .where(isMailable)
    .orderBy('invitation.id')
    .execute();
}
