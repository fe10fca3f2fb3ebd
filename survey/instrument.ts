/**
 * The instrument: what is asked, as data. A version is frozen once a round has opened with it.
 * Our own versions are in `versions/`; anybody's instrument in the same shape is scored by the same code, so
 * everything that only our questionnaire needs (texts, conditions, contacts, consents) is optional here.
 */
import type { Text } from './texts.ts';

/** The answer scale, in whole steps from min to max (ours: 1 to 5). */
export interface Scale {
  min: number;
  max: number;
  /** What each step is called, from min to max. */
  labels?: Text[];
}

/** One statement. A reversed item is worded negatively and becomes min + max − x when scored. */
export interface Item {
  id: string;
  reversed?: boolean;
  text?: Text | string;
}

/** Part of a concept; what becomes a strength or a weakness. */
export interface Facet {
  id: string;
  name?: Text;
  items: Item[];
}

/** One of the themes (ours: sharing, quality, interdependence, reputation). */
export interface Concept {
  id: string;
  name?: Text;
  /** One sentence above the page of this concept. */
  intro?: Text;
  /** The optional open question below it; its answer is never printed word for word. */
  openQuestion?: Text;
  facets: Facet[];
}

/** One of the three quick questions about a known partner; option 0 is 'not at all'. */
export interface ContactQuestion {
  question: Text;
  /** The names of options 0, 1, 2 … */
  options: Text[];
}

export interface Contacts {
  intro: Text;
  frequency: ContactQuestion;
  familiarity: ContactQuestion;
  dependence: ContactQuestion;
}

/** What lies around the network and helps or hinders it, such as time and money. Asked by its name, never a concept. */
export interface Condition {
  id: string;
  name?: Text;
  text?: Text | string;
}

/** A page of its own that may be skipped, with one question about each condition. It counts towards no concept. */
export interface Conditions {
  /** The heading of the page. */
  name?: Text;
  intro?: Text;
  /** What is asked about each of them. */
  question?: Text;
  /** From 'gets in the way' to 'helps'. */
  scale: Scale;
  /** Means up to `hindering` hinder, from `helping` on they help. Left out: three and five eighths of the scale. */
  cutoffs?: { hindering: number; helping: number };
  items: Condition[];
}

/** The two optional check boxes; both start unticked. */
export interface Consents {
  /** The coordinator may see this partner's own scores. */
  scores: Text;
  /** The answers may be used, without name, for research. */
  research: Text;
}

export interface Instrument {
  id: string;
  version: string | number;
  scale: Scale;
  /** Means below `weak` are weak, from `strong` on strong. Left out: half and three quarters of the scale. */
  cutoffs?: { weak: number; strong: number };
  name?: Text;
  /** What 'weet ik niet / niet van toepassing' is called. */
  unknown?: Text;
  concepts: Concept[];
  conditions?: Conditions;
  contacts?: Contacts;
  consents?: Consents;
}

/** The cut-offs of the conditions, or else an eighth of the scale to either side of its middle. */
export function findConditionCutoffs({ scale, cutoffs }: Conditions): { hindering: number; helping: number } {
  const { min, max } = scale;
  return cutoffs ?? { hindering: min + (3 * (max - min)) / 8, helping: min + (5 * (max - min)) / 8 };
}

/** The instrument's cut-offs, or else those usual in the field: half and three quarters of the scale. */
export function findCutoffs(instrument: Instrument): { weak: number; strong: number } {
  const { min, max } = instrument.scale;
  return instrument.cutoffs ?? { weak: min + (max - min) / 2, strong: min + (3 * (max - min)) / 4 };
}
