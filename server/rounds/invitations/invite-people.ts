/**
 * Inviting people of partners: each gets an invitation whose link can be made again from its seed and the key of the
 * installation (`web/link-key.ts`), for the mail, the reminder and the letter.
 */
import { sql } from 'kysely';
import { queueMails } from '../../jobs/queue-mails.ts';
import type { OngoingChange } from '../../log/act.ts';
import { makeInvitationLink } from '../letters/letter-code.ts';
import { copyPartners } from '../round-partners.ts';
import type { Uninvited } from './invitees.ts';

/** Invites these people and queues their mails, as a part of the use case that holds the round and writes the line. */
export async function invitePeople(
  change: OngoingChange,
  round: { id: string; networkId: string },
  people: readonly Uninvited[],
): Promise<void> {
  if (people.length === 0) return;
  await copyPartners(change.db, round.id, round.networkId, [
    ...new Set(people.map(({ partnerId }) => partnerId)),
  ]);
  const rows = people.map(({ personId, partnerId, name }) => {
    const { seed, hash, codeHash } = makeInvitationLink(change.linkKey);
    const hex = { seed: seed.toString('hex'), hash: hash.toString('hex'), code: codeHash.toString('hex') };
    return { personId, partnerId, name, ...hex };
  });
  const { rows: stored } = await sql<{ id: string; personId: string }>`
    INSERT INTO invitation (round_id, partner_id, person_id, person, seed, token_hash, code_hash)
    SELECT ${round.id}::bigint, "partnerId", "personId", name, decode(seed, 'hex'), decode(hash, 'hex'), decode(code, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS list ("personId" bigint, "partnerId" bigint, name text, seed text, hash text, code text)
    RETURNING id, person_id`.execute(change.db);
  const invitationIds = new Map(stored.map(({ id, personId }) => [personId, id]));
  await queueMails(
    change,
    people
      .filter(({ mailable }) => mailable)
      .map(({ personId, email, language }) => ({
        kind: 'invitation',
        recipient: email!,
        language,
        networkId: round.networkId,
        roundId: round.id,
        personId,
        invitationId: invitationIds.get(personId)!,
      })),
  );
}
