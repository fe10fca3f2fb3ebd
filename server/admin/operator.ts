/** What concerns the installation itself, in the shell. */
import { replaceKey } from '../queries/operator-keys.ts';
import type { Command } from './command.ts';

export const operatorCommands: Command[] = [
  {
    name: 'key',
    needs: [],
    does: 'Maakt een nieuwe sleutel van de beheerder en toont hem een keer. De oude werkt dan niet meer.',
    run: ({ db }) => replaceKey(db),
  },
  {
    name: 'migrate',
    needs: [],
    does: 'Werkt de tabellen bij. Elke andere opdracht, en de server bij het starten, doet dat ook.',
    async run({ migrations }) {
      return migrations.length === 0 ? 'De tabellen waren al bij.' : `Bijgewerkt: ${migrations.join(', ')}.`;
    },
  },
];
