/** Backup and restore in the shell, of either database. Neither changes anything of what a network stored. */
import { resolve } from 'node:path';
import { makeBackup } from '../backups/make-backup.ts';
import { verifyBackup } from '../backups/verify-backup.ts';
import { readBackup } from '../database/backup/read-backup.ts';
import { act } from '../log/act.ts';
import { formatMoment } from '../text/format-date.ts';
import type { Command } from './command.ts';
import { describeLogFaults } from './log.ts';

export const backupCommands: Command[] = [
  {
    name: 'backup',
    changes: true,
    needs: ['file'],
    async run({ acting, t }, { words: [file] }) {
      const path = resolve(file!);
      return t('commands.backup.done', { file: path, rows: await makeBackup(acting, path) });
    },
  },
  {
    name: 'verify',
    withoutDatabase: true,
    needs: ['file'],
    async run({ language, t }, { words: [file] }) {
      const { rows, madeAt, log } = await verifyBackup(resolve(file!));
      if (log.faults.length > 0) return { mismatch: describeLogFaults(log, t) };
      return t('commands.verify.done', { rows, moment: formatMoment(madeAt, language) });
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
