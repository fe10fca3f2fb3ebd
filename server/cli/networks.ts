/** Networks and their partners in the shell. */
import { readFile } from 'node:fs/promises';
import { addNetwork, listNetworks } from '../networks/networks.ts';
import { readPartners } from '../partners/import/read-partners.ts';
import { importPartners, listPartners } from '../partners/partners.ts';
import { type Command, formatLines } from './command.ts';

export const networkCommands: Command[] = [
  {
    name: 'networks',
    needs: [],
    async run({ db, t }) {
      const networks = await listNetworks(db);
      return formatLines(
        networks.map(({ id, municipality, name, partners }) => [
          id,
          municipality.name,
          name,
          t('commands.networks.partners', { count: partners }),
        ]),
        t('commands.networks.none'),
      );
    },
  },
  {
    name: 'add-network',
    needs: ['municipalityCode', 'municipality', 'name'],
    changes: true,
    options: { 'made-up': { type: 'boolean' } },
    async run({ db, t }, { words, options }) {
      const [code, municipality, name] = words as [string, string, string];
      const id = await addNetwork(db, {
        municipality: { code, name: municipality },
        name,
        madeUp: options['made-up'] === true,
      });
      return t('commands.add-network.done', { id });
    },
  },
  {
    name: 'import-partners',
    needs: ['network', 'file'],
    changes: true,
    async run({ db, t }, { words }) {
      const [network, file] = words as [string, string];
      const bytes = await readFile(file).catch(() => {
        throw new Error(t('commands.import-partners.unreadable', { file }));
      });
      const partners = await readPartners(bytes, await listPartners(db, network));
      const { added, changed } = await importPartners(db, network, partners);
      return t('commands.import-partners.done', { count: added, changed });
    },
  },
  {
    name: 'partners',
    needs: ['network'],
    async run({ db, t }, { words }) {
      const partners = await listPartners(db, words[0]!);
      return formatLines(
        partners.map(({ id, name, kind, size }) => [id, name, kind ?? '', size ?? '']),
        t('commands.partners.none'),
      );
    },
  },
];
