/** Shares in the shell. */
import { linkShare } from '../link-share.ts';
import { addShare, listShares, revokeShare, scopes } from '../queries/shares.ts';
import { type Command, formatLines, textOf } from './command.ts';

export const shareCommands: Command[] = [
  {
    name: 'share',
    needs: ['METING', 'DEEL'],
    options: { partner: { type: 'string' } },
    optionsInWords: '[--partner ID]',
    does: "Deelt een uitslag met een link; DEEL is overview, factsheet, of partner met --partner. Een link van 'partner' is alleen voor die partner.",
    async run({ db, config }, given) {
      const [round, word] = given.words as [string, string];
      const scope = scopes.find((one) => one === word);
      if (!scope) throw new Error(`DEEL is ${scopes.join(', ')}, en niet '${word}'.`);
      const { id, token } = await addShare(db, round, { scope, partner: textOf(given, 'partner') });
      const { url, pdf } = linkShare(scope, token, config.publicUrl);
      return [`Deellink ${id}, maar een keer te zien:`, url, ...(pdf ? [pdf] : [])].join('\n');
    },
  },
  {
    name: 'shares',
    needs: ['METING'],
    does: 'Laat zien wat er is gedeeld: nummer, deel en partner.',
    async run({ db }, { words }) {
      const shares = await listShares(db, words[0]!);
      return formatLines(
        shares.map(({ id, scope, partner, revokedAt }) => [
          id,
          scope,
          partner ?? '',
          revokedAt ? 'ingetrokken' : '',
        ]),
        'Er is nog niets gedeeld. Doe dat met share.',
      );
    },
  },
  {
    name: 'revoke-share',
    needs: ['DEELLINK'],
    does: 'Trekt een deellink in: hij werkt dan nooit meer.',
    async run({ db }, { words }) {
      await revokeShare(db, words[0]!);
      return `Deellink ${words[0]} is ingetrokken.`;
    },
  },
];
