/**
 * Handing out the mirrors of a closed round. The coordinator has them printed, downloads the copies of partners that
 * agree to it, and has everybody's own mirror mailed; a link to a mirror is never seen at the desk.
 */
import type { FastifyReply } from 'fastify';
import type { App } from '../../fastify.ts';
import { findCopies, readCopies } from '../../mirror-files.ts';
import { describeMirrors } from '../../pages/desk/describe-mirrors.ts';
import { previewMirror } from '../../pages/desk/preview-mail.ts';
import type { DeskRule } from '../../plugins/desk.ts';
import { findLastJob } from '../../queries/jobs.ts';
import { countMirrorMails, orderMirrors, sendMirrors } from '../../queries/mirror-mails.ts';
import { type Mirrors, openMirrors } from '../../queries/mirrors.ts';
import { countMirrors } from '../../queries/printed-mirrors.ts';
import { findRoundPrivacy } from '../../queries/privacy.ts';
import { findRound, type Round } from '../../queries/rounds.ts';
import { noScoresYet } from '../../queries/scores.ts';
import { Refusal } from '../../refusal.ts';
import { nameFile } from '../../send-document.ts';
import mirrorsNl from '../../texts/mirrors.nl.json' with { type: 'json' };
import { pageTexts } from '../../texts.ts';
import { zipFiles } from '../../zip-files.ts';
import { readQuery } from './fields.ts';
import { roundCrumbs, roundParams } from './round-frame.ts';
import { languageOf, type Refused, showRefused, submitForm } from './submit-form.ts';

const schema = { params: roundParams };
const change = (action: string): DeskRule => ({
  thing: 'network',
  verb: 'change',
  action: `mirrors.${action}`,
});

export async function deskMirrorRoutes(app: App) {
  app.get(
    '/rounds/:round/mirrors',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema },
    (request, reply) => showMirrors(reply, request.params.round),
  );

  app.post(
    '/rounds/:round/mirrors/printing',
    { config: { desk: change('ordered') }, schema },
    (request, reply) =>
      act(reply, request.params.round, async () => {
        await orderMirrors(app, request.params.round);
        return 'ordered';
      }),
  );

  app.get(
    '/rounds/:round/mirrors.zip',
    { config: { desk: { thing: 'network', verb: 'download', action: 'mirrors.downloaded' } }, schema },
    (request, reply) => {
      const { round: id } = request.params;
      return showRefused(
        reply,
        async () => {
          const round = await findRound(app.db, id);
          const mirrors = await openOwn(reply, round);
          if (!mirrors) throw noScoresYet(round);
          const copies = await findCopies(app, mirrors);
          request.logged.note = String(copies.length);
          const name = nameFile({ round, partner: null, language: round.language }, 'mirrors');
          return reply
            .header('content-disposition', `attachment; filename="${name}.zip"`)
            .type('application/zip')
            .send(zipFiles(readCopies(app, mirrors, copies)));
        },
        (refused) => showMirrors(reply, id, refused),
      );
    },
  );

  app.post('/rounds/:round/mirrors/mails', { config: { desk: change('sent') }, schema }, (request, reply) =>
    act(reply, request.params.round, async () => {
      const count = await sendMirrors(app, request.params.round);
      request.logged.note = String(count);
      return count > 0 ? 'sent' : 'sentNobody';
    }),
  );

  const act = (reply: FastifyReply, id: string, change: () => Promise<string>) =>
    submitForm(
      reply,
      async () => `/desk/rounds/${id}/mirrors?done=${await change()}`,
      (refused) => showMirrors(reply, id, refused),
    );

  /** With the copies of the coordinator, to whom partners gave consent and to nobody else. */
  async function openOwn(reply: FastifyReply, round: Round): Promise<Mirrors | undefined> {
    if (reply.request.session.role !== 'coordinator') throw new Refusal(409, 'mirrorsCoordinatorOnly');
    return round.status === 'closed' ? openMirrors(app.db, round) : undefined;
  }

  async function showMirrors(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const language = languageOf(request);
    const t = pageTexts(language);
    const round = await findRound(app.db, id);
    if (round.status !== 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const isCoordinator = request.session.role === 'coordinator';
    const mirrors = isCoordinator ? await openOwn(reply, round) : undefined;
    const done = readQuery(request, 'done');
    const { contact } = await findRoundPrivacy(app.db, id);
    return reply.desk('mirrors', {
      title: t('mirrors.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      done: Object.hasOwn(mirrorsNl.done, done) ? t(`mirrors.done.${done}`) : undefined,
      ...describeMirrors(
        {
          round,
          progress: (await countMirrors(app.db, [round])).get(id),
          job: await findLastJob(app.db, 'print-mirrors', id),
          copies: isCoordinator
            ? (mirrors?.list ?? []).filter(({ copy }) => copy === 'coordinator').length
            : undefined,
          mails: await countMirrorMails(app.db, id),
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
