/**
 * Computes the stored scores of a closed round again, from its answers and by the rules of today, and says what
 * differs. It never overwrites: a published year stays as it was, also when today's rules would say otherwise.
 */
import { discloseScores } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { type DisclosedScores, rulesOf, type Scores } from '../../../scoring/scores.ts';
import type { Database } from '../../database/schema.ts';
import { findScoringInput } from './scoring-input.ts';

/** A place in the scores where the two differ. */
export interface ScoreDifference {
  /** `facets.trust.mean`: ids and keys on the path to it. */
  key: string;
  /** What everybody with the network's result may see of it; undefined for nothing. */
  stored: unknown;
  today: unknown;
}

/** What scores were computed with. */
export type ScoringVersion = Pick<Scores, 'instrument' | 'rules'>;

export interface Rescoring {
  stored: ScoringVersion;
  today: ScoringVersion;
  /** The hash of the instrument when the round opened. */
  hashAtOpening: string;
  differences: ScoreDifference[];
  /** The parts of the scores (`facets`, `partners`) that differ in a place where nobody may see how, or whose it is. */
  hidden: string[];
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
  const today: Scores = JSON.parse(JSON.stringify(scoreNetwork(await findScoringInput(db, roundId))));
  return {
    stored: pickVersion(round.scores),
    today: pickVersion(today),
    hashAtOpening: round.instrumentHash,
    ...compareScores(round.scores, today),
  };
}

function pickVersion(scores: Scores): ScoringVersion {
  return { instrument: scores.instrument, rules: rulesOf(scores) };
}

/**
 * Every difference between two sets of scores, to the last digit. What it shows of them goes through the one door:
 * who may run a command may not for that reason see one partner's scores.
 */
function compareScores(stored: Scores, today: Scores): Pick<Rescoring, 'differences' | 'hidden'> {
  const shown = listDifferences(disclose(stored), disclose(today));
  const all = listDifferences(stored, today);
  const hidden = [...all.keys()].filter((key) => !shown.has(key)).map((key) => key.split('.')[0]!);
  return {
    differences: [...shown].map(([key, pair]) => ({ key, ...pair })),
    hidden: [...new Set(hidden)].sort(),
  };
}

function disclose(scores: Scores): DisclosedScores {
  return discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
}

function listDifferences(stored: unknown, today: unknown): Map<string, Omit<ScoreDifference, 'key'>> {
  const [before, now] = [new Map(listLeaves(stored)), new Map(listLeaves(today))];
  const keys = new Set([...before.keys(), ...now.keys()]);
  return new Map(
    [...keys]
      .map((key) => [key, { stored: before.get(key), today: now.get(key) }] as const)
      .filter(([, pair]) => pair.stored !== pair.today),
  );
}

/** Every value that holds no others, by the path to it; a thing in a list is named by its id, or else its index. */
function listLeaves(value: unknown, path: readonly string[] = []): [key: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, part]) =>
    listLeaves(part, [...path, Array.isArray(value) ? (part?.id ?? key) : key]),
  );
}
