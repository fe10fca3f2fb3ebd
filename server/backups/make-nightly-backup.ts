/** The backup of the night: a file for each day, of which the oldest go. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobFailure } from '../jobs/job-queue.ts';
import type { Acting } from '../log/act.ts';
import { dutchDay } from '../text/days.ts';
import { makeBackup } from './make-backup.ts';

export interface NightlyBackups {
  folder: string;
  /** How many to keep, the new one included. */
  keep: number;
  onError: (error: unknown) => void;
}

/** What other files stand in the folder is left alone. Old backups go only after the new one is there. */
export async function makeNightlyBackup(
  acting: Acting,
  { folder, keep, onError }: NightlyBackups,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await makeBackup(acting, join(folder, `ketenspiegel-${dutchDay(new Date())}.backup`));
    const files = (await readdir(folder)).filter((name) =>
      /^ketenspiegel-\d{4}-\d\d-\d\d\.backup$/.test(name),
    );
    for (const name of files.sort().slice(0, -keep)) await rm(join(folder, name));
  } catch (cause) {
    // The folder is full, gone or somebody else's: the page of jobs says where to look.
    onError(cause);
    throw new JobFailure('backup', { cause });
  }
}
