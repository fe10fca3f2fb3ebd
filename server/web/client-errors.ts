/**
 * Requests that Node can't read, or that do not come to an end: headers that are too long, a line that is no HTTP, a body
 * that drips. No route and no hook sees them, so the page is fetched from our own server by an address that it refuses.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { App } from './fastify.ts';

/** An address that can't be read. */
const unreadable = '/%';

/** Fastify's `clientErrorHandler`: gives our page of refusal, and closes the connection. Nothing is logged of it. */
export function answerClientError(this: App, { code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // More than this is not read of what comes.
  socket.pause();
  void this.inject(unreadable).then(
    ({ headers, rawPayload }) => {
      const status = findStatus(code);
      const lines = Object.entries({ ...headers, connection: 'close' }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.end(rawPayload, () => socket.destroy());
    },
    () => socket.destroy(),
  );
}

function findStatus(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
