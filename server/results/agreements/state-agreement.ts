/** The owner of an agreement says how it stands: done or not, and in its own words. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { lockEntry } from './lock-entry.ts';

/** How many characters an owner writes. */
export const standingCharacters = 300;

export interface StandingInput {
  /** 'done' or 'open'; what else comes is refused. */
  state: string;
  standing: string;
}

/** The same once more changes nothing. The coordinator can still mark it otherwise. */
export function stateAgreement(
  acting: Acting,
  { id, personId }: { id: string; personId: string },
  input: StandingInput,
): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { networkId, revision, endedAt } = await lockEntry(db, 'agreement', id);
    const standing = tidyText(input.standing);
    const problems: Problem[] = [
      ...(['done', 'open'].includes(input.state) ? [] : [{ where: 'state', code: 'chooseOne' } as const]),
      ...checkText('standing', standing, { max: standingCharacters, optional: true }),
    ];
    if (problems.length > 0) throw refuseProblems(problems);
    const stored = await db
      .selectFrom('agreement')
      .select(['standing', 'stoodAt'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const isDone = input.state === 'done';
    const turns = isDone !== (endedAt !== null);
    if (!turns && stored.stoodAt && stored.standing === standing) return change.unchanged();
    await db
      .updateTable('agreement')
      .set({ standing, stoodAt: sql<Date>`now()`, stoodBy: personId })
      .$if(turns, (query) => query.set({ doneAt: isDone ? sql<Date>`now()` : null, revision: revision + 1 }))
      .where('id', '=', id)
      .execute();
    await change.log({
      action: `agreements.${isDone ? 'statedDone' : 'statedOpen'}`,
      networkId,
      thingId: id,
    });
  });
}
