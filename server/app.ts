/**
 * The server, built but not listening: plugins, then the routes by noun. Every edge is written here, so that
 * this file is the map of what answers to what.
 */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import postgres from '@fastify/postgres';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyRequest } from 'fastify';
import type { PoolConfig } from 'pg';
import type { Printer } from '../reports/print/printer.ts';
import type { Config } from './config.ts';
import { borrowPool } from './database/schema.ts';
import type { App } from './fastify.ts';
import { assets } from './plugins/assets.ts';
import { languageOfVisitor } from './plugins/language.ts';
import { openApi } from './plugins/open-api.ts';
import { operator } from './plugins/operator.ts';
import { refusals } from './plugins/refusals.ts';
import { views } from './plugins/views.ts';
import { answerRoutes } from './routes/answers.ts';
import { homeRoutes } from './routes/home.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { networkRoutes } from './routes/networks.ts';
import { partnerRoutes } from './routes/partners.ts';
import { resultRoutes } from './routes/results.ts';
import { roundRoutes } from './routes/rounds.ts';
import { sharedResultRoutes } from './routes/shared-results.ts';
import { shareRoutes } from './routes/shares.ts';

export interface AppOptions {
  config: Config;
  connection: PoolConfig;
  printer: Printer;
}

/** Builds the app on a database whose tables are up to date. `close()` ends its pool, not the printer. */
export async function buildApp({ config, connection, printer }: AppOptions): Promise<App> {
  const app = fastify({
    // A URL can hold the token of a personal link, so logs name the route and never the address.
    logger: { level: config.logLevel, serializers: { req: describeRequest } },
    trustProxy: config.trustProxy,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { allErrors: true, removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.decorate('config', config);
  app.decorate('printer', printer);
  await app.register(postgres, { ...connection, max: 10 });
  app.decorate('db', borrowPool(app.pg.pool));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await app.register(rateLimit, { global: false });
  await app.register(underPressure, { maxEventLoopDelay: 3_000, exposeStatusRoute: '/health' });
  await app.register(languageOfVisitor);
  await app.register(views);
  await app.register(refusals);
  await app.register(assets);
  await app.register(openApi);

  await app.register(homeRoutes);
  await app.register(answerRoutes);
  await app.register(sharedResultRoutes);
  await app.register(
    async (api: App) => {
      await api.register(operator);
      await api.register(networkRoutes);
      await api.register(partnerRoutes);
      await api.register(roundRoutes);
      await api.register(invitationRoutes);
      await api.register(shareRoutes);
      await api.register(resultRoutes);
    },
    { prefix: '/api' },
  );
  return app;
}

function describeRequest(request: FastifyRequest) {
  return { method: request.method, route: request.routeOptions?.url ?? 'none', remoteAddress: request.ip };
}
