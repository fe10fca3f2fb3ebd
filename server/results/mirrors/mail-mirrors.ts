/**
 * Handing out the mirrors by mail: everybody who was invited for a partner that answered gets a link to the mirror of
 * that partner. Each mail has a link of its own, made at the sending and shown to nobody else, so a server without
 * mail can't hand them out.
 */
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { Refusal } from '../../text/refusal.ts';
import { addMirrorLinks } from './add-mirror-links.ts';
import { lockClosedRound } from './lock-closed-round.ts';
import { invitedForMirror } from './mirror-mails.ts';
import { listReceivers } from './receivers.ts';

/**
 * Sends everybody who has not had it yet the mirror of their partner, and gives how many that were. The PDFs are
 * printed meanwhile. Refuses a round that is not closed, and a server without mail: these links are for nobody else
 * to copy.
 */
export function mailMirrors(acting: Acting, roundId: string): Promise<number> {
  return act(acting, async (change) => {
    const { db, config, jobs, linkKey } = change;
    if (!config.smtpUrl) throw new Refusal(409, 'mirrorsNeedMail');
    const networkId = await lockClosedRound(db, roundId);
    const people = await listReceivers(change, 'mirror', invitedForMirror(roundId));
    if (people.length === 0) {
      change.unchanged();
      return 0;
    }
    await markSeen(db, roundId);
    const shares = await addMirrorLinks(db, linkKey, roundId, people);
    await queueMails(
      change,
      people.map(({ invitation, person, email, language }, index) => ({
        kind: 'mirror',
        recipient: email,
        language,
        networkId,
        roundId,
        invitationId: invitation,
        personId: person,
        shareId: shares[index]!,
      })),
    );
    await jobs.add(db, 'print-mirrors', { roundId, networkId });
    await change.log({ action: 'mirrors.sent', roundId, note: String(people.length) });
    return people.length;
  });
}
