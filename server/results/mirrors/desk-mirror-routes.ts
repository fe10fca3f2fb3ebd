/**
 * Handing out the mirrors of a closed round. The coordinator has them printed, downloads the copies of partners that
 * agree to it, and has everybody's own mirror mailed; a link to a mirror is never seen at the desk.
 */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone, type DoneKey } from '../../desk/done.ts';
import { type Refused, readerLanguage, showRefused, submitForm } from '../../desk/submit-form.ts';
import { findLastJob } from '../../jobs/jobs.ts';
import { logAccess } from '../../log/log-access.ts';
import { findRoundPrivacy } from '../../privacy/privacy.ts';
import { previewMirror } from '../../rounds/preview-mail.ts';
import { findReopening, markSeen } from '../../rounds/reopening.ts';
import { roundCrumbs, roundParams } from '../../rounds/round-frame.ts';
import { findRound, listRoundNames, type Round } from '../../rounds/rounds.ts';
import { refuseWithoutScores } from '../../rounds/scores/scores.ts';
import { nameFile } from '../../text/name-file.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { offerFile } from '../../web/offer-file.ts';
import { zipFiles } from '../../web/zip-files.ts';
import { describeMirrors } from './describe-mirrors.ts';
import { mailMirrors } from './mail-mirrors.ts';
import { findCopies, readCopies } from './mirror-files.ts';
import { invitedForMirror } from './mirror-mails.ts';
import { loadMirrors, type Mirrors } from './mirrors.ts';
import { orderMirrors } from './order-mirrors.ts';
import { countMirrors } from './printed-mirrors.ts';
import { countReceivers } from './receivers.ts';
import { mirrorTexts } from './texts.ts';

const schema = { params: roundParams };
const change = { config: { desk: { thing: 'network', verb: 'change' } satisfies DeskRule }, schema };

const mirrorDone = createDone('mirrors');

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/mirrors/mirrors': ReturnType<typeof describeMirrors> & {
      problems: Refused['problems'] | undefined;
      done: string | undefined;
      /** The closing can still be undone, until mirrors go. */
      isUndoable: boolean;
      examples: ReturnType<typeof previewMirror>;
    };
  }
}

export async function deskMirrorRoutes(app: App) {
  app.get(
    '/rounds/:round/mirrors',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema },
    (request, reply) => showMirrors(reply, request.params.round),
  );

  app.post('/rounds/:round/mirrors/printing', change, (request, reply) =>
    submit(reply, request.params.round, async () => {
      await orderMirrors(request.acting, request.params.round);
      return 'ordered';
    }),
  );

  app.get(
    '/rounds/:round/mirrors.zip',
    { config: { desk: { thing: 'network', verb: 'download' } }, schema },
    (request, reply) => {
      const { round: id } = request.params;
      return showRefused(
        reply,
        async () => {
          const round = await findRound(app.db, id);
          const mirrors = await loadOwn(reply, round);
          if (!mirrors) throw refuseWithoutScores(round);
          const copies = await findCopies(app, mirrors);
          await markSeen(app.db, id);
          await logAccess(request.acting, {
            action: 'mirrors.downloaded',
            roundId: id,
            note: String(copies.length),
          });
          const what = mirrorTexts(readerLanguage(reply.request))('mirrors.file');
          return reply
            .header('content-disposition', offerFile(`${nameFile([what, ...listRoundNames(round)])}.zip`))
            .type('application/zip')
            .send(zipFiles(readCopies(app, mirrors, copies)));
        },
        (refused) => showMirrors(reply, id, refused),
      );
    },
  );

  app.post('/rounds/:round/mirrors/mails', change, (request, reply) =>
    submit(reply, request.params.round, async () => {
      const count = await mailMirrors(request.acting, request.params.round);
      return count > 0 ? 'sent' : 'sentNobody';
    }),
  );

  const submit = (reply: FastifyReply, id: string, change: () => Promise<DoneKey<typeof mirrorDone>>) =>
    submitForm(
      reply,
      async () => mirrorDone.after(`/desk/rounds/${id}/mirrors`, await change()),
      (refused) => showMirrors(reply, id, refused),
    );

  /** With the copies of the coordinator, to whom partners gave consent and to nobody else. */
  async function loadOwn(reply: FastifyReply, round: Round): Promise<Mirrors | undefined> {
    if (reply.request.session.role !== 'coordinator') throw new Refusal(409, 'mirrorsCoordinatorOnly');
    return round.status === 'closed' ? loadMirrors(app.db, round) : undefined;
  }

  async function showMirrors(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = mirrorTexts(language);
    const round = await findRound(app.db, id);
    if (round.status !== 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const isCoordinator = request.session.role === 'coordinator';
    const mirrors = isCoordinator ? await loadOwn(reply, round) : undefined;
    const { contact } = await findRoundPrivacy(app.db, id);
    return reply.desk('results/mirrors/mirrors', {
      title: t('mirrors.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      script: 'progress.js',
      problems,
      done: mirrorDone.read(request),
      isUndoable: (await findReopening(app.db, id)) !== undefined,
      ...describeMirrors(
        {
          round,
          progress: (await countMirrors(app.db, [round])).get(id),
          job: await findLastJob(app.db, 'print-mirrors', { roundId: id }),
          copies: isCoordinator
            ? (mirrors?.list ?? []).filter(({ kind }) => kind === 'coordinator-copy').length
            : undefined,
          mails: await countReceivers(app.db, invitedForMirror(id)),
          hasServer: app.config.smtpUrl !== undefined,
        },
        language,
      ),
      examples: previewMirror(
        { publicUrl: app.config.publicUrl, network: round.network.name, round: round.name, contact },
        language,
      ),
    });
  }
}
