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
import fastify from 'fastify';
import type { PoolConfig } from 'pg';
import type { Printer } from '../reports/print/printer.ts';
import type { Config } from './config.ts';
import { borrowPool } from './database/schema.ts';
import type { App } from './fastify.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import { logJobError } from './jobs/log-job-error.ts';
import { logOptions } from './log-options.ts';
import { assets } from './plugins/assets.ts';
import { desk } from './plugins/desk.ts';
import { health } from './plugins/health.ts';
import { languageOfVisitor } from './plugins/language.ts';
import { metrics } from './plugins/metrics.ts';
import { openApi } from './plugins/open-api.ts';
import { operator } from './plugins/operator.ts';
import { ownPages } from './plugins/own-pages.ts';
import { refusals } from './plugins/refusals.ts';
import { views } from './plugins/views.ts';
import { answerRoutes } from './routes/answers.ts';
import { accountRoutes } from './routes/desk/accounts.ts';
import { deskAgreementRoutes } from './routes/desk/agreements.ts';
import { auditRoutes } from './routes/desk/audit.ts';
import { deskComparisonRoutes } from './routes/desk/comparisons.ts';
import { deskDiscussionSheetRoutes } from './routes/desk/discussion-sheets.ts';
import { deskHomeRoutes } from './routes/desk/home.ts';
import { deskImportRoutes } from './routes/desk/imports.ts';
import { deskInvitationRoutes } from './routes/desk/invitations.ts';
import { deskJobRoutes } from './routes/desk/jobs.ts';
import { deskLetterRoutes } from './routes/desk/letters.ts';
import { deskLocalRecommendationRoutes } from './routes/desk/local-recommendations.ts';
import { deskMailRoutes } from './routes/desk/mails.ts';
import { deskMirrorRoutes } from './routes/desk/mirrors.ts';
import { deskNetworkRoutes } from './routes/desk/networks.ts';
import { ownAccountRoutes } from './routes/desk/own-account.ts';
import { deskPartnerMergeRoutes } from './routes/desk/partner-merges.ts';
import { deskPartnerRoutes } from './routes/desk/partners.ts';
import { deskPeopleRoutes } from './routes/desk/people.ts';
import { deskPersonDataRoutes } from './routes/desk/person-data.ts';
import { deskPrivacyRoutes } from './routes/desk/privacy.ts';
import { deskReleaseRoutes } from './routes/desk/releases.ts';
import { deskResearchDataRoutes } from './routes/desk/research-data.ts';
import { deskResultRoutes } from './routes/desk/results.ts';
import { deskRoundRoutes } from './routes/desk/rounds.ts';
import { deskSocialMapRoutes } from './routes/desk/social-maps.ts';
import { homeRoutes } from './routes/home.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { networkRoutes } from './routes/networks.ts';
import { ownDataRoutes } from './routes/own-data.ts';
import { partnerRoutes } from './routes/partners.ts';
import { resultRoutes } from './routes/results.ts';
import { roundRoutes } from './routes/rounds.ts';
import { sharedResultRoutes } from './routes/shared-results.ts';
import { shareRoutes } from './routes/shares.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { signInLinkRoutes } from './routes/sign-in-links.ts';
import { signInProviderRoutes } from './routes/sign-in-provider.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';

export interface AppOptions {
  config: Config;
  /** From which links are made (`link-key.ts`). */
  linkKey: string;
  connection: PoolConfig;
  printer: Printer;
}

/** Builds the app on a database whose tables are up to date. `close()` ends its pool, not the printer. */
export async function buildApp({ config, linkKey, connection, printer }: AppOptions): Promise<App> {
  const app = fastify({
    logger: logOptions(config.logLevel),
    trustProxy: config.trustProxy,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { allErrors: true, removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.decorate('config', config);
  app.decorate('linkKey', linkKey);
  app.decorate('printer', printer);
  // Who waits longer for a connection hears that the server is busy, instead of waiting for good.
  await app.register(postgres, { ...connection, max: 10, connectionTimeoutMillis: 5_000 });
  // PostgreSQL restarts: a connection that ends between two statements is replaced. Unheard, it would end the process.
  const hearEnd = (error: Error) => app.log.warn({ err: error }, 'a database connection ended');
  app.pg.pool.on('error', hearEnd);
  app.pg.pool.on('connect', (client) => client.on('error', hearEnd));
  app.decorate('db', borrowPool(app.pg.pool));
  const jobs = createJobQueue({ pool: app.pg.pool, onError: (error) => logJobError(app.log, error) });
  app.decorate('jobs', jobs);
  app.addHook('onReady', () => jobs.start());
  app.addHook('onClose', () => jobs.stop());

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
  await app.register(health);
  await app.register(metrics);
  await app.register(languageOfVisitor);
  await app.register(views);
  await app.register(refusals);
  // It does jobs and answers to whoever watches over it, nobody else.
  if (config.process === 'worker') return app;
  await app.register(assets);
  await app.register(ownPages);
  await app.register(openApi);

  await app.register(homeRoutes);
  await app.register(answerRoutes);
  await app.register(sharedResultRoutes);
  await app.register(ownDataRoutes);
  await app.register(unsubscribeRoutes);
  await app.register(signInRoutes);
  await app.register(signInLinkRoutes);
  await app.register(signInProviderRoutes);
  await app.register(
    async (scope: App) => {
      await scope.register(desk);
      await scope.register(deskHomeRoutes);
      await scope.register(deskNetworkRoutes);
      await scope.register(deskRoundRoutes);
      await scope.register(deskInvitationRoutes);
      await scope.register(deskLetterRoutes);
      await scope.register(deskPartnerRoutes);
      await scope.register(deskPartnerMergeRoutes);
      await scope.register(deskPeopleRoutes);
      await scope.register(deskImportRoutes);
      await scope.register(deskPrivacyRoutes);
      await scope.register(deskPersonDataRoutes);
      await scope.register(deskResultRoutes);
      await scope.register(deskDiscussionSheetRoutes);
      await scope.register(deskMirrorRoutes);
      await scope.register(deskAgreementRoutes);
      await scope.register(deskLocalRecommendationRoutes);
      await scope.register(deskComparisonRoutes);
      await scope.register(deskSocialMapRoutes);
      await scope.register(deskReleaseRoutes);
      await scope.register(deskResearchDataRoutes);
      await scope.register(ownAccountRoutes);
      await scope.register(accountRoutes);
      await scope.register(auditRoutes);
      await scope.register(deskMailRoutes);
      await scope.register(deskJobRoutes);
    },
    { prefix: '/desk' },
  );
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
