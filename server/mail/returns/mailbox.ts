/**
 * The mailbox of IMAP_URL, to which mail comes back. A visit is bounded in time, in number and in size. What was handled is
 * marked as read there, so that it is not read twice; a visit that breaks off leaves all for the next one, which changes nothing a second time.
 */
import { ImapFlow } from 'imapflow';
import { isLoopback } from '../../text/is-loopback.ts';

export interface Visit {
  /** So many mails at most, the oldest first; the others wait for the next visit. */
  maxMails: number;
  /** So many bytes of each: a report stands before the mail that it returns. */
  maxBytes: number;
}

/** Hands over each mail that is not marked as read. What `handle` throws ends the visit and leaves the mails as they were. */
export async function visitMailbox(
  imapUrl: string,
  { maxMails, maxBytes }: Visit,
  signal: AbortSignal,
  handle: (source: Uint8Array) => Promise<void>,
): Promise<void> {
  const { folder, ...server } = readImapUrl(imapUrl);
  const client = new ImapFlow({
    ...server,
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    maxLineLength: 4_000_000,
    maxLiteralSize: 2 * maxBytes,
    maxResponseSize: 8_000_000,
  });
  // What goes wrong is thrown by the command that waits for it.
  client.on('error', () => undefined);
  const breakOff = () => client.close();
  signal.addEventListener('abort', breakOff);
  try {
    signal.throwIfAborted();
    await client.connect();
    await client.mailboxOpen(folder);
    const unread = await client.search({ seen: false }, { uid: true });
    if (!unread) throw new Error('the mailbox can not be searched');
    const uids = unread.slice(0, maxMails);
    if (uids.length > 0) {
      // One at a time: no more than one is in memory.
      for (const uid of uids) {
        const mail = await client.fetchOne(String(uid), { source: { maxLength: maxBytes } }, { uid: true });
        const source = mail ? mail.source : undefined;
        if (source) await handle(source);
      }
      const isMarked = await client.messageFlagsAdd(uids, ['\\Seen'], { uid: true });
      if (!isMarked) throw new Error('the mailbox can not be written to');
    }
    await client.logout();
  } finally {
    signal.removeEventListener('abort', breakOff);
    client.close();
  }
}

/** `imaps://name:password@host:port/folder`. Without TLS no password leaves this machine. */
function readImapUrl(imapUrl: string) {
  const { protocol, hostname, port, username, password, pathname } = new URL(imapUrl);
  const secure = protocol === 'imaps:';
  return {
    host: hostname.replace(/[[\]]/g, ''),
    port: Number(port) || (secure ? 993 : 143),
    secure,
    doSTARTTLS: secure ? undefined : !isLoopback(hostname),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  };
}
