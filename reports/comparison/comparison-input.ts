/** What a comparison is made from: results that may be shown to everybody who reads the network, never a partner's. */
import type { Language } from '../../survey/texts.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';

export interface ComparisonFrame {
  language: Language;
  municipality: { name: string };
  /** ISO date, given by the caller. */
  printedOn: string;
  /** Where the page leads to, as addresses; left out on paper. */
  links?: { back: string; pdf: string };
}

/** The closed rounds of one network beside each other. */
export interface YearsInput extends ComparisonFrame {
  network: { name: string; madeUp: boolean };
  /** From the oldest to the latest; each names the round that its change compares with. */
  rounds: readonly FactsheetInput[];
}

/** The latest results of several networks beside each other. */
export interface NetworksInput extends ComparisonFrame {
  /** All asked with the same version of the questionnaire. */
  networks: readonly ComparedNetwork[];
  /** Names of networks whose latest results were asked with another version, and of those without a closed round. */
  otherVersion: readonly string[];
  withoutRound: readonly string[];
  /** Has a network of this page agreed to be compared with those of others? */
  isShared: boolean;
}

export interface ComparedNetwork {
  /** Networks are in alphabetical order; the id only tells equal names apart. */
  id: string;
  /** From another municipality, which agreed: its name is shown too. */
  isOther: boolean;
  result: FactsheetInput;
}
