/** Shares in the shell. */
import { revokeShare } from '../results/shares/revoke-share.ts';
import { shareResult } from '../results/shares/share-result.ts';
import { listShares } from '../results/shares/shares.ts';
import { linkShare, scopes } from '../web/link-share.ts';
import { type Command, formatLines, readOption } from './command.ts';

export const shareCommands: Command[] = [
  {
    name: 'share',
    needs: ['round', 'scope'],
    changes: true,
    options: { partner: { type: 'string' }, until: { type: 'string' } },
    async run({ acting, config, t }, given) {
      const [round, word] = given.words as [string, string];
      const scope = scopes.find((one) => one === word);
      if (!scope) throw new Error(t('commands.share.wrongScope', { scopes: scopes.join(', '), typed: word }));
      const end = readOption(given, 'until');
      const until = end === undefined ? undefined : new Date(end);
      const share = { scope, partner: readOption(given, 'partner'), until };
      const { id, token } = await shareResult(acting, round, share);
      const { url, pdf } = linkShare(scope, token, config.publicUrl);
      return [t('commands.share.done', { id }), url, ...(pdf ? [pdf] : [])].join('\n');
    },
  },
  {
    name: 'shares',
    needs: ['round'],
    async run({ db, t }, { words }) {
      const shares = await listShares(db, words[0]!);
      return formatLines(
        shares.map(({ id, scope, partner, revokedAt, expiresAt }) => [
          id,
          scope,
          partner ?? '',
          expiresAt.toISOString(),
          revokedAt ? t('commands.shares.revoked') : '',
        ]),
        t('commands.shares.none'),
      );
    },
  },
  {
    name: 'revoke-share',
    needs: ['share'],
    changes: true,
    async run({ acting, t }, { words }) {
      await revokeShare(acting, words[0]!);
      return t('commands.revoke-share.done', { id: words[0] });
    },
  },
];
