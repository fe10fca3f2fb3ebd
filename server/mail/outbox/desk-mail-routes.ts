/**
 * The outbox on the desk: every mail of a network with what became of it, and a mail itself, ready to copy. A mail
 * that is shown holds a personal link, so showing it is logged. What a link to somebody's own data opens is for that
 * person alone, and a mirror for that partner, so such a mail is never shown.
 */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { networkParams, readPage, readQuery } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { markAddress } from '../../partners/people/mark-address.ts';
import { isId } from '../../text/ids.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { listLimits } from '../../web/limits.ts';
import { composeMail } from '../compose-mail.ts';
import { countMails, findMail, findWaitingAccountMail, listMails, type Mail, mailStates } from '../mails.ts';
import { findMailToSend } from '../mails-to-send.ts';
import { markSentByHand } from '../mark-sent-by-hand.ts';
import { retryMail } from '../retry-mail.ts';
import { secretKinds } from '../secret-kinds.ts';
import { describeMail, describeMails, wasMailed } from './describe-mails.ts';
import { outboxDone } from './outbox-done.ts';
import type outboxNl from './texts.nl.json';
import { outboxTexts } from './texts.ts';

const size = listLimits.mails;
const mailParams = Type.Object({ mail: Type.String() });
const change = {
  config: { desk: { thing: 'network', verb: 'change' } as DeskRule },
  schema: { params: mailParams },
};
const accountParams = Type.Object({ account: Type.String() });

export async function deskMailRoutes(app: App) {
  app.get(
    '/networks/:network/mails',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema: { params: networkParams } },
    async (request, reply) => {
      const { db, config } = app;
      const t = outboxTexts(readerLanguage(request));
      const network = await findNetwork(db, request.params.network);
      const rounds = await countMails(db, network.id);
      const filter = {
        state: mailStates.find((state) => state === readQuery(request, 'state')),
        roundId: rounds.find(({ roundId }) => roundId !== null && roundId === readQuery(request, 'round'))
          ?.roundId as string | undefined,
      };
      const page = readPage(request);
      const { mails, more } = await listMails(db, network.id, filter, { page, size });
      return reply.desk('mail/outbox/mails', {
        title: t('outbox.mails.title'),
        crumbs: networkCrumbs(request, { network }),
        done: outboxDone.read(request),
        withoutServer: config.smtpUrl === undefined,
        ...describeMails({ network: network.id, mails, more, page, rounds, filter }, readerLanguage(request)),
      });
    },
  );

  app.get(
    '/mails/:mail',
    {
      config: { desk: { thing: 'network', verb: 'download' } },
      schema: { params: mailParams },
    },
    async (request, reply) => showMail(request, reply, await find(request.params.mail)),
  );

  app.post('/mails/:mail/sending', change, async (request, reply) => {
    const mail = await find(request.params.mail);
    await retryMail(request.acting, mail.id);
    return goOn(reply, mail, 'tried');
  });

  app.post('/mails/:mail/sent-by-hand', change, async (request, reply) => {
    const mail = await find(request.params.mail);
    await markSentByHand(request.acting, mail.id);
    return goOn(reply, mail, 'sentByHand');
  });

  app.post('/mails/:mail/bounce', change, async (request, reply) => {
    const mail = await find(request.params.mail);
    if (mail.personId === null) throw notFound();
    await markAddress(request.acting, mail.personId, 'fails');
    return goOn(reply, mail, 'addressFails');
  });

  // Somebody who is invited or wants to sign in, where no mail server can tell them how.
  app.get(
    '/accounts/:account/mail',
    {
      config: { desk: { thing: 'installation', verb: 'download' } },
      schema: { params: accountParams },
    },
    async (request, reply) => {
      const { account } = request.params;
      const mail = isId(account) && !app.config.smtpUrl && (await findWaitingAccountMail(app.db, account));
      if (!mail) throw notFound();
      return showMail(request, reply, mail);
    },
  );

  async function find(id: string): Promise<Mail> {
    const mail = await findMail(app.db, id);
    if (!mail) throw notFound();
    return mail;
  }

  async function showMail(request: FastifyRequest, reply: FastifyReply, mail: Mail) {
    const t = outboxTexts(readerLanguage(request));
    const row = await findMailToSend(app.db, mail.id);
    const composed =
      row && !secretKinds.has(mail.kind) ? composeMail(app, row, { hidesLinks: wasMailed(mail) }) : undefined;
    const network = mail.networkId === null ? undefined : await findNetwork(app.db, mail.networkId);
    const label = t(`outbox.kinds.${mail.kind}`);
    await logAccess(request.acting, {
      action: 'outbox.mailShown',
      networkId: mail.networkId ?? undefined,
      roundId: mail.roundId ?? undefined,
      thingId: mail.id,
      note: mail.person ?? '',
    });
    return reply.desk('mail/outbox/mail', {
      title: label,
      crumbs: network && [
        ...networkCrumbs(request, { network }),
        { href: `/desk/networks/${network.id}/mails`, label: t('outbox.mails.title') },
      ],
      ...describeMail(mail, composed, readerLanguage(request), app.config.smtpUrl !== undefined),
    });
  }

  function goOn(reply: FastifyReply, mail: Mail, done: keyof typeof outboxNl.done) {
    const round = mail.roundId === null ? '' : `?round=${mail.roundId}`;
    return reply.redirect(outboxDone.after(`/desk/networks/${mail.networkId}/mails${round}`, done), 303);
  }
}
