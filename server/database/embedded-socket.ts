/**
 * Serves the embedded database on a Unix socket, one statement after the other. The socket server queues single
 * messages, and a statement with parameters is five of them (parse, bind, describe, execute, sync): of two
 * connections that wait at the same time one would bind its values to the statement of the other. It does keep a
 * transaction together, so here a statement that is under way counts as a transaction until its sync.
 */
import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** The first byte of the messages that belong to a statement and are followed by others of it. */
const unfinished = new Set([...'PBDECHF'].map((letter) => letter.charCodeAt(0)));

/** So many milliseconds a connection may be silent: a transaction that is left alone holds up all others. */
const maxSilence = 120_000;

/** Listens when it returns. */
export async function serveEmbedded(
  database: PGlite,
  path: string,
  idleTimeout = maxSilence,
): Promise<PGLiteSocketServer> {
  let isUnderWay = false;
  const oneByOne = new Proxy(database, {
    get(target, name) {
      if (name === 'isInTransaction') return () => isUnderWay || target.isInTransaction();
      if (name === 'exec') {
        // Only asked for when a connection ends halfway, to roll back.
        return (text: string) => {
          isUnderWay = false;
          return target.exec(text);
        };
      }
      if (name === 'execProtocolRawStream') {
        return (...args: Parameters<PGlite['execProtocolRawStream']>) => {
          isUnderWay = unfinished.has(args[0][0]!);
          return target.execProtocolRawStream(...args);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const server = new PGLiteSocketServer({ db: oneByOne, path, maxConnections: 50, idleTimeout });
  await server.start();
  return server;
}
