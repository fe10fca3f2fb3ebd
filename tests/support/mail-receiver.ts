/** A mail server for tests, on a free port of this machine: takes mails, or misbehaves as it is told. */
import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Received {
  to: string;
  /** The address on the envelope, the name of the mail there, and whether all of it is to come back. */
  from: string;
  envelopeId: string | undefined;
  returns: string | undefined;
  messageId: string;
  email: Email;
  /** As it came over the line. */
  raw: string;
}

/** What it says of a mail to this address: nothing takes it. A number and words is its reply. */
export type Behaviour = (recipient: string) => undefined | { code: number; words: string } | 'hang' | 'close';

export interface MailReceiver {
  /** For the setting SMTP_URL; a wait of two seconds is long here. */
  url: string;
  received: Received[];
  /** Looked at when an address is named. */
  atAddress: Behaviour;
  /** What it waits for before it takes a mail whose words have come. */
  beforeTaking: () => Promise<void>;
  /** Looked at when the words have come. */
  afterWords: Behaviour;
  stop(): Promise<void>;
}

/** What a mail asks about reports of its delivery (RFC 3461). */
interface Dsn {
  envid?: string | null;
  ret?: string | null;
}

export async function startMailReceiver(port = 0): Promise<MailReceiver> {
  const sockets = new Set<Socket>();
  const receiver: Omit<MailReceiver, 'url'> = {
    received: [],
    beforeTaking: async () => {},
    atAddress: () => undefined,
    afterWords: () => undefined,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const answer = (said: ReturnType<Behaviour>, done: (error?: Error | null) => void, take: () => void) => {
    if (said === 'hang') return;
    if (said === 'close') {
      for (const socket of sockets) socket.destroy();
      return;
    }
    if (said) return done(Object.assign(new Error(said.words), { responseCode: said.code }));
    take();
    done();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideDSN: false,
    onRcptTo: ({ address }, _session, done) => answer(receiver.atAddress(address), done, () => {}),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { rcptTo, mailFrom, dsn } = session.envelope as typeof session.envelope & { dsn?: Dsn };
        const to = rcptTo[0]!.address;
        const envelope = {
          from: mailFrom ? mailFrom.address : '',
          envelopeId: dsn?.envid ?? undefined,
          returns: dsn?.ret ?? undefined,
        };
        const raw = Buffer.concat(parts).toString();
        const parsed = PostalMime.parse(raw);
        void Promise.all([parsed, receiver.beforeTaking()]).then(([email]) =>
          answer(receiver.afterWords(to), done, () =>
            receiver.received.push({ to, ...envelope, messageId: email.messageId ?? '', email, raw }),
          ),
        );
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.server.address() as AddressInfo;
  // Idle connections end in good order, well before silence counts as a fault.
  const waits = 'socketTimeout=2000&greetingTimeout=2000&connectionTimeout=2000&idleTimeout=300';
  const url = `smtp://127.0.0.1:${taken}?${waits}`;
  return Object.assign(receiver, { url });
}
