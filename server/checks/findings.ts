/** One answer of the check: how it is, and the sentence that says so, with what to do. */
import type nl from './texts.nl.json';

export interface Finding {
  about: keyof typeof nl.about;
  /** unknown: we could not look. */
  state: 'ok' | 'wrong' | 'unknown';
  sentence: keyof typeof nl.sentences;
  values?: Record<string, string>;
}
