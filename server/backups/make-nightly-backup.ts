/** The backup of the night: a file for each, of which the oldest go. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JobFailure } from '../jobs/job-queue.ts';
import type { Acting } from '../log/act.ts';
import { makeBackup } from './make-backup.ts';

export interface NightlyBackups {
  folder: string;
  /** How many to keep, the new one included. */
  keep: number;
  onError: (error: unknown) => void;
}

/** `ketenspiegel-2026-11-28T025004.backup`, in UTC: no backup takes the place of an earlier one. */
const ownFile = /^ketenspiegel-\d{4}-\d\d-\d\dT\d{6}\.backup$/;
/** What a process that stopped in the middle left; it holds answers too. */
const ownDraft = /^ketenspiegel-.*\.part$/;
const draftHours = 24;

/**
 * Other files in the folder are left alone, and old backups go only after the new one is there. A database that nobody
 * has signed in to yet is not written: after a loss the server starts with one, and what is there is needed then.
 */
export async function makeNightlyBackup(
  acting: Acting,
  { folder, keep, onError }: NightlyBackups,
): Promise<void> {
  const account = await acting.db.selectFrom('account').select('id').limit(1).executeTakeFirst();
  if (!account) return;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `ketenspiegel-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.backup`;
    await makeBackup(acting, join(folder, name));
    await removeOld(folder, name, keep);
  } catch (cause) {
    // The folder is full, gone or somebody else's: the page of jobs says where to look.
    onError(cause);
    throw new JobFailure('backup', { cause });
  }
}

/** By when they were written: a clock that was wrong gives wrong names. The new one stays in any case. */
async function removeOld(folder: string, newest: string, keep: number): Promise<void> {
  const names = await readdir(folder);
  const writtenAt = async (name: string) => ({ name, at: (await stat(join(folder, name))).mtimeMs });
  const backups = names.filter((name) => ownFile.test(name) && name !== newest);
  const others = (await Promise.all(backups.map(writtenAt))).sort((one, other) => other.at - one.at);
  const drafts = await Promise.all(names.filter((name) => ownDraft.test(name)).map(writtenAt));
  const old = [
    ...others.slice(keep - 1),
    ...drafts.filter(({ at }) => Date.now() - at > draftHours * 3_600_000),
  ];
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
