/** The final check before a round opens: whom it asks, what is still missing, and the mail that goes out. */
import type { FastifyRequest } from 'fastify';
import { readerLanguage } from '../desk/submit-form.ts';
import { findAgreed } from '../mail/agreed.ts';
import { findPrivacy, listMissingPrivacy } from '../privacy/privacy.ts';
import type { App } from '../web/fastify.ts';
import { countAudience } from './invitations/invitees.ts';
import { previewMails } from './preview-mail.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/round-check': Awaited<ReturnType<typeof describeOpening>> & {
      /** Where the button that opens it goes. */
      action: string;
      /** Of a round that is not stored yet: its form, to store and open it. */
      fields: Record<string, string> | undefined;
      /** The same, to change something first. */
      backFields: Record<string, string> | undefined;
      /** Of a planned round: its page. */
      back: string | undefined;
    };
  }
}

/** What the page shows, for a round that is planned or only typed. */
export async function describeOpening(
  { db, config }: Pick<App, 'db' | 'config'>,
  request: FastifyRequest,
  network: { id: string; name: string },
  round: { sender: string; replyTo: string; message: string; closesAt: Date },
) {
  const { contact } = await findPrivacy(db, network.id);
  const agreed = await findAgreed(db, network.id, new Date());
  return {
    network,
    audience: await countAudience(db, network.id),
    missingPrivacy: (await listMissingPrivacy(db, network.id)).length > 0,
    noMailServer: !config.smtpUrl,
    mails: previewMails(
      {
        ...round,
        publicUrl: config.publicUrl,
        mailFrom: config.mailFrom,
        network: network.name,
        contact,
        agreed,
      },
      'invitation',
      readerLanguage(request),
    ),
  };
}
