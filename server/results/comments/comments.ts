/**
 * The comments of a closed round that the coordinator may read, as `scoring/disclose-comments.ts` lets them through. The
 * only place where the server reads comments of more than one person.
 */
import { sql } from 'kysely';
import { discloseComments } from '../../../scoring/disclose-comments.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Database } from '../../database/schema.ts';
import { keptUntil } from '../../privacy/kept-until.ts';

export interface ThemeComments {
  /** The id of a concept. */
  theme: string;
  texts: string[];
}

/**
 * Every theme of the instrument, with its comments or with none. Of a round that is open, that was closed longer ago than
 * data are kept, or of which somebody withdrew or was erased, none has any.
 */
export async function listComments(
  db: Database,
  roundId: string,
  instrument: Instrument,
): Promise<ThemeComments[]> {
  const { rows } = await sql<{ theme: string; partner: string; text: string }>`
    SELECT answer_page.page AS theme, invitation.partner_id::text AS partner,
      answer_page.content ->> 'comment' AS text
    FROM round
      JOIN network ON network.id = round.network_id
      JOIN invitation ON invitation.round_id = round.id
      JOIN answer_page ON answer_page.holder_id = invitation.sent_by
    WHERE round.id = ${roundId} AND round_state(round) = 'closed' AND NOT round.comments_ended
      AND coalesce(${sql.raw(keptUntil)} > now(), true)
      AND answer_page.content -> 'readable' = 'true' AND answer_page.content ->> 'comment' <> ''`.execute(db);
  const byTheme = Map.groupBy(rows, ({ theme }) => theme);
  return instrument.concepts.map(({ id }) => ({
    theme: id,
    texts: discloseComments(byTheme.get(id) ?? [], `${roundId}/${id}`),
  }));
}
