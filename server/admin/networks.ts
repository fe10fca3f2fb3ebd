/** Networks and their partners in the shell. */
import { readFile } from 'node:fs/promises';
import { readPartners } from '../csv/read-partners.ts';
import { addNetwork, listNetworks } from '../queries/networks.ts';
import { importPartners, listPartners } from '../queries/partners.ts';
import { type Command, formatLines } from './command.ts';

export const networkCommands: Command[] = [
  {
    name: 'networks',
    needs: [],
    does: 'Laat de netwerken zien: nummer, gemeente, naam en hoeveel partners.',
    async run({ db }) {
      const networks = await listNetworks(db);
      return formatLines(
        networks.map(({ id, municipality, name, partners }) => [
          id,
          municipality.name,
          name,
          `${partners} partners`,
        ]),
        'Er is nog geen netwerk. Maak er een met add-network.',
      );
    },
  },
  {
    name: 'add-network',
    needs: ['GEMEENTECODE', 'GEMEENTE', 'NAAM'],
    options: { 'made-up': { type: 'boolean' } },
    optionsInWords: '[--made-up]',
    does: "Maakt een netwerk, bijvoorbeeld: add-network GM0988 Weert 'Keten rond armoede'.",
    async run({ db }, { words, options }) {
      const [code, municipality, name] = words as [string, string, string];
      const id = await addNetwork(db, {
        municipality: { code, name: municipality },
        name,
        madeUp: options['made-up'] === true,
      });
      return `Netwerk ${id} is gemaakt. Lees nu de partners in: import-partners ${id} BESTAND`;
    },
  },
  {
    name: 'import-partners',
    needs: ['NETWERK', 'BESTAND'],
    does: 'Leest een CSV met de kolommen id, name, kind en size in: nieuwe partners erbij, andere bijgewerkt.',
    async run({ db }, { words }) {
      const [network, file] = words as [string, string];
      const bytes = await readFile(file).catch(() => {
        throw new Error(`Het bestand ${file} is niet te lezen. Kijk of het er staat.`);
      });
      const { added, changed } = await importPartners(db, network, readPartners(bytes));
      return `${added} partners erbij, ${changed} bijgewerkt.`;
    },
  },
  {
    name: 'partners',
    needs: ['NETWERK'],
    does: 'Laat de partners van een netwerk zien: id, naam, soort en omvang.',
    async run({ db }, { words }) {
      const partners = await listPartners(db, words[0]!);
      return formatLines(
        partners.map(({ id, name, kind, size }) => [id, name, kind ?? '', size ?? '']),
        'Dit netwerk heeft nog geen partners. Lees ze in met import-partners.',
      );
    },
  },
];
