/**
 * What is stored about a person, for that person alone: behind a link in a mail, for a fortnight. Reading changes
 * nothing; taking back consents wants a tick, because programs that open mail press buttons.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actAs } from '../log/act.ts';
import { findPrivacy } from '../privacy/privacy.ts';
import { listOtherPartners } from '../questionnaire/other-partners.ts';
import {
  type CommentReader,
  commentWithdrawals,
  refuseWithoutTick,
  sayWithdrawn,
} from '../questionnaire/pages/comments-withdrawal.ts';
import type { App } from '../web/fastify.ts';
import { limitWrongLinks } from '../web/limit-visitors.ts';
import { openFirst } from '../web/open-first.ts';
import { type DataLink, findDataLink } from './data-links.ts';
import { describeOwnData, writeOwnData } from './describe-own-data.ts';
import { listOwnChoices } from './own-choices.ts';
import { findPersonRegister, listOwnAnswers } from './person-data.ts';
import { personDataTexts } from './texts.ts';
import { findCommentReaders, withdrawComments } from './withdraw-comments.ts';
import { withdrawConsents } from './withdraw-consents.ts';

const schema = { params: Type.Object({ token: Type.String() }) };
const withTick = {
  ...schema,
  body: Type.Object({ confirmed: Type.Optional(Type.String({ maxLength: 10 })) }),
};

export async function ownDataRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'own-data');

  /** The one access check. Only wrong links count for the limit; one that has ended looks like one that never was. */
  const findOpened = openFirst(
    app,
    async (request) => (await findDataLink(app.db, request.params.token)) ?? (await refuseLink(request)),
  );

  async function readAll({ personId, recipient, networkId }: DataLink) {
    const answers = await listOwnAnswers(app.db, personId, recipient);
    return {
      register: await findPersonRegister(app.db, personId),
      privacy: await findPrivacy(app.db, networkId),
      readers: await findCommentReaders(app.db, { personId, address: recipient }),
      choices: await listOwnChoices(app.db, personId, recipient),
      answers: await Promise.all(
        answers.map(async (own) => ({ ...own, others: await listOtherPartners(app.db, own) })),
      ),
    };
  }

  app.get('/own-data/:token', { schema }, async (request, reply) => {
    const { token } = request.params;
    return showOwnData(reply, token, findOpened(request), {});
  });

  app.get('/own-data/:token/data.json', { schema }, async (request, reply) => {
    const link = findOpened(request);
    reply.header('content-disposition', 'attachment; filename="ketenspiegel.json"');
    return reply.type('application/json; charset=utf-8').send(writeOwnData(await readAll(link)));
  });

  app.post('/own-data/:token/consents-withdrawal', { schema: withTick }, async (request, reply) => {
    const { token } = request.params;
    const link = findOpened(request);
    if (!request.body.confirmed) {
      return showOwnData(reply.code(400), token, link, { missingTick: 'consents' });
    }
    await withdrawConsents(actAs(app, { kind: 'visitor' }), link.personId);
    return reply.redirect(`/own-data/${token}?done=withdrawn`, 303);
  });

  for (const from of ['coordinator', 'researchers'] as const) {
    const form = commentWithdrawals[from];
    app.post(`/own-data/:token/${form}`, { schema: withTick }, async (request, reply) => {
      const { token } = request.params;
      const link = findOpened(request);
      if (!request.body.confirmed) {
        return showOwnData(reply.code(400), token, link, { missingTick: from });
      }
      await withdrawComments(app.db, { personId: link.personId, address: link.recipient }, from);
      return reply.redirect(`/own-data/${token}?done=${form}`, 303);
    });
  }

  async function showOwnData(
    reply: FastifyReply,
    token: string,
    link: DataLink,
    { missingTick }: { missingTick?: 'consents' | CommentReader },
  ) {
    const { linkLanguage, query } = reply.request;
    const language = linkLanguage ?? link.language;
    const t = personDataTexts(language);
    const { done } = query as { done?: unknown };
    return reply.view('person-data/own-data', {
      ...describeOwnData({ ...(await readAll(link)), link }, language),
      base: `/own-data/${token}`,
      problem:
        missingTick === 'consents'
          ? { href: '#field-confirmed', sentence: t('personData.own.consents.tickNeeded') }
          : missingTick && refuseWithoutTick(missingTick, language),
      done: done === 'withdrawn' ? t('personData.own.consents.done') : sayWithdrawn(done, language),
    });
  }
}
