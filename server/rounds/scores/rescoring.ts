/**
 * Computes the stored scores of a closed round again, from its answers and by the rules of today, and says what
 * differs. It never overwrites: a published year stays as it was, also when today's rules would say otherwise.
 */
import { discloseScores } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { DisclosedScores, Scores } from '../../../scoring/scores.ts';
import type { Database } from '../../database/schema.ts';
import { readScoringInput } from './scoring-input.ts';

/** A place in the scores where the two differ. */
export interface Difference {
  /** `facets.trust.mean`: ids and keys on the way to it. */
  key: string;
  /** What everybody with the network's result may see of it, undefined for nothing; missing when that is nothing. */
  shown?: Pair;
}

interface Pair {
  stored: unknown;
  today: unknown;
}

/** What scores were computed with. */
export type Basis = Pick<Scores, 'instrument' | 'rules'>;

export interface Rescoring {
  stored: Basis;
  today: Basis;
  /** The hash of the instrument when the round opened. */
  hashAtOpening: string;
  differences: Difference[];
}

/** For a round that exists; undefined when no scores are stored with it, because it is not closed. */
export async function rescoreRound(db: Database, roundId: string): Promise<Rescoring | undefined> {
  const round = await db
    .selectFrom('round')
    .select(['scores', 'instrumentHash'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  if (!round.scores) return undefined;
  // As they would come back from the database.
  const today: Scores = JSON.parse(JSON.stringify(scoreNetwork(await readScoringInput(db, roundId))));
  return {
    stored: nameBasis(round.scores),
    today: nameBasis(today),
    hashAtOpening: round.instrumentHash,
    differences: compareScores(round.scores, today),
  };
}

function nameBasis({ instrument, rules }: Scores): Basis {
  return { instrument, rules };
}

/**
 * Every difference between two sets of scores, to the last digit. What it shows of them goes through the one door:
 * who may run a command may not for that reason see one partner's scores.
 */
function compareScores(stored: Scores, today: Scores): Difference[] {
  const shown = listDifferences(disclose(stored), disclose(today));
  const all = listDifferences(stored, today);
  return [...new Set([...all.keys(), ...shown.keys()])].map((key) => ({ key, shown: shown.get(key) }));
}

function disclose(scores: Scores): DisclosedScores {
  return discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
}

function listDifferences(stored: unknown, today: unknown): Map<string, Pair> {
  const [before, now] = [new Map(listLeaves(stored)), new Map(listLeaves(today))];
  const keys = new Set([...before.keys(), ...now.keys()]);
  return new Map(
    [...keys]
      .map((key): [string, Pair] => [key, { stored: before.get(key), today: now.get(key) }])
      .filter(([, pair]) => pair.stored !== pair.today),
  );
}

/** Every value that holds no others, by the way to it; a thing in a list goes by its id, or else by its place. */
function listLeaves(value: unknown, way: readonly string[] = []): [key: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[way.join('.'), value]];
  return Object.entries(value).flatMap(([key, part]) =>
    listLeaves(part, [...way, Array.isArray(value) ? (part?.id ?? key) : key]),
  );
}
