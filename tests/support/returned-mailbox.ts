/** A mailbox for returned mail, on an IMAP server at a free port of this machine. */
import type { AddressInfo, Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';

export interface ReturnedMailbox {
  /** For the setting IMAP_URL. */
  url: string;
  put(...raws: string[]): void;
  /** Of each mail in it whether it is marked as read. */
  seen(): boolean[];
  empty(): void;
  /** From now on it answers NO to each search. */
  refuseSearch(): void;
  stop(): Promise<void>;
}

export async function startReturnedMailbox(port = 0): Promise<ReturnedMailbox> {
  const sockets = new Set<Socket>();
  const imap = hoodiecrow({
    plugins: ['ID', 'AUTH-PLAIN', 'SASL-IR', 'UNSELECT'],
    users: { 'mail@keten.example': { password: 'geheim/woord' } },
    storage: { INBOX: { messages: [] } },
  });
  imap.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => imap.listen(port, '127.0.0.1', resolve));
  const { port: taken } = imap.server.address() as AddressInfo;
  const name = encodeURIComponent('mail@keten.example');
  return {
    url: `imap://${name}:${encodeURIComponent('geheim/woord')}@127.0.0.1:${taken}`,
    put(...raws) {
      for (const raw of raws) imap.appendMessage('INBOX', [], false, raw);
    },
    seen: () => imap.getMailbox('INBOX').messages.map(({ flags }) => flags.includes('\\Seen')),
    empty: () => void imap.getMailbox('INBOX').messages.splice(0),
    refuseSearch() {
      imap.setCommandHandler('UID SEARCH', (connection, parsed, data, done) => {
        const attributes = [{ type: 'TEXT', value: 'Not now' }];
        connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'UID SEARCH FAILED', parsed, data);
        done();
      });
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => imap.close(resolve));
    },
  };
}
