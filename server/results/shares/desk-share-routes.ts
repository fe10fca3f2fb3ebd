/**
 * Sharing the result of a round by a link at the desk, and withdrawing a link. The card is on the page of the round.
 */
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { deriveFromForm, makeOnce } from '../../desk/submit-once.ts';
import { roundCrumbs, roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { linkShare, type Scope } from '../../web/link-share.ts';
import { deskMonths, deskScopes, shareDone } from './describe-shares.ts';
import { revokeShare } from './revoke-share.ts';
import { shareResult } from './share-result.ts';
import { shareTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/shares/share': {
      what: string;
      url: string;
      presentation: string | undefined;
      expiresAt: Date;
      back: string;
    };
  }
}

const desk: DeskRule = { thing: 'results', verb: 'change' };

export async function deskShareRoutes(app: App) {
  app.post(
    '/rounds/:round/shares',
    {
      config: { desk },
      schema: {
        params: roundParams,
        body: Type.Object({
          scope: Type.Enum([...deskScopes]),
          months: Type.Optional(Type.Enum([...deskMonths])),
        }),
      },
    },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const { scope, months } = request.body;
      const until = months && { months: Number(months) };
      // The link is shown once and only its hash kept: from the same form it comes again.
      const token = deriveFromForm(request, 'share').subarray(0, 16).toString('base64url');
      const id = await makeOnce(request, async (acting) => {
        const made = await shareResult(acting, round.id, { scope, until, token });
        return made.id;
      });
      const { expiresAt } = await app.db
        .selectFrom('share')
        .select('expiresAt')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const t = shareTexts(readerLanguage(request));
      return reply.desk('results/shares/share', {
        title: t('shares.made'),
        crumbs: roundCrumbs(request, { network: round.network, round }),
        back: `/desk/rounds/${round.id}`,
        what: t(`shares.scopes.${scope}`),
        expiresAt,
        ...linkShares(scope, token),
      });
    },
  );

  /** Who may read the factsheet may show it on a wall. */
  function linkShares(scope: Scope, token: string) {
    const { url } = linkShare(scope, token, app.config.publicUrl);
    return { url, presentation: scope === 'factsheet' ? `${url}/slides` : undefined };
  }

  app.post(
    '/shares/:share/revocation',
    { config: { desk }, schema: { params: Type.Object({ share: Type.String() }) } },
    async (request, reply) => {
      await revokeShare(request.acting, request.params.share);
      return reply.redirect(shareDone.after(`/desk/rounds/${request.place!.round!.id}`, 'shareRevoked'), 303);
    },
  );
}
