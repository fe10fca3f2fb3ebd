/**
 * Some connections to the database are left to who only reads. Reading waits for nobody, and changes wait for each
 * other: while many wait for the same round or the same answer, all other pages still come.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { Refusal } from '../text/refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** It changes something, and counts until it has its answer. */
    isChanging: boolean;
  }
}

interface SpareConnectionsOptions {
  /** So many requests change something at the same time; the next ones wait for their turn. */
  atOnce: number;
  /** How long they wait for it, in milliseconds. */
  patience: number;
}

export const spareConnections = plugin(
  async (app: FastifyInstance, { atOnce, patience }: SpareConnectionsOptions) => {
    let changing = 0;
    const waiting = new Set<() => void>();
    app.decorateRequest('isChanging', false);

    // Only when all of it has come: somebody whose line is slow takes no turn.
    app.addHook('preHandler', async (request, reply) => {
      if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
      if (changing >= atOnce) await waitForTurn();
      else changing += 1;
      request.isChanging = true;
      // Who goes away halfway gets no answer that ends its turn; who went away while it waited, not even this event.
      reply.raw.once('close', () => endTurn(request));
      if (reply.raw.destroyed) endTurn(request);
    });
    app.addHook('onResponse', async (request) => endTurn(request));

    function waitForTurn(): Promise<void> {
      return new Promise((resolve, reject) => {
        const begin = () => {
          clearTimeout(timer);
          waiting.delete(begin);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(begin);
          reject(new Refusal(503, 'overloaded'));
        }, patience);
        waiting.add(begin);
      });
    }

    function endTurn(request: { isChanging: boolean }): void {
      if (!request.isChanging) return;
      request.isChanging = false;
      const [next] = waiting;
      // The turn goes from one to the other.
      if (next) next();
      else changing -= 1;
    }
  },
);
