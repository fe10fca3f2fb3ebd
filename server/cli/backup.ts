/** Backup and restore in the shell, of either database. Neither changes anything of what a network stored. */
import { resolve } from 'node:path';
import { readBackup } from '../database/backup/read-backup.ts';
import { writeBackup } from '../database/backup/write-backup.ts';
import { act } from '../log/act.ts';
import type { Command } from './command.ts';

export const backupCommands: Command[] = [
  {
    name: 'backup',
    changes: true,
    needs: ['file'],
    async run({ db, acting, t }, { words: [file] }) {
      const path = resolve(file!);
      const rows = await writeBackup(db, path);
      await act(acting, (change) => change.log({ action: 'desk.backedUp' }));
      return t('commands.backup.done', { file: path, rows });
    },
  },
  {
    name: 'restore',
    needsOwner: true,
    changes: true,
    needs: ['file'],
    async run({ acting, t }, { words: [file] }) {
      const rows = await act(acting, async (change) => {
        const restored = await readBackup(change.db, resolve(file!));
        await change.log({ action: 'desk.restored' });
        return restored;
      });
      return t('commands.restore.done', { rows });
    },
  },
];
