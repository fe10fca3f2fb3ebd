/**
 * Stopping the mails, by the link at the foot of each. A mail program presses the button itself, without a cookie and
 * without a page of ours before it (RFC 8058), so the token in the address is all that is asked. Opening the page
 * changes nothing.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actAs } from '../log/act.ts';
import type { App } from '../web/fastify.ts';
import { limitWrongLinks } from '../web/limit-visitors.ts';
import { openFirst } from '../web/open-first.ts';
import { outboxTexts } from './outbox/texts.ts';
import { stopMails } from './stop-mails.ts';
import { findSubscriber, type Subscriber } from './subscribers.ts';
import { isUnsubscribeToken, readUnsubscribeToken } from './unsubscribe-link.ts';

declare module '../web/views.ts' {
  interface Views {
    'mail/unsubscribe': { network: string; stopped: boolean };
  }
}

const params = Type.Object({ token: Type.String() });

export async function unsubscribeRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'unsubscribe');

  // Mail programs send either kind of form; what is in it says nothing.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, _body, done) =>
    done(null, {}),
  );

  const findOpened = openFirst(app, async (request): Promise<Subscriber> => {
    const read = readUnsubscribeToken(request.params.token);
    const subscriber = read && (await findSubscriber(app.db, read.id));
    if (read && subscriber && isUnsubscribeToken(app.linkKey, subscriber.seed, read.token)) return subscriber;
    return refuseLink(request);
  });

  function show(request: FastifyRequest, reply: FastifyReply, { network, language, stopped }: Subscriber) {
    const shown = request.linkLanguage ?? language;
    return reply.view('mail/unsubscribe', {
      language: shown,
      title: outboxTexts(shown)('outbox.unsubscribe.title'),
      network,
      stopped,
    });
  }

  app.get('/unsubscribe/:token', { schema: { params } }, async (request, reply) =>
    show(request, reply, findOpened(request)),
  );

  app.post('/unsubscribe/:token', { schema: { params } }, async (request, reply) => {
    const subscriber = findOpened(request);
    await stopMails(actAs(app, { kind: 'visitor' }), subscriber.id);
    return show(request, reply, { ...subscriber, stopped: true });
  });
}
