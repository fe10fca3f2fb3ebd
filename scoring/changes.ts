/** The shapes of what changed between two rounds. */
import type { AlreadyRead } from './answers.ts';
import type { Interval, Withheld } from './figure.ts';

/** A `maybe` is beyond its own 95% interval, but no longer when all differences are looked at together. */
export type Verdict = 'better' | 'worse' | 'maybe better' | 'maybe worse' | 'no demonstrable change';

/** Partners in one of the two rounds only: counted, and their mean from 5 of them. */
export type OneRoundGroup = { n: number } & ({ mean: number } | Withheld);

interface ChangeFigures {
  /** Partners with a score in both rounds, 5 or more. */
  m: number;
  /** Mean of now minus then, on the scale of the answers. */
  difference: number;
  ci: Interval;
  verdict: Verdict;
  /** The smallest difference that this comparison could have shown; not in scores of rules 1. */
  smallest?: number;
  joiners: OneRoundGroup;
  leavers: OneRoundGroup;
  /** Shown in the steps of five partners, however many there are. */
  coarse?: true;
  /** Who is behind it; not shown. */
  groups?: ChangeGroups;
  /** How many scores one person can have on the items that both rounds share; not shown. */
  options?: number;
}
/** Ids of partners with a figure now only, in both rounds, and then only. */
export interface ChangeGroups {
  joined: string[];
  stayed: string[];
  left: string[];
  /** Of a concept: did one of them skip a part of it, now or then? */
  isSkipped?: true;
}
/** When the difference would give away who was in one round only, the verdict still stands. */
type HeldBackChange = Omit<ChangeFigures, 'difference' | 'ci' | 'smallest'> & Withheld;
export type ChangeScore = { id: string } & (ChangeFigures | HeldBackChange | Withheld);

export interface PartnerChangeFigures {
  /** The difference is for the partner itself: with this year's score it tells last year's. */
  concepts: Record<string, { difference?: number; verdict: Verdict } | Withheld>;
  /** Did the same people answer as then? Missing when nobody knows. For the partner itself. */
  isSamePeople?: boolean;
}
export type PartnerChange = { id: string } & (PartnerChangeFigures | Withheld);

/** Since an earlier round, on the items that both rounds asked word for word. */
export interface Change {
  /** With the rules that the earlier round was scored by, when they are not those of this one. */
  since: { id: string; version: string | number; hash: string; rules?: string };
  sharedItems: number;
  facets: ChangeScore[];
  concepts: ChangeScore[];
  partners: PartnerChange[];
  /** Of the earlier round; not shown. */
  read?: AlreadyRead;
}
