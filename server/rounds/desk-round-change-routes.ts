/** What a coordinator does with a round that was planned: pause, resume, close, open again and remove. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../desk/desk.ts';
import type { DoneKey } from '../desk/done.ts';
import { readQuery } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { findAgreed } from '../mail/agreed.ts';
import { findRoundPrivacy } from '../privacy/privacy.ts';
import type { App } from '../web/fastify.ts';
import { closeRound } from './close-round.ts';
import { countResponse } from './describe-response.ts';
import { pauseRound, resumeRound } from './pause-round.ts';
import { previewMails } from './preview-mail.ts';
import { removePlannedRound } from './remove-planned-round.ts';
import { reopenRound } from './reopen-round.ts';
import { roundCrumbs, roundDone, roundParams } from './round-frame.ts';
import { findRound, listParticipation, type Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/round-closure': {
      round: Round;
      action: string;
      back: string;
      sentences: readonly string[];
      mayExtend: boolean;
    };
    'rounds/round-removal': { action: string; back: string; text: string };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const params = { params: roundParams };
const change = { config: { desk: { thing: 'network', verb: 'change' } satisfies DeskRule }, schema: params };

export async function deskRoundChangeRoutes(
  app: App,
  { showRound }: { showRound: (reply: FastifyReply, id: string, refused: Refused) => Promise<unknown> },
) {
  /** Does one thing with a round and goes back to its page, which says what was done. */
  const act = (reply: FastifyReply, id: string, change: () => Promise<DoneKey<typeof roundDone>>) =>
    submitForm(
      reply,
      async () => roundDone.after(`/desk/rounds/${id}`, await change()),
      (refused) => showRound(reply, id, refused),
    );

  app.post('/rounds/:round/pause', change, (request, reply) =>
    act(reply, request.params.round, async () => {
      await pauseRound(request.acting, request.params.round);
      return 'paused';
    }),
  );

  app.post('/rounds/:round/resumption', change, (request, reply) =>
    act(reply, request.params.round, async () => {
      await resumeRound(request.acting, request.params.round);
      return 'resumed';
    }),
  );

  app.get('/rounds/:round/closure', { config: { desk: read }, schema: params }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    if (round.status !== 'open' && round.status !== 'paused') {
      return reply.redirect(`/desk/rounds/${round.id}`, 303);
    }
    const { invited, submitted, answered } = countResponse(await listParticipation(app.db, round.id));
    const t = roundTexts(readerLanguage(request));
    return reply.desk('rounds/round-closure', {
      title: t('rounds.closure.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      round,
      action: `/desk/rounds/${round.id}/closure`,
      back: `/desk/rounds/${round.id}`,
      sentences: [
        invited === submitted
          ? t('rounds.closure.everybody')
          : t('rounds.closure.waiting', { count: invited - submitted }),
        ...(answered < 5 ? [t('rounds.closure.few', { count: answered })] : []),
        t('rounds.closure.final'),
      ],
      mayExtend: invited > submitted,
    });
  });

  app.post('/rounds/:round/closure', change, (request, reply) =>
    act(reply, request.params.round, async () => {
      await closeRound(request.acting, request.params.round);
      return 'closed';
    }),
  );

  app.post('/rounds/:round/reopening', change, (request, reply) =>
    act(reply, request.params.round, async () => {
      await reopenRound(request.acting, request.params.round);
      const { status } = await findRound(app.db, request.params.round);
      return status === 'paused' ? 'reopenedPaused' : 'reopened';
    }),
  );

  app.get('/rounds/:round/removal', { config: { desk: read }, schema: params }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    if (round.status !== 'planned') return reply.redirect(`/desk/rounds/${round.id}`, 303);
    const t = roundTexts(readerLanguage(request));
    return reply.desk('rounds/round-removal', {
      title: t('rounds.removal.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      action: `/desk/rounds/${round.id}/removal`,
      back: `/desk/rounds/${round.id}`,
      text: t('rounds.removal.text', { name: round.name }),
    });
  });

  app.post('/rounds/:round/removal', change, async (request, reply) => {
    const { id, network } = await findRound(app.db, request.params.round);
    return submitForm(
      reply,
      async () => {
        await removePlannedRound(request.acting, id);
        return roundDone.after(`/desk/networks/${network.id}/rounds`, 'removed');
      },
      (refused) => showRound(reply, id, refused),
    );
  });

  app.get(
    '/rounds/:round/mail-preview',
    { config: { desk: read }, schema: params },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const { contact } = await findRoundPrivacy(app.db, round.id);
      const kind = readQuery(request, 'kind') === 'reminder' ? 'reminder' : 'invitation';
      const agreed =
        kind === 'invitation' ? await findAgreed(app.db, round.network.id, round.opensAt) : undefined;
      const t = roundTexts(readerLanguage(request));
      const { publicUrl, mailFrom } = app.config;
      return reply.desk('rounds/mail-preview', {
        title: t('rounds.preview.title'),
        crumbs: roundCrumbs(request, { network: round.network, round }),
        kinds: (['invitation', 'reminder'] as const).map((value) => ({
          label: t(`rounds.preview.kinds.${value}`),
          href: `?kind=${value}`,
          current: value === kind,
        })),
        mails: previewMails(
          { ...round, publicUrl, mailFrom, network: round.network.name, contact, agreed },
          kind,
          readerLanguage(request),
        ),
      });
    },
  );
}
