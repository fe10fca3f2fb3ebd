/** What concerns the installation itself, in the shell. */
import { replaceKey } from '../access/replace-key.ts';
import type { Command } from './command.ts';

export const operatorCommands: Command[] = [
  {
    name: 'key',
    needs: [],
    changes: true,
    run: ({ acting }) => replaceKey(acting),
  },
  {
    name: 'migrate',
    needs: [],
    async run({ migrations, t }) {
      return migrations.length === 0
        ? t('commands.migrate.upToDate')
        : t('commands.migrate.done', { migrations: migrations.join(', ') });
    },
  },
];
