/**
 * What a load balancer asks. `/health/live`: this process runs. `/health/ready`: it can serve, because its database
 * answers and it was not told to stop. An event loop that falls behind refuses requests by itself (503).
 */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { sql } from 'kysely';
import { Refusal } from '../text/refusal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** From now on this process is not ready, while it finishes what is in flight. */
    startStopping(): void;
    /** Long jobs stop halfway then: another process goes on with them. */
    isStopping(): boolean;
  }
}

/** `maxDelay`: refuses requests while the event loop is more than this many milliseconds behind; 0: never. */
export const health = plugin(async (app: FastifyInstance, { maxDelay = 6_000 }: { maxDelay?: number }) => {
  let stopping = false;
  app.decorate('startStopping', () => {
    stopping = true;
  });
  app.decorate('isStopping', () => stopping);
  app.addHook('preClose', async () => {
    stopping = true;
  });
  // Else a connection that is kept alive holds the process for more than a minute after its last answer.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
  await app.register(underPressure, {
    maxEventLoopDelay: maxDelay,
    // It says Infinity when its clock did not tick once in a second, on a machine that is busy with something else.
    pressureHandler: (_request, _reply, _type, delay) =>
      delay === Infinity ? undefined : Promise.reject(new Refusal(503, 'overloaded')),
  });

  app.get('/health/live', { logLevel: 'warn' }, () => ({ status: 'live' }));

  app.get('/health/ready', { logLevel: 'warn' }, async (request, reply) => {
    if (stopping) return reply.code(503).send({ status: 'stopping' });
    try {
      await sql`SELECT 1`.execute(app.db);
      return { status: 'ready' };
      // Also when all connections are busy for long (`connectionTimeoutMillis`): others had better serve.
    } catch (error) {
      request.log.warn({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'no database' });
    }
  });
});
