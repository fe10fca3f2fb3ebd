/**
 * The coordinator, or researchers alone, may no longer read what somebody wrote: the ticks go off, and of a closed round all
 * comments leave that page or file, whoever wrote them. One that goes alone would tell whose it was to who knows who took it
 * back: the link to do so is mailed from the desk, and a consent that is taken back beside it has its day in the register.
 * Like everything that somebody answers it leaves no line in the log, and the desk never does it.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { CommentReader, CommentReaders } from '../questionnaire/pages/comments-withdrawal.ts';

/** The answers of one holder, or those that a person gave behind links that were mailed to this address. */
export type WhoseComments = { holderId: string } | { personId: string; address: string | null };

const ticks = { coordinator: 'readable', researchers: 'forResearch' } as const;

/** Once more changes nothing. What the coordinator may not read, researchers may not either. */
export async function withdrawComments(
  db: Database,
  whose: WhoseComments,
  from: CommentReader,
): Promise<void> {
  const isGiven = sql<boolean>`${isTheirs(whose)} AND answer_page.content -> ${ticks[from]} = 'true'`;
  await db.transaction().execute(async (transaction) => {
    await sql`
      UPDATE round SET comments_ended = comments_ended OR ${from === 'coordinator'}, cleaned_comments = NULL
      WHERE NOT comments_ended AND round_state(round) = 'closed' AND id IN (
        SELECT invitation.round_id FROM invitation JOIN answer_page ON answer_page.holder_id = invitation.sent_by
        WHERE ${isGiven})`.execute(transaction);
    await sql`
      UPDATE answer_page
      SET content = content - 'forResearch' - ${ticks[from]}::text, revision = revision + 1, view = 'withdrawal.0'
      WHERE ${isGiven}`.execute(transaction);
  });
}

/**
 * For who answered with a letter or in another browser, and has only the link of it: it can't show what was typed there, nor
 * whether a tick is on. So nobody may read comments of the round any more whatever they wrote, else whoever printed the letter
 * could press and see whose comment it was. Of a round that is open, or when nothing was sent, it changes nothing.
 */
export async function withdrawUnseenComments(db: Database, invitationId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`
      UPDATE round SET comments_ended = true, cleaned_comments = NULL
      WHERE NOT comments_ended AND round_state(round) = 'closed' AND id IN (
        SELECT round_id FROM invitation WHERE id = ${invitationId} AND sent_by IS NOT NULL)`.execute(
      transaction,
    );
    await sql`
      UPDATE answer_page
      SET content = content - 'forResearch' - 'readable', revision = revision + 1, view = 'withdrawal.0'
      WHERE content -> 'readable' = 'true'
        AND holder_id = (SELECT sent_by FROM invitation WHERE id = ${invitationId})`.execute(transaction);
  });
}

/** Who may read a comment of theirs. */
export async function findCommentReaders(db: Database, whose: WhoseComments): Promise<CommentReaders> {
  const { rows } = await sql<CommentReaders>`
    SELECT coalesce(bool_or(content -> 'readable' = 'true'), false) AS coordinator,
      coalesce(bool_or(content -> 'forResearch' = 'true'), false) AS researchers
    FROM answer_page WHERE ${isTheirs(whose)}`.execute(db);
  return rows[0]!;
}

function isTheirs(whose: WhoseComments) {
  return 'holderId' in whose
    ? sql<boolean>`answer_page.holder_id = ${whose.holderId}`
    : sql<boolean>`answer_page.holder_id IN (
        SELECT holder.id FROM holder JOIN invitation ON invitation.id = holder.invitation_id
        WHERE invitation.person_id = ${whose.personId} AND holder.address = ${whose.address?.toLowerCase() ?? null})`;
}
