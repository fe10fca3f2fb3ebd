/**
 * One process at a time holds a data folder. The lock is the one that SQLite, which is part of Node, has on a file: the
 * system gives it to one process, between containers too, and takes it back when that process is gone, however it ended.
 * A file that says who holds the folder would stay behind after SIGKILL.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The code of SQLite for what another process holds. */
const busy = 5;

/** Gives what unlocks the folder, which must be there; undefined when it is held already. */
export function lockFolder(folder: string): (() => void) | undefined {
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    // Nothing is ever written to it.
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return () => file.close();
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === busy) return undefined;
    throw error;
  }
}
