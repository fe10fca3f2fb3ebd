/**
 * The server, built but not listening: plugins, then the routes by noun. Every edge is written here, so that
 * this file is the map of what answers to what.
 */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import postgres from '@fastify/postgres';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import pg, { type PoolConfig } from 'pg';
import type { Printer } from '../reports/print/printer.ts';
import { operator } from './access/operator.ts';
import { deskAccountRoutes } from './accounts/desk-account-routes.ts';
import { ownAccountRoutes } from './accounts/own-account-routes.ts';
import { ownSecondStepRoutes } from './accounts/second-step/own-second-step-routes.ts';
import { secondStepRoutes } from './accounts/second-step/second-step-routes.ts';
import { showSignIn } from './accounts/sign-in/show-sign-in.ts';
import { signInLinkRoutes } from './accounts/sign-in/sign-in-link-routes.ts';
import { signInProviderRoutes } from './accounts/sign-in/sign-in-provider-routes.ts';
import { signInRoutes } from './accounts/sign-in/sign-in-routes.ts';
import { deskCheckRoutes } from './checks/desk-check-routes.ts';
import type { Config } from './config.ts';
import { borrowPool } from './database/schema.ts';
import { limitTime } from './database/time-limits.ts';
import { desk } from './desk/desk.ts';
import { deskHomeRoutes } from './desk/desk-home-routes.ts';
import { deskLogRoutes } from './desk/log/desk-log-routes.ts';
import { deskJobRoutes } from './job-list/desk-job-routes.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import { logJobError } from './jobs/log-job-error.ts';
import { deskLooksRoutes } from './looks/desk-looks-routes.ts';
import { deskMailRoutes } from './mail/outbox/desk-mail-routes.ts';
import { unsubscribeRoutes } from './mail/unsubscribe-routes.ts';
import { deskCopyRoutes } from './network-copies/desk-copy-routes.ts';
import { networkRoutes } from './networks/api-network-routes.ts';
import { deskNetworkRoutes } from './networks/desk-network-routes.ts';
import { deskAddressBookRoutes } from './partners/address-book/desk-address-book-routes.ts';
import { partnerRoutes } from './partners/api-partner-routes.ts';
import { deskNewPartnerRoutes } from './partners/desk-new-partner-routes.ts';
import { deskPartnerListRoutes } from './partners/desk-partner-list-routes.ts';
import { deskPartnerRoutes } from './partners/desk-partner-routes.ts';
import { deskImportRoutes } from './partners/import/desk-import-routes.ts';
import { deskPartnerMergeRoutes } from './partners/merge/desk-partner-merge-routes.ts';
import { deskNewPersonRoutes } from './partners/people/desk-new-person-routes.ts';
import { deskPersonRoutes } from './partners/people/desk-person-routes.ts';
import { deskPersonDataRoutes } from './person-data/desk-person-data-routes.ts';
import { ownDataRoutes } from './person-data/own-data-routes.ts';
import { withdrawComments, withdrawUnseenComments } from './person-data/withdraw-comments.ts';
import { withdrawSentConsents } from './person-data/withdraw-sent-consents.ts';
import { deskMunicipalityTextsRoutes } from './privacy/desk-municipality-texts-routes.ts';
import { deskPrivacyRoutes } from './privacy/desk-privacy-routes.ts';
import { answerRoutes } from './questionnaire/answer-routes.ts';
import { deskAgreementRoutes } from './results/agreements/desk-agreement-routes.ts';
import { deskLocalRecommendationRoutes } from './results/agreements/desk-local-recommendation-routes.ts';
import { standingRoutes } from './results/agreements/standing-routes.ts';
import { resultRoutes } from './results/api-result-routes.ts';
import { ballotRoutes } from './results/choosing/ballot-routes.ts';
import { deskChoosingRoutes } from './results/choosing/desk-choosing-routes.ts';
import { deskCleanedCommentRoutes } from './results/comments/desk-cleaned-comment-routes.ts';
import { deskCommentRoutes } from './results/comments/desk-comment-routes.ts';
import { deskComparisonRoutes } from './results/comparisons/desk-comparison-routes.ts';
import { describeRoundCards } from './results/describe-round-cards.ts';
import { deskDiscussionSheetRoutes } from './results/desk-discussion-sheet-routes.ts';
import { deskResultRoutes } from './results/desk-result-routes.ts';
import { deskAdviceRoutes } from './results/factsheet-choices/desk-advice-routes.ts';
import { deskOwnWordsRoutes } from './results/factsheet-choices/desk-own-words-routes.ts';
import { deskMapRoutes } from './results/map/desk-map-routes.ts';
import { deskMeetingRoutes } from './results/meeting/desk-meeting-routes.ts';
import { deskMirrorRoutes } from './results/mirrors/desk-mirror-routes.ts';
import { deskMunicipalityRoutes } from './results/municipality/desk-municipality-routes.ts';
import { deskPictureRoutes } from './results/pictures/desk-picture-routes.ts';
import { deskReleaseRoutes } from './results/research/desk-release-routes.ts';
import { deskResearchDataRoutes } from './results/research/desk-research-data-routes.ts';
import { shareRoutes } from './results/shares/api-share-routes.ts';
import { deskShareRoutes } from './results/shares/desk-share-routes.ts';
import { addPersonalResultRoutes } from './results/shares/personal-result-routes.ts';
import { sharedResultRoutes } from './results/shares/shared-result-routes.ts';
import { findSharedResult } from './results/shares/shares.ts';
import { deskSlideRoutes } from './results/slides/desk-slide-routes.ts';
import { slideFiles } from './results/slides/send-slides.ts';
import { roundRoutes } from './rounds/api-round-routes.ts';
import { deskRoundRoutes } from './rounds/desk-round-routes.ts';
import { deskDigestRoutes } from './rounds/digests/desk-digest-routes.ts';
import { invitationRoutes } from './rounds/invitations/api-invitation-routes.ts';
import { asking } from './rounds/invitations/describe-asking.ts';
import { deskInvitationRoutes } from './rounds/invitations/desk-invitation-routes.ts';
import { codeRoutes } from './rounds/letters/code-routes.ts';
import { deskLetterRoutes } from './rounds/letters/desk-letter-routes.ts';
import { lostLinkRoutes } from './rounds/lost-links/lost-link-routes.ts';
import { addWrongPersonRoutes } from './rounds/proposals/wrong-person-routes.ts';
import { deskReminderRoutes } from './rounds/reminders/desk-reminder-routes.ts';
import { deskSocialMapRoutes } from './social-map/desk-social-map-routes.ts';
import { profileMerge } from './social-map/merge-profiles.ts';
import { addSocialMapRoutes } from './social-map/social-map-routes.ts';
import { accessibilityRoutes } from './web/accessibility-routes.ts';
import { openApi } from './web/api/open-api.ts';
import { assets } from './web/assets.ts';
import { checkAddress, checkRequests } from './web/check-requests.ts';
import { answerClientError } from './web/client-errors.ts';
import { parseForm } from './web/collect-fields.ts';
import { copiedLinks } from './web/copied-links.ts';
import type { App } from './web/fastify.ts';
import { fonts } from './web/fonts.ts';
import { health } from './web/health.ts';
import { homeRoutes } from './web/home-routes.ts';
import { visitorLanguage } from './web/language.ts';
import { requestLimits } from './web/limits.ts';
import { logOptions } from './web/log-options.ts';
import { metrics } from './web/metrics.ts';
import { ownHost } from './web/own-host.ts';
import { ownPages } from './web/own-pages.ts';
import { refusals } from './web/refusals.ts';
import { securityTxt } from './web/security-txt.ts';
import { printing } from './web/send-pdf.ts';
import { spareConnections } from './web/spare-connections.ts';
import { trustProxies } from './web/trusted-proxies.ts';
import { views } from './web/views.ts';

export interface AppOptions {
  config: Config;
  /** From which links are made (`link-key.ts`). */
  linkKey: string;
  connection: PoolConfig;
  printer: Printer;
  /** How far the event loop may be behind (`health.ts`). */
  maxDelay?: number;
  /** Only the program of the example hands this: its routes. Every page then says that its data are made up. */
  addExample?: ((app: App) => Promise<void>) | undefined;
}

/** Connections of one process: for requests, of which so many for those that change something, and for jobs. */
const connections = { web: 10, changes: 7, jobs: 6 };
/** How many milliseconds a request waits for a connection, or for its turn to change something. */
const patience = 5_000;

/** Builds the app on a database whose tables are up to date. `close()` ends its pools, not the printer. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, linkKey, connection, printer, maxDelay, addExample } = options;
  const app = fastify({
    logger: logOptions(config.logLevel),
    trustProxy: trustProxies(config.trustProxy),
    bodyLimit: requestLimits.bodyBytes,
    requestTimeout: requestLimits.milliseconds,
    return503OnClosing: true,
    rewriteUrl: checkAddress,
    clientErrorHandler: answerClientError,
    // `checkAddress` measures them; the router counts %2F as three.
    routerOptions: { maxParamLength: 3 * requestLimits.pathPartCharacters },
    ajv: { customOptions: { allErrors: true, removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.decorate('config', config);
  app.decorate('linkKey', linkKey);
  app.decorate('printer', printer);
  app.decorate('isExample', addExample !== undefined);
  // A request that waits longer for a connection is told that the server is busy, instead of waiting forever.
  await app.register(postgres, {
    ...limitTime(connection, 'web'),
    max: connections.web,
    connectionTimeoutMillis: patience,
  });
  // Jobs have connections of their own: neither takes those of the other.
  const jobPool = new pg.Pool({ ...limitTime(connection, 'job'), max: connections.jobs });
  // PostgreSQL restarts: a connection that ends between two statements is replaced. Without a listener it would crash the process.
  const logLostConnection = (error: Error) => app.log.warn({ err: error }, 'a database connection ended');
  for (const pool of [app.pg.pool, jobPool]) {
    pool.on('error', logLostConnection);
    pool.on('connect', (client) => client.on('error', logLostConnection));
  }
  app.decorate('db', borrowPool(app.pg.pool));
  app.decorate('jobDb', borrowPool(jobPool));
  const jobs = createJobQueue({ pool: jobPool, onError: (error) => logJobError(app.log, error) });
  app.decorate('jobs', jobs);
  app.decorateRequest('acting');
  app.addHook('onReady', () => jobs.start());
  app.addHook('onClose', async () => {
    await jobs.stop();
    await jobPool.end();
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
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
  await app.register(formbody, { bodyLimit: requestLimits.bodyBytes, parser: parseForm });
  await app.register(health, { maxDelay });
  await app.register(metrics, { guard: operator });
  await app.register(visitorLanguage);
  await app.register(views);
  await app.register(refusals);
  await app.register(ownHost);
  await app.register(copiedLinks);
  await app.register(checkRequests);
  await app.register(printing);
  await app.register(slideFiles);
  await app.register(spareConnections, { atOnce: connections.changes, patience });
  // It does jobs and answers to whoever watches over it, nobody else.
  if (config.process === 'worker') return app;
  await app.register(assets);
  await app.register(fonts);
  await app.register(ownPages);
  await app.register(openApi);

  if (addExample) await addExample(app);
  await app.register(homeRoutes);
  await app.register(accessibilityRoutes);
  await app.register(securityTxt);
  await app.register(answerRoutes, {
    addMore: [addSocialMapRoutes, addPersonalResultRoutes, addWrongPersonRoutes],
    afterClosing: {
      findSharedResult,
      withdrawConsents: withdrawSentConsents,
      withdrawComments,
      withdrawUnseenComments,
    },
  });
  await app.register(lostLinkRoutes);
  await app.register(codeRoutes);
  await app.register(sharedResultRoutes);
  await app.register(ballotRoutes);
  await app.register(standingRoutes);
  await app.register(ownDataRoutes);
  await app.register(unsubscribeRoutes);
  await app.register(signInRoutes);
  await app.register(signInLinkRoutes);
  await app.register(signInProviderRoutes);
  await app.register(secondStepRoutes);
  await app.register(
    async (scope: App) => {
      await scope.register(desk, { showSignIn: (...page) => showSignIn(config, ...page) });
      await scope.register(deskHomeRoutes);
      await scope.register(deskNetworkRoutes);
      await scope.register(deskCopyRoutes);
      await scope.register(deskRoundRoutes, { describeCards: describeRoundCards });
      await scope.register(deskInvitationRoutes);
      await scope.register(deskReminderRoutes);
      await scope.register(deskDigestRoutes);
      await scope.register(deskLetterRoutes);
      await scope.register(deskPartnerListRoutes);
      await scope.register(deskNewPartnerRoutes);
      await scope.register(deskAddressBookRoutes);
      await scope.register(deskPartnerRoutes, { asking, profiles: profileMerge });
      await scope.register(deskPartnerMergeRoutes, { profiles: profileMerge });
      await scope.register(deskNewPersonRoutes);
      await scope.register(deskPersonRoutes, { asking });
      await scope.register(deskImportRoutes);
      await scope.register(deskPrivacyRoutes);
      await scope.register(deskMunicipalityTextsRoutes);
      await scope.register(deskPersonDataRoutes);
      await scope.register(deskResultRoutes);
      await scope.register(deskMapRoutes);
      await scope.register(deskPictureRoutes);
      await scope.register(deskDiscussionSheetRoutes);
      await scope.register(deskSlideRoutes);
      await scope.register(deskShareRoutes);
      await scope.register(deskCommentRoutes);
      await scope.register(deskCleanedCommentRoutes);
      await scope.register(deskOwnWordsRoutes);
      await scope.register(deskAdviceRoutes);
      await scope.register(deskMirrorRoutes);
      await scope.register(deskChoosingRoutes);
      await scope.register(deskMeetingRoutes);
      await scope.register(deskAgreementRoutes);
      await scope.register(deskLocalRecommendationRoutes);
      await scope.register(deskMunicipalityRoutes);
      await scope.register(deskComparisonRoutes);
      await scope.register(deskSocialMapRoutes);
      await scope.register(deskLooksRoutes);
      await scope.register(deskReleaseRoutes);
      await scope.register(deskResearchDataRoutes);
      await scope.register(ownAccountRoutes);
      await scope.register(ownSecondStepRoutes);
      await scope.register(deskAccountRoutes);
      await scope.register(deskLogRoutes);
      await scope.register(deskMailRoutes);
      await scope.register(deskJobRoutes);
      await scope.register(deskCheckRoutes);
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
