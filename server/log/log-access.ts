import { type Acting, act } from './act.ts';
import type { NewLine } from './lines.ts';

/** Writes the line of what was shown, downloaded or checked and changed nothing: just before the answer leaves. */
export function logAccess(acting: Acting, line: NewLine): Promise<void> {
  return act(acting, ({ log }) => log(line));
}
