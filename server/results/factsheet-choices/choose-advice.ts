/** The coordinator chooses which facets the advice of the factsheet is about, or leaves that to the rule again. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { findRound } from '../../rounds/rounds.ts';
import { findScores } from '../../rounds/scores/scores.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { listAdvisable, maxAdvice } from './factsheet-choices.ts';
import { lockResult } from './lock-result.ts';

export interface TypedAdvice {
  /** Ids of facets in order, `maxAdvice` at most; '' is a place that was left open. */
  facets: readonly string[];
  /** Left out: whatever it is now. */
  revision?: number;
}

/**
 * Without any facet the rule holds. Refuses facets that the factsheet does not show as weak or as points of attention, one
 * that is there twice, and a change that somebody else came before.
 */
export function chooseAdvice(
  acting: Acting,
  roundId: string,
  { facets: typed, revision }: TypedAdvice,
): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { chosenAdvice } = await lockResult(db, roundId, revision);
    const scores = await findScores(db, await findRound(db, roundId), { kind: 'network' });
    const problems = checkAdvice(typed, scores ? listAdvisable(scores) : []);
    if (problems.length > 0) throw refuseProblems(problems);
    const facets = typed.filter((facet) => facet !== '');
    if (facets.length === 0 && chosenAdvice === null) return unchanged();
    await db
      .updateTable('round')
      .set({
        chosenAdvice: facets.length === 0 ? null : JSON.stringify(facets),
        revision: sql`revision + 1`,
      })
      .where('id', '=', roundId)
      .execute();
    await log({
      action: facets.length === 0 ? 'factsheet.adviceByRule' : 'factsheet.adviceChosen',
      roundId,
      note: facets.join(', '),
    });
  });
}

/** A problem stands at its place in the form: `facet1` and on. */
function checkAdvice(typed: readonly string[], advisable: readonly string[]): Problem[] {
  return typed.flatMap((facet, place): Problem[] => {
    const where = `facet${place + 1}`;
    if (facet === '') return [];
    if (place >= maxAdvice || !advisable.includes(facet)) return [{ where, code: 'chooseShownFacet' }];
    return typed.indexOf(facet) < place ? [{ where, code: 'doubleFacet' }] : [];
  });
}
