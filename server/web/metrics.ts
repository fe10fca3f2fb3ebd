/**
 * Figures for Prometheus at `/metrics`, for those who have the API key: the process, requests by route (never by address,
 * which can hold a link), the database pool, and what waits: mails by state and rounds that are open.
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import plugin from 'fastify-plugin';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

interface MetricsOptions {
  /** Lets in who may read them: the check of the API's key. */
  guard: FastifyPluginAsync;
}

export const metrics = plugin(async (app: FastifyInstance, { guard }: MetricsOptions) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'ketenspiegel_request_seconds',
    help: 'How long a request took, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });

  new Gauge({
    name: 'ketenspiegel_database_connections',
    help: 'Connections of the pool of this process, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = app.pg.pool;
      this.set({ state: 'busy' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
  new Gauge({
    name: 'ketenspiegel_mails',
    help: 'Mails by state, of the whole installation.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ state: string; count: number }>`
        SELECT state, (SELECT count(*)::int FROM mail WHERE mail.state = list.state) AS count
        FROM unnest(ARRAY['waiting', 'sent', 'failed', 'skipped']) AS list (state)`.execute(app.db);
      for (const { state, count } of rows) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'ketenspiegel_open_rounds',
    help: 'Rounds that people can answer now, of the whole installation.',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM round
        WHERE round_state(round) = 'open'`.execute(app.db);
      this.set(rows[0]!.count);
    },
  });

  await app.register(async (scope) => {
    await scope.register(guard);
    scope.get('/metrics', async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  });
});
