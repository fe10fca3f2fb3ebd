/**
 * What a command of `npm run -s admin` is: one entry in the table of `commands.ts`. What it says is in
 * `texts.*.json`, under its name.
 */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/schema.ts';
import type { Acting } from '../log/act.ts';
import type nl from './texts.nl.json';
import type { adminTexts } from './texts.ts';

/** Gives the sentences of the shell command in one language. */
export type ShellTranslator = ReturnType<typeof adminTexts>;

interface Surroundings {
  db: Database;
  /** The shell, as use cases know it. */
  acting: Acting;
  config: Config;
  /** The migrations that this start applied. */
  migrations: string[];
  language: Language;
  t: ShellTranslator;
}

export interface Given {
  /** One for each word of `needs`. */
  words: string[];
  /** The options that were given. */
  options: Record<string, string | boolean | undefined>;
}

interface Named {
  name: keyof typeof nl.commands;
  /** What follows the name, as keys of the texts (`words.…`); those of `idNames` are numbers that a list shows. */
  needs: readonly (keyof typeof nl.words)[];
  options?: ParseArgsOptionsConfig;
}

export type Command = DatabaseCommand | FileCommand;

/** It works, with or without the database of this installation, and leaves that alone. */
interface FileCommand extends Named {
  withoutDatabase: true;
  run(surroundings: Pick<Surroundings, 'language' | 't'>, given: Given): Promise<string | Mismatch>;
}

interface DatabaseCommand extends Named {
  withoutDatabase?: never;
  /** It does what only the owner of the tables may do. */
  needsOwner?: boolean;
  /** It changes something, so its use case writes a line in the log. */
  changes?: boolean;
  /** Does it, and gives what to print. */
  run(surroundings: Surroundings, given: Given): Promise<string | Mismatch>;
}

/** Two things that should be equal are not: printed like any answer, with exit code 1. */
export interface Mismatch {
  mismatch: string;
}

export const idNames = ['network', 'round', 'invitation', 'share'];

/** An option that was given as text, or undefined. */
export function readOption(given: Given, option: string): string | undefined {
  const value = given.options[option];
  return typeof value === 'string' ? value : undefined;
}

/** One line for each thing, its parts apart by a tab; or the sentence when there is none. */
export function formatLines(rows: (string | number)[][], whenNone: string): string {
  return rows.length === 0 ? whenNone : rows.map((row) => row.join('\t')).join('\n');
}
