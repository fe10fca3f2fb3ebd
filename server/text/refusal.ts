/**
 * A refusal is a value with a status and sentences: what is wrong, where, and what to do. Routes throw it, and
 * the error handler shows it as a page or as JSON. The sentences are in `texts/refusals.*.json`.
 */
import type { Language, TextKey } from '../../survey/texts.ts';
import type refusalsNl from './refusals.nl.json';
import { refusalTexts } from './texts.ts';

/** What it says: a key of the texts. */
export type RefusalCode = Exclude<
  TextKey<typeof refusalsNl>,
  `${'problems' | 'shape' | 'places' | 'settings'}.${string}`
>;

type Values = Record<string, string | number>;

/** One thing that is wrong; `where` is a row and column, a field or a path, empty when it is the whole request. */
export interface Fault {
  where: string;
  sentence: string;
}

export class Refusal extends Error {
  readonly statusCode: number;
  readonly code: RefusalCode;
  readonly values: Values;
  readonly faults: (language: Language) => Fault[];

  /** `faults` gives the list of everything that is wrong, when there is one. */
  constructor(
    statusCode: number,
    code: RefusalCode,
    values: Values = {},
    faults: (language: Language) => Fault[] = () => [],
  ) {
    super(code);
    this.statusCode = statusCode;
    this.code = code;
    this.values = values;
    this.faults = faults;
  }

  /** The sentence in a language. */
  sentence(language: Language): string {
    return refusalTexts(language)(this.code, this.values);
  }
}

/** Somebody else's thing and a thing that does not exist look the same. */
export function notFound(): Refusal {
  return new Refusal(404, 'notFound');
}

/** What a command in the shell prints of an error: the sentences of a refusal, or the error's own message. */
export function describeForShell(error: unknown, language: Language): string {
  if (error instanceof Refusal) {
    const faults = error
      .faults(language)
      .map(({ where, sentence }) => (where === '' ? sentence : `${where}: ${sentence}`));
    return [error.sentence(language), ...faults].join('\n');
  }
  return error instanceof Error ? error.message : String(error);
}
