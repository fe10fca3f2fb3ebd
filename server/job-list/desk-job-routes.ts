/** The jobs on the desk: of a network for its coordinators, all of them for the operator; and trying one again. */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { networkParams, readPage } from '../desk/fields.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { listJobs } from '../jobs/jobs.ts';
import { DeliveryError } from '../mail/mail-server.ts';
import { countMails } from '../mail/mails.ts';
import { outboxDone } from '../mail/outbox/outbox-done.ts';
import { outboxTexts } from '../mail/outbox/texts.ts';
import { sendTestMail } from '../mail/send-test-mail.ts';
import { networkCrumbs } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import { countMirrors } from '../results/mirrors/printed-mirrors.ts';
import type { App } from '../web/fastify.ts';
import { listLimits } from '../web/limits.ts';
import { describeJobs } from './describe-jobs.ts';
import { describeLastBackup } from './describe-last-backup.ts';
import { retryJob } from './retry-job.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'job-list/jobs': ReturnType<typeof describeJobs> & {
      done: string | undefined;
      /** What the mail server answered to a test mail that it did not take. */
      testFailed: string | undefined;
      /** Where a test mail is asked for. */
      testMail: string | undefined;
      /** Said when there is no mail server. */
      withoutServer: string | undefined;
      /** The page on which the sender's domain and the address are looked at. Of the installation alone. */
      checks: string | undefined;
      /** When the last good backup was made, and how to get one every night. Of the installation alone. */
      backup: { kind: 'ok' | 'warning'; text: string } | undefined;
    };
  }
}

const changeNetwork: DeskRule = { thing: 'network', verb: 'change' };
const changeInstallation: DeskRule = { thing: 'installation', verb: 'change' };

const size = listLimits.jobs;

export async function deskJobRoutes(app: App) {
  app.get(
    '/networks/:network/jobs',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema: { params: networkParams } },
    async (request, reply) => {
      const network = await findNetwork(app.db, request.params.network);
      return reply.desk('job-list/jobs', {
        ...(await describe(request, network.id)),
        crumbs: networkCrumbs(request, { network }),
      });
    },
  );

  app.get('/jobs', { config: { desk: { thing: 'installation', verb: 'read' } } }, async (request, reply) =>
    reply.desk('job-list/jobs', await describe(request, undefined)),
  );

  app.post(
    '/networks/:network/jobs/:job/attempt',
    {
      config: { desk: changeNetwork },
      schema: { params: Type.Object({ network: Type.String(), job: Type.String() }) },
    },
    async (request, reply) => {
      const { network, job } = request.params;
      await retryJob(request.acting, job, network);
      return reply.redirect(outboxDone.after(`/desk/networks/${network}/jobs`, 'jobTried'), 303);
    },
  );

  app.post(
    '/jobs/:job/attempt',
    {
      config: { desk: changeInstallation },
      schema: { params: Type.Object({ job: Type.String() }) },
    },
    async (request, reply) => {
      await retryJob(request.acting, request.params.job, undefined);
      return reply.redirect(outboxDone.after('/desk/jobs', 'jobTried'), 303);
    },
  );

  app.post('/jobs/test-mail', { config: { desk: changeInstallation } }, async (request, reply) => {
    const { name, email } = request.session;
    const language = readerLanguage(request);
    try {
      await sendTestMail(request.acting, app.config, { name, email, language });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const testFailed = outboxTexts(language)('outbox.jobs.testFailed', {
        reply: error.reply ?? '?',
      });
      return reply.code(502).desk('job-list/jobs', { ...(await describe(request, undefined)), testFailed });
    }
    return reply.redirect(outboxDone.after('/desk/jobs', 'testMail'), 303);
  });

  /** Of one network, or without one of all. */
  async function describe(request: FastifyRequest, networkId: string | undefined) {
    const page = readPage(request);
    const { jobs, more } = await listJobs(app.db, { networkId }, { page, size });
    const printing = jobs.filter(({ name }) => name === 'print-mirrors');
    const mirrors = await countMirrors(
      app.db,
      printing.flatMap(({ roundId }) => (roundId === null ? [] : [{ id: roundId }])),
    );
    const rounds = networkId === undefined ? [] : await countMails(app.db, networkId);
    return {
      title: outboxTexts(readerLanguage(request))('outbox.jobs.title'),
      script: 'progress.js',
      done: outboxDone.read(request),
      testFailed: undefined,
      testMail:
        networkId === undefined && app.config.smtpUrl !== undefined ? '/desk/jobs/test-mail' : undefined,
      withoutServer:
        app.config.smtpUrl === undefined
          ? outboxTexts(readerLanguage(request))(
              `outbox.withoutServer.${networkId === undefined ? 'operator' : 'elsewhere'}`,
            )
          : undefined,
      checks: networkId === undefined ? '/desk/checks' : undefined,
      backup: networkId === undefined ? await describeLastBackup(app.db, readerLanguage(request)) : undefined,
      ...describeJobs({ networkId, jobs, more, page, rounds, mirrors }, readerLanguage(request)),
    };
  }
}
