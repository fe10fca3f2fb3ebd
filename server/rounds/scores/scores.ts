/**
 * The one place that says which scores of a round there are: those stored at closing, those of this moment, or
 * none yet. They leave here only through `discloseScores`.
 */
import { discloseScores } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { DisclosedScores, Reader, Scores } from '../../../scoring/scores.ts';
import type { Database } from '../../database/schema.ts';
import { Refusal } from '../../text/refusal.ts';
import { markSeen } from '../reopening.ts';
import { roundState } from '../round-state.ts';
import type { Round } from '../rounds.ts';
import { findConsents, findScoringInput } from './scoring-input.ts';

/**
 * What this reader may see of a round; what is below the minimum is in it as withheld. Undefined while the
 * round is open and was not opened with interim results.
 */
export async function findScores(
  db: Database,
  round: Round,
  reader: Reader,
): Promise<DisclosedScores | undefined> {
  return (await loadScores(db, round))?.(reader);
}

/** The same for somebody who looks: from then on the closing of the round can't be undone. */
export async function showScores(
  db: Database,
  round: Round,
  reader: Reader,
): Promise<DisclosedScores | undefined> {
  await markSeen(db, round.id);
  return findScores(db, round, reader);
}

/** The same for one reader after another, of whom each sees its own part of the scores and consents of one moment. */
export async function loadScores(
  db: Database,
  round: Round,
): Promise<((reader: Reader) => DisclosedScores) | undefined> {
  const scores = await chooseScores(db, round);
  if (!scores) return undefined;
  const consents = await findConsents(db, round.id);
  const isInterim = round.status !== 'closed';
  return (reader) => discloseScores(scores, { reader, ...consents, isInterim });
}

/** The refusal when there are no scores yet: it says when there will be some. */
export function refuseWithoutScores(round: Round): Refusal {
  return new Refusal(409, 'resultAfterClosing', { closesAt: round.closesAt.getTime() });
}

/**
 * Stored scores are never computed again, so that no later code rewrites a published year. A round that is past
 * its date but not yet swept has none stored; its answers can't change any more, so these are the same. A round that
 * was opened again since `round` was read is open.
 */
async function chooseScores(db: Database, round: Round): Promise<Scores | undefined> {
  if (round.status === 'planned' || (round.status !== 'closed' && !round.interimResults)) return undefined;
  const { scores, state } = await db
    .selectFrom('round')
    .select(['scores', roundState.as('state')])
    .where('id', '=', round.id)
    .executeTakeFirstOrThrow();
  if (round.status === 'closed' && state !== 'closed') return undefined;
  return scores ?? scoreNetwork(await findScoringInput(db, round.id));
}
