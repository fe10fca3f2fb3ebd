/** What was tested of accessibility, what was not, and where to complain: for everybody, linked at the foot of each page. */
import { toContactAddress } from './contact-address.ts';
import type { App } from './fastify.ts';
import { webTexts } from './texts.ts';

interface Contact {
  href: string;
  text: string;
}

declare module './views.ts' {
  interface Views {
    'web/accessibility': {
      /** Undefined: the page says to ask who invited. */
      contact: Contact | undefined;
      /** The organisation's own statement. */
      statement: string | undefined;
    };
  }
}

export async function accessibilityRoutes(app: App) {
  const { accessibilityContact: contact, accessibilityStatement: statement } = app.config;
  app.get('/toegankelijkheid', (request, reply) => {
    const language = request.chosenLanguage ?? 'nl';
    return reply.view('web/accessibility', {
      language,
      title: webTexts(language)('pages.accessibility.title'),
      contact: contact === undefined ? undefined : { href: toContactAddress(contact), text: contact },
      statement,
    });
  });
}
