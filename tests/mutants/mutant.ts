/** One change to a rule, and how it is made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mutant {
  /** Short, in kebab-case. */
  id: string;
  /** What the change would mean for people, in one sentence. */
  means: string;
  file: string;
  /** The text that is changed: it occurs exactly once in the file. */
  from: string;
  to: string;
  /** The file with the test that fails. */
  test: string;
  /** Words of the title of that test, as they stand in the file. Left out: all tests of the file. */
  name?: string;
}

/** The text of its file with the change; undefined when what it changes does not stand there exactly once. */
export function mutate({ file, from, to }: Mutant, root = '.'): string | undefined {
  const parts = readFileSync(join(root, file), 'utf8').split(from);
  return parts.length === 2 ? parts.join(to) : undefined;
}
