/** The coordinator writes on the factsheet what she thinks of the result, or writes it anew. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { checkText, tidyMessage, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { ownWordsLimits } from '../../web/limits.ts';
import { lockResult } from './lock-result.ts';

export interface TypedOwnWords {
  /** Paragraphs stay as they were typed. */
  text: string;
  by: string;
}

/** Refuses a round that is not closed, and a change that somebody else came before. */
export function writeOwnWords(
  acting: Acting,
  roundId: string,
  { revision, ...typed }: TypedOwnWords & { revision: number },
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const text = tidyMessage(typed.text);
    const by = tidyText(typed.by);
    const problems = [...checkWords(text), ...checkText('by', by, { max: ownWordsLimits.nameCharacters })];
    if (problems.length > 0) throw refuseProblems(problems);
    await lockResult(db, roundId, revision);
    await db
      .updateTable('round')
      .set({ ownWords: text, ownWordsBy: by, revision: sql`revision + 1` })
      .where('id', '=', roundId)
      .execute();
    await log({ action: 'factsheet.ownWordsWritten', roundId });
  });
}

function checkWords(text: string): Problem[] {
  const { characters, lines: max } = ownWordsLimits;
  const lines = text.split('\n').length;
  return [
    ...checkText('text', text.replaceAll('\n', ' '), { max: characters }),
    ...(lines > max ? [{ where: 'text', code: 'tooManyLines', values: { lines, max } } as const] : []),
  ];
}
