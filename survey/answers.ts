/**
 * What a saved page of the questionnaire holds. Only a checked body becomes one of these (`check-answers.ts`);
 * they are stored as they are, and scores come from nothing else.
 */

/** Answers by item id; null is 'weet ik niet', a missing id is not answered yet. */
export interface ConceptPage {
  answers: Record<string, number | null>;
  comment: string;
  /** The coordinator may read the comment, without a name. Left out when not, and where there is no comment. */
  readable?: true;
  /** Researchers may read it too, once the coordinator took names out. Left out when not, and where it is not readable. */
  forResearch?: true;
}

/** By condition id; null is 'weet ik niet', a missing id is not answered. Empty when the page was skipped. */
export interface ConditionsPage {
  conditions: Record<string, number | null>;
}

/** The number of the chosen option per question; null is not answered. */
export interface ContactAnswer {
  frequency: number | null;
  familiarity: number | null;
  dependence: number | null;
}

/** By partner code; a code that is present is a partner that the respondent knows. */
export interface ContactsPage {
  contacts: Record<string, ContactAnswer>;
  /** Which organisation the respondent misses in the network, in its own words: for the coordinator. Left out when none. */
  missing?: string;
}

/** What the respondent allows; off unless ticked. */
export interface ConsentsPage {
  scores: boolean;
  research: boolean;
  /** With `research`: the contacts too. Left out when not. */
  researchContacts?: true;
}

export type PageContent = ConceptPage | ConditionsPage | ContactsPage | ConsentsPage;

/** What is asked about the contact with another partner, in the order of the questionnaire. */
export const contactQuestions = ['frequency', 'familiarity', 'dependence'] as const;
