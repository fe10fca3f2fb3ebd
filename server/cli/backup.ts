/** Backup and restore in the shell, of either database. */
import { resolve } from 'node:path';
import { readBackup } from '../database/backup/read-backup.ts';
import { writeBackup } from '../database/backup/write-backup.ts';
import type { Command } from './command.ts';

export const backupCommands: Command[] = [
  {
    name: 'backup',
    changes: true,
    needs: ['file'],
    async run({ db, t }, { words: [file] }) {
      const path = resolve(file!);
      return t('commands.backup.done', { file: path, rows: await writeBackup(db, path) });
    },
  },
  {
    name: 'restore',
    changes: true,
    needs: ['file'],
    async run({ db, t }, { words: [file] }) {
      return t('commands.restore.done', { rows: await readBackup(db, resolve(file!)) });
    },
  },
];
