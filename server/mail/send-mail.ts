/**
 * The job that sends one mail. Whether it may still go is asked right before; it is marked as sent right after the
 * server took it. A process that is stopped in between sends it again, with the same Message-ID, so that mail
 * programs show one.
 */
import { type Attempt, JobFailure } from '../jobs/job-queue.ts';
import type { App } from '../web/fastify.ts';
import { checkMail } from './check-mail.ts';
import { composeMail } from './compose-mail.ts';
import { DeliveryError, type MailServer } from './mail-server.ts';
import { findMailedLink } from './mailed-link.ts';
import { findMailToSend, type MailToSend } from './mails-to-send.ts';
import { markNotSent, markSent } from './record-delivery.ts';

/** Throws a `JobFailure` when it did not go. */
export async function sendMail(
  app: Pick<App, 'db' | 'config' | 'linkKey'>,
  mailServer: MailServer | undefined,
  attempt: Attempt<'send-mail'>,
): Promise<void> {
  const { db } = app;
  const mail = await findMailToSend(db, attempt.data.mailId);
  if (mail?.state !== 'waiting') return;
  const reason = checkMail(mail);
  if (reason !== undefined) return markNotSent(db, mail.id, 'skipped', reason);
  // The mail server was taken out of the settings: it waits in the outbox.
  if (!mailServer) return;
  const composed = composeMail(app, { ...mail, link: await findLink(app, mail) });
  if (!composed) {
    await markNotSent(db, mail.id, 'failed', 'linkLost');
    throw new JobFailure('linkLost', { isFinal: true });
  }
  try {
    await mailServer.send(composed, mail.to!, mail.messageId, attempt.signal);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const isLast = attempt.retryCount >= attempt.retryLimit;
    const why = error.isTemporary ? 'unreachable' : 'refused';
    const state = error.isTemporary && !isLast ? 'waiting' : 'failed';
    await markNotSent(db, mail.id, state, why, error.reply);
    throw new JobFailure(why, { isFinal: !error.isTemporary });
  }
  await markSent(db, mail.id, { to: mail.to!, language: mail.language });
}

/** What asks for answers brings a link that nobody but its receiver has. */
async function findLink(app: Pick<App, 'db' | 'linkKey'>, mail: MailToSend): Promise<MailToSend['link']> {
  const { kind, invitation, to, link } = mail;
  const asks = kind === 'invitation' || kind === 'reminder' || kind === 'lost-link';
  return asks && invitation && to ? findMailedLink(app.db, app.linkKey, invitation.id, to) : link;
}
