/**
 * Some connections to the database are left to who only reads. Reading waits for nobody, and changes wait for each
 * other: while many wait for the same round or the same answer, all other pages still come.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import { createWorkQueue } from '../../reports/print/work-queue.ts';
import { Refusal } from '../text/refusal.ts';

interface SpareConnectionsOptions {
  /** So many requests change something at the same time; the next ones wait for their turn. */
  atOnce: number;
  /** How long they wait for it, in milliseconds. */
  patience: number;
}

export const spareConnections = plugin(
  async (app: FastifyInstance, { atOnce, patience }: SpareConnectionsOptions) => {
    const queue = createWorkQueue({ atOnce, waiting: Infinity });

    // Only when all of it has come: somebody whose line is slow takes no turn.
    app.addHook('preHandler', async (request, reply) => {
      if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
      const turn = Promise.withResolvers<void>();
      const task = () => {
        turn.resolve();
        return whenOver(reply);
      };
      queue.run(task, AbortSignal.timeout(patience)).catch(() => turn.reject(new Refusal(503, 'overloaded')));
      await turn.promise;
    });
  },
);

/** When the answer is there, or whoever asked has gone: then no answer comes that would say so. */
function whenOver({ raw }: FastifyReply): Promise<void> {
  const over = Promise.withResolvers<void>();
  raw.once('finish', over.resolve);
  raw.once('close', over.resolve);
  if (raw.destroyed) over.resolve();
  return over.promise;
}
