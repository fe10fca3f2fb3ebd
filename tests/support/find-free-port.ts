/** A port of this machine on which nothing listens, for a server that has to know its own address beforehand. */
import { createServer } from 'node:net';

export async function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
