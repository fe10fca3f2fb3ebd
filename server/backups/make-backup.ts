/** A backup, with its line in the log. What people stored does not change. */
import { writeBackup } from '../database/backup/write-backup.ts';
import { type Acting, act } from '../log/act.ts';

/** Gives the number of rows. The line says that the file is there and can be read to its end. */
export async function makeBackup(acting: Acting, file: string): Promise<number> {
  const rows = await writeBackup(acting.db, file);
  await act(acting, (change) => change.log({ action: 'desk.backedUp' }));
  return rows;
}
