/** What the template of the social map is given. */
import type { HeadView } from '../figures/describe-round.ts';
import type { ProfileView } from './describe-profile.ts';
import type { FindingView, MatrixView, TopicRow } from './describe-who-does-what.ts';

export interface SocialMapPage {
  /** Undefined on paper. */
  links: { back: string | undefined; pdf: string } | undefined;
  head: {
    municipality: string;
    name: string;
    /** Does the name need smaller letters? */
    isLong: boolean;
    logo: HeadView['logo'];
    /** Empty for real data. */
    madeUp: string;
    printedOn: string;
    /** When a profile was last changed; empty when there is none. */
    changed: string;
  };
  reply: string;
  /** How many partners wrote nothing; empty when that needs no saying. */
  missing: string;
  /** Undefined on paper, and where there is nothing to search. */
  form: { search: string; page: string } | undefined;
  /** Instead of the whole map: what was searched for. */
  found: FoundView | undefined;
  /** What to do, for a network in which nobody wrote anything. */
  steps: readonly string[];
  /** Which kinds of partners are missing. */
  kinds: string;
  findings: readonly FindingView[];
  /** Undefined when it does not fit. */
  matrix: MatrixView | undefined;
  topics: readonly TopicView[];
  entries: readonly ProfileView[];
  /** The partners that wrote nothing. */
  rest: readonly ProfileView[];
}

/** Of the whole map, what a search leaves out. */
export type WholeMap = Pick<
  SocialMapPage,
  'steps' | 'kinds' | 'findings' | 'matrix' | 'topics' | 'entries' | 'rest'
>;

export interface FoundView {
  title: string;
  isNone: boolean;
  entries: readonly ProfileView[];
  /** The address of the whole map. */
  all: string;
}

/** A table of contributions or of groups. */
export interface TopicView {
  isFirst: boolean;
  title: string;
  caption: string;
  column: string;
  partners: string;
  note: string;
  isStacked: boolean;
  rows: readonly (TopicRow & { isLong: boolean })[];
}

declare module '../document/views.ts' {
  interface Documents {
    'social-map': SocialMapPage;
  }
  interface Parts {
    'social-map-entry': ProfileView;
  }
}
