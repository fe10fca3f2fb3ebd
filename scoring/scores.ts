/**
 * The shapes that scoring gives out: the JSON of the `score` command, and the same object is stored when a round
 * closes.
 */
import type { Scale } from '../survey/instrument.ts';
import type { Partner } from './answers.ts';
import type { Change } from './changes.ts';
import type { Interval, Withheld } from './figure.ts';

/** The version of the scoring rules: goes up when the same answers would give another figure or class. */
export const rules = '2';

/** The rules that these scores were made by; those without a name are of the first version. */
export function rulesOf({ rules: named }: { rules?: string }): string {
  return named ?? '1';
}

/** How many partners a result of the network, a subgroup or a change needs before it may be shown. */
export const minimum = 5;

/** Behind a figure of so many partners, how they differ is shown too: s, AD, r*wg and the ICCs. */
export const spreadFrom = 15;

export type FacetClass = 'weak' | 'unequal' | 'strong' | 'attention';
export type Certainty = 'clear' | 'likely';
export type Standing = 'representative' | 'directional' | 'indicative';
export type Level = 'full' | 'partial' | 'absent';

export interface Coverage {
  partners: number;
  /** Partners with at least one respondent who answered an item. */
  answered: number;
  /** Respondents who answered an item; only 'weet ik niet' does not count. */
  respondents: number;
  /** answered / partners */
  share: number;
  standing: Standing;
}

export interface FacetFigures {
  n: number;
  mean: number;
  sd: number | Withheld;
  ad: number | Withheld;
  rwg: number | Withheld;
  /** From 0 to 100, as people read it. */
  index: number;
  ci: Interval | Withheld;
  class: FacetClass;
  certainty: Certainty;
  /** How many scores one person can have on it; not shown. */
  options?: number;
  /** Pooled variance of people within partners, from 5 partners with two or more; for who has the answers. */
  within?: number | Withheld;
}
export type FacetScore = { id: string; concept: string } & (FacetFigures | Withheld);

export interface Alpha {
  n: number;
  value: number;
  ci: Interval | Withheld;
  /** True below 30 respondents. */
  unstable: boolean;
  /** The partners that these respondents belong to; not shown to anybody. */
  partners?: number;
  items: { id: string; itemRest: number | Withheld; alphaWithout: number | Withheld }[];
}

/** How reliable the score of one partner is. */
export interface PartnerReliability {
  /** The mean number of people of a partner, m. */
  respondents: number;
  /** The reliability of a partner's score with that many, ρ_m. */
  value: number;
  /** The number of people that gives 0.70: not a whole number. */
  needed: number;
}

export interface ConceptFigures {
  n: number;
  mean: number;
  sd: number | Withheld;
  ad: number | Withheld;
  index: number;
  ci: Interval | Withheld;
  /** As of a facet. */
  within?: number | Withheld;
  icc1: number | Withheld;
  icc2: number | Withheld;
  /** Shown in the steps of five partners, however many there are; `disclose-concept.ts` says why. */
  coarse?: true;
  /** How many scores one person can have on it; not shown. */
  options?: number;
  /** Their 95% intervals; not in scores of rules 1. */
  icc1Ci?: Interval | Withheld;
  icc2Ci?: Interval | Withheld;
  /** How reliable a partner's score is; not in scores of rules 1. */
  reliability?: PartnerReliability | Withheld;
  /** Partners with two respondents or more, on which the ICCs rest; not shown to anybody. */
  iccPartners?: number;
  alpha: Alpha | Withheld;
  /** McDonald's ω, over the same respondents as α. */
  omega: number | Withheld;
}
export type ConceptScore = { id: string } & (ConceptFigures | Withheld);

export type ConditionClass = 'hindering' | 'neither' | 'helping';
interface ConditionFigures {
  n: number;
  /** On the scale of the conditions, from 'gets in the way' to 'helps'. */
  mean: number;
  sd: number | Withheld;
  ad: number | Withheld;
  ci: Interval | Withheld;
  class: ConditionClass;
  certainty: Certainty;
  /** Conditions have a scale of their own; not shown. */
  scale?: Scale;
}
export type ConditionScore = { id: string } & (ConditionFigures | Withheld);

/** A partner beside its network: no more than its own score can bear. */
export type Comparison = 'higher' | 'lower' | 'equal';

/**
 * `divided`, for a facet that three or more respondents scored: do they differ too much for one mean? `comparison` with
 * the network is not in scores of rules 1.
 */
export type PartnerFigure =
  | { mean: number; index: number; divided?: boolean; comparison?: Comparison }
  | Withheld;
export interface PartnerFigures {
  respondents: number;
  facets: Record<string, PartnerFigure>;
  concepts: Record<string, PartnerFigure>;
}
export type PartnerScore = { id: string } & (PartnerFigures | Withheld);

/**
 * The network as reported: an edge where either side reports contact. `frequency` is the number of the option, the
 * highest that either side chose; scores that were stored without it have none.
 */
export interface NetworkMap {
  nodes: Partner[];
  edges: { from: string; to: string; frequency?: number }[];
}

/** One partner in the undirected graph (degree, betweenness), what it reports, and what others report of it. */
export interface PartnerContacts {
  id: string;
  degree: number;
  inDegree: number | Withheld;
  /** Withheld for a partner that reported nothing. */
  outDegree: number | Withheld;
  /** 0 to 1; from 80% reporters. */
  betweenness: number | Withheld;
  /** Mean over the other reporters, from 5 of them: how well they know what this partner does (0 to 2). */
  familiarity: number | Withheld;
  /** The same for how much their work depends on it. */
  dependence: number | Withheld;
}

export interface Contacts {
  /** Partners that answered or reported a contact. */
  reporters: number;
  density: number | Withheld;
  /** The bounds: if those who did not report had no contacts at all, and if they had all. */
  densityBounds: Interval | Withheld;
  reciprocity: number | Withheld;
  /** Pairs of reporters with a tie; not shown. */
  reciprocityPairs?: number;
  /** From 65% reporters. */
  centralization: number | Withheld;
  asymmetry: number | Withheld;
  /** Pairs of reporters of which one depends on the other; not shown. */
  asymmetryPairs?: number;
  partners: PartnerContacts[];
}

export type Conclusion = { level: Level; strengths: string[]; weaknesses: string[] } | Withheld;

export interface Scores {
  /** The scale is not shown: the instrument has it. */
  instrument: { id: string; version: string | number; hash: string; scale?: Scale };
  /** The version of the scoring rules. */
  rules: string;
  coverage: Coverage | ({ partners: number } & Withheld);
  facets: FacetScore[];
  concepts: ConceptScore[];
  partners: PartnerScore[];
  map: NetworkMap | Withheld;
  /** `undefined` when contacts were not asked. */
  ties: Contacts | Withheld;
  conclusion: Conclusion;
  /** Only when the instrument asks them; scores of version 1 have none. */
  conditions?: ConditionScore[];
  /** Only when there is an earlier round; `undefined` when the two rounds share no item. */
  change?: Change | Withheld;
}

/** Who reads: everybody with the network's result; one partner; the coordinator of the network. */
export type Reader = { kind: 'network' } | { kind: 'partner'; partner: string } | { kind: 'coordinator' };

declare const disclosed: unique symbol;
/** Scores that went through the one door (`disclose.ts`). Only these may be shown. */
export type DisclosedScores = Scores & { readonly [disclosed]: Reader['kind'] };
