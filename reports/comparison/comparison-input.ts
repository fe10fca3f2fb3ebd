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
  /** From the oldest to the latest; each says with which round its change compares. */
  rounds: readonly FactsheetInput[];
}

/** The latest results of several networks beside each other. */
export interface NetworksInput extends ComparisonFrame {
  /** All asked with the same version of the questionnaire. */
  networks: readonly ComparedNetwork[];
  /** Names of networks whose latest results were asked with another version, and of those without a closed round. */
  otherVersion: readonly string[];
  withoutRound: readonly string[];
  /** Did a network of this page agree to stand beside those of others? */
  isShared: boolean;
}

export interface ComparedNetwork {
  /** In the order of the alphabet; the id only keeps equal names apart. */
  id: string;
  /** Of somebody else who agreed: then its municipality stands beside its name. */
  isOther: boolean;
  result: FactsheetInput;
}
