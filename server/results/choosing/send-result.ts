/**
 * Bringing the result to everybody who answered: one mail each, with a personal link to the result and the choosing,
 * and a link to the mirror of the own partner. The links are shown to nobody else, so a server without mail can't
 * send them.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { Refusal } from '../../text/refusal.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { addMirrorLinks } from '../mirrors/add-mirror-links.ts';
import { lockClosedRound } from '../mirrors/lock-closed-round.ts';
import { listReceivers, type Receiver } from '../mirrors/receivers.ts';
import { addChoosing } from './open-choosing.ts';
import { answeredForResult } from './result-mails.ts';

/**
 * Sends everybody who answered and did not have it yet the result, and gives how many that were. `choosingUntil` opens
 * the choosing as well, when it is not open. Refuses a round that is not closed, and a server without mail.
 */
export function sendResult(
  acting: Acting,
  roundId: string,
  { choosingUntil }: { choosingUntil?: string | undefined } = {},
): Promise<number> {
  return act(acting, async (change) => {
    const { db, config, jobs, linkKey } = change;
    if (!config.smtpUrl) throw new Refusal(409, 'resultNeedsMail');
    const networkId = await lockClosedRound(db, roundId, 'choosingAfterClosing');
    const isOpened = choosingUntil !== undefined && (await addChoosing(change, roundId, choosingUntil));
    const people = await listReceivers(change, 'result', answeredForResult(roundId));
    if (people.length === 0) {
      if (!isOpened) change.unchanged();
      return 0;
    }
    await markSeen(db, roundId);
    const ballots = await addBallots(db, linkKey, people);
    const shares = await addMirrorLinks(db, linkKey, roundId, people);
    await queueMails(
      change,
      people.map(({ invitation, person, email, language }, index) => ({
        kind: 'result',
        recipient: email,
        language,
        networkId,
        roundId,
        invitationId: invitation,
        personId: person,
        shareId: shares[index]!,
        ballotId: ballots.get(invitation)!,
      })),
    );
    await jobs.add(db, 'print-mirrors', { roundId, networkId });
    await change.log({ action: 'choosing.resultSent', roundId, note: String(people.length) });
    return people.length;
  });
}

/** The ballot of each by its invitation. Who has one keeps it, with what it chose. */
async function addBallots(
  db: Database,
  linkKey: string,
  people: readonly Receiver[],
): Promise<Map<string, string>> {
  const rows = people.map(({ invitation }) => {
    const { seed, hash } = makeSeededToken(linkKey);
    return { invitation, seed: seed.toString('hex'), hash: hash.toString('hex') };
  });
  const { rows: stored } = await sql<{ id: string; invitation: string }>`
    INSERT INTO ballot (invitation_id, seed, token_hash)
    SELECT invitation, decode(seed, 'hex'), decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS list (invitation bigint, seed text, hash text)
    ON CONFLICT (invitation_id) DO UPDATE SET expires_at = excluded.expires_at
    RETURNING id, invitation_id AS invitation`.execute(db);
  return new Map(stored.map(({ id, invitation }) => [invitation, id]));
}
