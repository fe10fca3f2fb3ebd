/** The coordinator writes for researchers, in the place of comments on one theme that they may read. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { findRound } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { checkText, tidyMessage } from '../../text/check-text.ts';
import { refuseProblems } from '../../text/problems.ts';
import { notFound } from '../../text/refusal.ts';
import { cleanedCommentLimits } from '../../web/limits.ts';
import { lockResult } from '../factsheet-choices/lock-result.ts';
import { listCommentsToClean } from './comments.ts';

/** What was typed, by the digest of the comment. An empty one takes back what was written. */
export interface TypedCleaned {
  theme: string;
  texts: Readonly<Record<string, string>>;
}

/**
 * What belongs to no comment of the theme is left out. Refuses a theme without comments for researchers, and a change that
 * somebody else came before. The log says neither the theme nor how many.
 */
export function cleanComments(
  acting: Acting,
  roundId: string,
  { theme, texts, revision }: TypedCleaned & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    await lockResult(db, roundId, revision);
    const instrument = requireInstrument((await findRound(db, roundId)).instrument);
    const found = (await listCommentsToClean(db, roundId, instrument)).find((one) => one.theme === theme);
    if (!found) throw notFound();
    const cleaned = found.comments.map((comment) => ({
      ...comment,
      typed: texts[comment.digest] === undefined ? comment.cleaned : tidyMessage(texts[comment.digest]!),
    }));
    const problems = cleaned.flatMap(({ digest, typed }) =>
      checkText(digest, typed.replaceAll('\n', ' '), {
        max: cleanedCommentLimits.characters,
        optional: true,
      }),
    );
    if (problems.length > 0) throw refuseProblems(problems);
    if (cleaned.every((one) => one.typed === one.cleaned)) return unchanged();
    const written = cleaned.filter(({ typed }) => typed !== '').map(({ digest, typed }) => [digest, typed]);
    await sql`
      UPDATE round SET revision = revision + 1,
        cleaned_comments = jsonb_set(cleaned_comments, ${[theme]}, ${JSON.stringify(Object.fromEntries(written))})
      WHERE id = ${roundId}`.execute(db);
    await log({ action: 'comments.cleaned', roundId });
  });
}
