/** What tests use of this IMAP server, which has no types of its own. */
declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  interface Message {
    flags: string[];
    raw: string;
  }
  export interface Hoodiecrow {
    server: Server;
    connectionHandlers: unknown[];
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    appendMessage(mailbox: string, flags: string[], date: string | false, raw: string): void;
    getMailbox(path: string): { messages: Message[] };
    setCommandHandler(
      command: string,
      handler: (
        connection: { send(response: object, ...about: unknown[]): void },
        parsed: { tag: string },
        data: unknown,
        done: () => void,
      ) => void,
    ): void;
  }
  export default function hoodiecrow(options: {
    plugins?: string[];
    users?: Record<string, { password: string }>;
    storage?: Record<string, { messages?: Message[] }>;
    secureConnection?: boolean;
  }): Hoodiecrow;
}
