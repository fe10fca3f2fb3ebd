/**
 * Erases whom invitations were for: the name beside the link, links and keys, the mails, what the person
 * wrote and what it chose.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { makeReceipt } from '../../questionnaire/receipt.ts';
import { deleteBundles, lockRounds } from '../consents.ts';
import { eraseBallots } from './erase-ballots.ts';
import { eraseMails } from './erase-mails.ts';

/** In the transaction of a use case. Ends the reading of comments of their closed rounds, whoever wrote some. */
export async function eraseInvitations(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // The comment that is missing afterwards would tell whose it was to who asked for this.
  const isTheirs = sql<boolean>`invitation.id = ANY(${ids}::bigint[])`;
  await lockRounds(db, isTheirs);
  await sql`
    UPDATE round SET comments_ended = true, cleaned_comments = NULL
    WHERE NOT comments_ended AND round_state(round) = 'closed'
      AND id IN (SELECT round_id FROM invitation WHERE ${isTheirs})`.execute(db);
  // The receipt tells whose answers these are to who kept it.
  for (const id of ids) {
    await sql`
      UPDATE invitation SET person = '', seed = NULL, language = NULL,
        token_hash = sha256(uuid_send(gen_random_uuid())), code_hash = NULL,
        receipt = CASE WHEN receipt IS NOT NULL THEN ${makeReceipt()} END
      WHERE id = ${id}`.execute(db);
  }
  await db.deleteFrom('contactProposal').where('invitationId', 'in', ids).execute();
  await sql`
    UPDATE holder SET address = NULL, seed = NULL, token_hash = sha256(uuid_send(gen_random_uuid()))
    WHERE invitation_id = ANY(${ids}::bigint[])`.execute(db);
  await sql`
    UPDATE answer_page SET content = jsonb_set(content, '{comment}', '""') - 'readable' - 'forResearch'
    WHERE invitation_id = ANY(${ids}::bigint[]) AND content ->> 'comment' <> ''`.execute(db);
  await deleteBundles(db, isTheirs);
  await eraseBallots(db, isTheirs);
  await eraseMails(db, sql`invitation_id = ANY(${ids}::bigint[])`);
}
