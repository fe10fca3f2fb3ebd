/**
 * The comments of a closed round that the coordinator may read, and what she wrote instead for researchers, as
 * `scoring/disclose-comments.ts` lets them through. The only place where the server reads comments of more than one person.
 */
import { sql } from 'kysely';
import {
  digestComment,
  discloseCleanedComments,
  discloseComments,
  type ReadableComment,
} from '../../../scoring/disclose-comments.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Database } from '../../database/schema.ts';
import { keptUntil } from '../../privacy/kept-until.ts';

export interface ThemeComments {
  /** The id of a concept. */
  theme: string;
  texts: string[];
}

/** A comment that researchers may read when the coordinator wrote a text in its place. */
export interface CommentToClean {
  digest: string;
  text: string;
  /** Empty: nothing was written. */
  cleaned: string;
}

interface StoredComment extends ReadableComment {
  theme: string;
  forResearch: boolean;
  /** By digest, of the theme. */
  cleaned: Record<string, string> | null;
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
  return (await listThemes(db, roundId, instrument)).map(({ theme, place, stored }) => ({
    theme,
    texts: discloseComments(stored, place),
  }));
}

/** The themes on which at least five partners let researchers read; who wrote the same words is there once. */
export async function listCommentsToClean(
  db: Database,
  roundId: string,
  instrument: Instrument,
): Promise<{ theme: string; comments: CommentToClean[] }[]> {
  return (await listThemes(db, roundId, instrument)).flatMap(({ theme, place, stored }) => {
    const forResearch = stored.filter((one) => one.forResearch);
    const texts = [...new Set(discloseComments(forResearch, place))];
    const comments = texts.map((text): CommentToClean => {
      const digest = digestComment(text, place);
      return { digest, text, cleaned: forResearch[0]?.cleaned?.[digest] ?? '' };
    });
    return comments.length > 0 ? [{ theme, comments }] : [];
  });
}

/** What researchers read, theme by theme; empty where too little was cleaned. */
export async function listCleanedComments(
  db: Database,
  roundId: string,
  instrument: Instrument,
): Promise<{ theme: string; text: string }[]> {
  return (await listThemes(db, roundId, instrument)).flatMap(({ theme, place, stored }) => {
    const comments = stored
      .filter(({ forResearch }) => forResearch)
      .map((one) => ({ ...one, cleaned: one.cleaned?.[digestComment(one.text, place)] }));
    return discloseCleanedComments(comments, place).map((text) => ({ theme, text }));
  });
}

async function listThemes(db: Database, roundId: string, instrument: Instrument) {
  const { rows } = await sql<StoredComment>`
    SELECT answer_page.page AS theme, invitation.partner_id::text AS partner,
      answer_page.content ->> 'comment' AS text,
      round.cleaned_comments IS NOT NULL AND coalesce(answer_page.content -> 'forResearch' = 'true', false) AS for_research,
      round.cleaned_comments -> answer_page.page AS cleaned
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
    place: `${roundId}/${id}`,
    stored: byTheme.get(id) ?? [],
  }));
}
