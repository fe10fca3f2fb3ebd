/**
 * The mail server of the settings, through a few connections that stay open. Every wait has a limit, and a mail that
 * the server closed on is not sent again here: the job decides that.
 */
import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { makeMessageId } from '../jobs/message-id.ts';
import { Refusal } from '../text/refusal.ts';
import type { RenderedMail } from './render-mail.ts';

export interface MailServer {
  /** Done when the server has taken it. Throws a `DeliveryError`. */
  send(mail: RenderedMail, to: string, messageId: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

export class DeliveryError extends Error {
  /** Later it may succeed. */
  readonly isTemporary: boolean;
  /** What the server said, without the address. */
  readonly reply: string | null;

  constructor(isTemporary: boolean, reply: string | null) {
    super('not delivered');
    this.isTemporary = isTemporary;
    this.reply = reply;
  }
}

/** How long one mail may take in all, for servers that keep a connection alive without an answer. */
const maxMilliseconds = 60_000;

/** Undefined when there is no mail server in the settings. Its address can hold settings of the transport. */
export function createMailServer({
  smtpUrl,
  mailFrom,
  imapUrl,
  returnPath,
}: Pick<Config, 'smtpUrl' | 'mailFrom' | 'imapUrl' | 'returnPath'>): MailServer | undefined {
  if (smtpUrl === undefined) return undefined;
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    idleTimeout: 20_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ subject, text, html, replyTo, from, headers }, to, messageId, signal) {
      try {
        await transport.sendMail({
          from: from ?? mailFrom,
          // An object, so that nothing in it is read as a second address.
          to: { name: '', address: to },
          ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
          subject,
          text,
          html,
          messageId,
          headers,
          ...(returnPath !== undefined && {
            envelope: { from: returnPath, to: [{ name: '', address: to }] },
          }),
          // A server that can brings its own name for the mail back, and never the link in it.
          ...(imapUrl !== undefined && {
            dsn: { id: messageId.slice(1, -1), return: 'headers', notify: ['failure', 'delay'] },
          }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(maxMilliseconds)]),
        });
      } catch (error) {
        throw describeError(error, to);
      }
    },
    close: () => transport.close(),
  };
}

/** One mail now, outside the queue. Throws a `DeliveryError`, and a refusal when there is no mail server. */
export async function sendOnce(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'imapUrl' | 'returnPath' | 'publicUrl'>,
  mail: RenderedMail,
  to: string,
): Promise<void> {
  const server = createMailServer(config);
  if (!server) throw new Refusal(409, 'copyMail');
  try {
    await server.send(mail, to, makeMessageId(config.publicUrl), AbortSignal.timeout(20_000));
  } finally {
    server.close();
  }
}

/**
 * Final is only what the server says of this mail: 5xx to its sender, its address or its words. A password that is
 * wrong or a server that is closed concerns all mails, and they go when that is mended.
 */
function describeError(error: unknown, to: string): DeliveryError {
  const { code, responseCode, response } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
  };
  const concernsMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isTemporary = !concernsMail || (responseCode !== undefined && responseCode < 500);
  const reply = response === undefined ? (code ?? null) : response.replaceAll(to, '…').slice(0, 500);
  return new DeliveryError(isTemporary, reply);
}
