/**
 * The door of the example: a page with a button for each role that signs in at the desk as somebody made up, without a
 * password. It exists in the programs of this folder alone, which hand it to the server; no setting opens it, and the
 * server of `npm start` does not have its code.
 */
import { Type } from 'typebox';
import { describeBrowser, setSessionCookie } from '../access/session-cookie.ts';
import { findAccountByEmail } from '../accounts/accounts.ts';
import { signIn } from '../accounts/sign-in/sign-in.ts';
import type { Role } from '../database/schema.ts';
import { actAs } from '../log/act.ts';
import { notFound } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { readAddress } from '../web/limit-visitors.ts';
import { exampleAccounts, exampleRoles } from './example-accounts.ts';
import { demoTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface Views {
    'demo/door': {
      links: readonly { name: string; href: string }[];
      roles: readonly { role: Role; button: string; text: string; isFirst: boolean }[];
    };
  }
}

const config = { knownOrigin: true };
const body = Type.Object({ role: Type.Enum([...exampleRoles]) });

/** The links that the page shows besides, once they are made. */
export interface ExampleLinks {
  list: readonly { name: 'questionnaire' | 'factsheet' | 'partner' | 'overview'; href: string }[];
}

/** Gives the routes; the first page of the server leads here. */
export function createExampleDoor(links: ExampleLinks) {
  return async (app: App) => {
    app.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url === '/' && request.method === 'GET') return reply.redirect('/demo', 303);
    });

    app.get('/demo', { config }, (request, reply) => {
      const language = request.chosenLanguage ?? 'nl';
      const t = demoTexts(language);
      return reply.view('demo/door', {
        language,
        title: t('demo.title'),
        links: links.list.map(({ name, href }) => ({ name: t(`demo.links.${name}`), href })),
        roles: exampleRoles.map((role, index) => ({
          role,
          button: t(`demo.roles.${role}.button`),
          text: t(`demo.roles.${role}.text`),
          isFirst: index === 0,
        })),
      });
    });

    app.post('/demo/desk', { config, schema: { body } }, async (request, reply) => {
      const account = await findAccountByEmail(app.db, exampleAccounts[request.body.role].email);
      if (!account) throw notFound();
      const acting = actAs(app, { kind: 'visitor' }, readAddress(request.ip));
      const browser = describeBrowser(app.config, request);
      // This door is open to everybody: no second step that somebody tried out here closes it.
      const entering = { id: account.id, isProvenElsewhere: true };
      const { token } = await signIn(acting, entering, { action: 'accounts.signedInByLink' }, browser);
      setSessionCookie(app.config, reply, token);
      return reply.redirect('/desk', 303);
    });
  };
}
