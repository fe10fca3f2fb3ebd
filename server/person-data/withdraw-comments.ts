/**
 * The coordinator may no longer read what somebody wrote: the ticks go off, and of a closed round all comments leave her
 * page, whoever wrote them. One that goes alone would tell whose it was to who knows who took it back: the link to do so
 * is mailed from the desk, and a consent that is taken back beside it has its day in the register. Like everything that
 * somebody answers it leaves no line in the log, and the desk never does it.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** The answers of one holder, or those that a person gave behind links that were mailed to this address. */
export type WhoseComments = { holderId: string } | { personId: string; address: string | null };

/** Once more changes nothing. */
export async function withdrawComments(db: Database, whose: WhoseComments): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`
      UPDATE round SET comments_ended = true
      WHERE NOT comments_ended AND round_state(round) = 'closed' AND id IN (
        SELECT invitation.round_id FROM invitation JOIN answer_page ON answer_page.holder_id = invitation.sent_by
        WHERE ${isReadable(whose)})`.execute(transaction);
    await sql`
      UPDATE answer_page
      SET content = content - 'readable', revision = revision + 1, view = 'withdrawal.0'
      WHERE ${isReadable(whose)}`.execute(transaction);
  });
}

/** Is there a comment of theirs that the coordinator may read? */
export async function hasReadableComments(db: Database, whose: WhoseComments): Promise<boolean> {
  const { rows } = await sql`SELECT FROM answer_page WHERE ${isReadable(whose)} LIMIT 1`.execute(db);
  return rows.length > 0;
}

function isReadable(whose: WhoseComments) {
  const isTheirs =
    'holderId' in whose
      ? sql<boolean>`answer_page.holder_id = ${whose.holderId}`
      : sql<boolean>`answer_page.holder_id IN (
          SELECT holder.id FROM holder JOIN invitation ON invitation.id = holder.invitation_id
          WHERE invitation.person_id = ${whose.personId} AND holder.address = ${whose.address?.toLowerCase() ?? null})`;
  return sql<boolean>`${isTheirs} AND answer_page.content -> 'readable' = 'true'`;
}
