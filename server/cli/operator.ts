/** What concerns the installation itself, in the shell. */
import { replaceKey } from '../access/replace-key.ts';
import { checkInstallation, describeFindings } from '../checks/check-installation.ts';
import type { Command } from './command.ts';

export const operatorCommands: Command[] = [
  {
    name: 'key',
    needs: [],
    changes: true,
    run: ({ acting }) => replaceKey(acting),
  },
  {
    name: 'check',
    needs: [],
    async run({ config, language }) {
      const findings = await checkInstallation(config);
      const lines = describeFindings(findings, language).map(({ about, status, sentence }) =>
        [about, status.label, sentence].join('\t'),
      );
      const text = lines.join('\n');
      return findings.some(({ state }) => state === 'wrong') ? { mismatch: text } : text;
    },
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
