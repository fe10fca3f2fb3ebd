/**
 * Computes the stored scores of a closed round again, from its answers and by the rules of today, and says what
 * differs. It never overwrites: a published year stays as it was, also when today's rules would say otherwise.
 */
import { discloseScores } from '../../scoring/disclose.ts';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { DisclosedScores, Scores } from '../../scoring/scores.ts';
import type { Database } from '../database/schema.ts';
import { readScoringInput } from './scoring-input.ts';

/** A place in the scores where the two differ. */
export interface Difference {
  /** `facets.trust.mean`: ids and keys on the way to it. */
  key: string;
  /** What everybody with the network's result may see of it, undefined for nothing; missing when that is nothing. */
  shown?: { stored: unknown; today: unknown };
}

export interface Rescoring {
  stored: Pick<Scores, 'instrument' | 'rules'>;
  today: Pick<Scores, 'instrument' | 'rules'>;
  /** The hash of the instrument when the round opened. */
  hashAtOpening: string;
  differences: Difference[];
}

/** For a round that exists; undefined when no scores are stored with it, because it is not closed. */
export async function rescoreRound(db: Database, roundId: string): Promise<Rescoring | undefined> {
  const round = await db
    .selectFrom('round')
    .select(['scores', 'instrument_hash'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  if (!round.scores) return undefined;
  const stored = round.scores;
  // As they would come back from the database.
  const today: Scores = JSON.parse(JSON.stringify(scoreNetwork(await readScoringInput(db, roundId))));
  return { stored, today, hashAtOpening: round.instrument_hash, differences: compareScores(stored, today) };
}

/**
 * Every difference between two sets of scores, to the last digit. What it shows of them goes through the one door:
 * who may run a command may not for that reason see one partner's scores.
 */
export function compareScores(stored: Scores, today: Scores): Difference[] {
  const shown = listDifferences(disclose(stored), disclose(today));
  const all = listDifferences(stored, today);
  return [...new Set([...all.keys(), ...shown.keys()])].map((key) => ({ key, shown: shown.get(key) }));
}

function disclose(scores: Scores): DisclosedScores {
  return discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
}

type Pair = { stored: unknown; today: unknown };

function listDifferences(stored: unknown, today: unknown): Map<string, Pair> {
  const [before, now] = [listLeaves(stored), listLeaves(today)];
  const keys = new Set([...before.keys(), ...now.keys()]);
  return new Map(
    [...keys]
      .map((key): [string, Pair] => [key, { stored: before.get(key), today: now.get(key) }])
      .filter(([, pair]) => pair.stored !== pair.today),
  );
}

/** Every value that holds no others, by the way to it; a thing in a list goes by its id, or by its place. */
function listLeaves(value: unknown, way = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[way, value]]);
  const inner = Object.entries(value).map(([key, part]): [string, unknown] => [part?.id ?? key, part]);
  return new Map(inner.flatMap(([key, part]) => [...listLeaves(part, way === '' ? key : `${way}.${key}`)]));
}
