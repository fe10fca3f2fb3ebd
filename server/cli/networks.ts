/** Networks and their partners in the shell. */
import { readFile } from 'node:fs/promises';
import { addNetwork } from '../networks/add-network.ts';
import { listNetworks } from '../networks/networks.ts';
import { importPartners } from '../partners/import/import-partners.ts';
import { listPartners } from '../partners/partners.ts';
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
    async run({ acting, t }, { words, options }) {
      const [code, municipality, name] = words as [string, string, string];
      const id = await addNetwork(acting, {
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
    async run({ acting, t }, { words }) {
      const [network, file] = words as [string, string];
      const bytes = await readFile(file).catch(() => {
        throw new Error(t('commands.import-partners.unreadable', { file }));
      });
      const { added, changed } = await importPartners(acting, network, { file: bytes });
      return t('commands.import-partners.done', { count: added, changed });
    },
  },
  {
    name: 'partners',
    needs: ['network'],
    async run({ db, t }, { words }) {
      const partners = await listPartners(db, words[0]!);
      return formatLines(
        partners.map(({ code, name, kind, size }) => [code, name, kind ?? '', size ?? '']),
        t('commands.partners.none'),
      );
    },
  },
];
