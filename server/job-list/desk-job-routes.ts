/** The jobs on the desk: of a network for its coordinators, all of them for the operator; and trying one again. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { networkParams, readPage } from '../desk/fields.ts';
import { languageOf } from '../desk/submit-form.ts';
import { DeliveryError } from '../mail/mail-server.ts';
import { countMails } from '../mail/mails.ts';
import { outboxDone } from '../mail/outbox/desk-mail-routes.ts';
import { outboxTexts } from '../mail/outbox/texts.ts';
import { sendTestMail } from '../mail/send-test-mail.ts';
import { crumbsOf } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import { countMirrors } from '../results/mirrors/printed-mirrors.ts';
import { notFound } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { describeJobs } from './describe-jobs.ts';
import { findJob, listJobs, retryJob } from './jobs.ts';

const size = 50;

export async function deskJobRoutes(app: App) {
  app.get(
    '/networks/:network/jobs',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema: { params: networkParams } },
    async (request, reply) => {
      const network = await findNetwork(app.db, request.params.network);
      return reply.desk('job-list/jobs', {
        ...(await describe(request, network.id)),
        crumbs: crumbsOf(request, { network }),
      });
    },
  );

  app.get('/jobs', { config: { desk: { thing: 'installation', verb: 'read' } } }, async (request, reply) =>
    reply.desk('job-list/jobs', await describe(request, undefined)),
  );

  app.post(
    '/networks/:network/jobs/:job/attempt',
    {
      config: { desk: { thing: 'network', verb: 'change', action: 'outbox.jobTried' } },
      schema: { params: Type.Object({ network: Type.String(), job: Type.String() }) },
    },
    async (request, reply) => {
      const { network, job } = request.params;
      await retry(request, job, network);
      return reply.redirect(outboxDone.after(`/desk/networks/${network}/jobs`, 'jobTried'), 303);
    },
  );

  app.post(
    '/jobs/:job/attempt',
    {
      config: { desk: { thing: 'installation', verb: 'change', action: 'outbox.jobTried' } },
      schema: { params: Type.Object({ job: Type.String() }) },
    },
    async (request, reply) => {
      await retry(request, request.params.job, undefined);
      return reply.redirect(outboxDone.after('/desk/jobs', 'jobTried'), 303);
    },
  );

  app.post(
    '/jobs/test-mail',
    { config: { desk: { thing: 'installation', verb: 'change' } } },
    async (request, reply) => {
      const { session } = request;
      const language = languageOf(request);
      try {
        await sendTestMail(request.acting, app.config, { to: session.email, name: session.name, language });
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        const testFailed = outboxTexts(languageOf(request))('outbox.jobs.testFailed', {
          reply: error.reply ?? '?',
        });
        return reply.code(502).desk('job-list/jobs', { ...(await describe(request, undefined)), testFailed });
      }
      return reply.redirect(outboxDone.after('/desk/jobs', 'testMail'), 303);
    },
  );

  async function retry(request: FastifyRequest, id: string, networkId: string | undefined) {
    const job = await findJob(app.db, { id, networkId });
    if (!job) throw notFound();
    request.logged = { thingId: id, note: job.name };
    await retryJob(request.acting, job);
  }

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
      title: outboxTexts(languageOf(request))('outbox.jobs.title'),
      done: outboxDone.read(request),
      testMail: networkId === undefined && app.config.smtpUrl !== undefined && '/desk/jobs/test-mail',
      withoutServer:
        app.config.smtpUrl === undefined
          ? outboxTexts(languageOf(request))(
              `outbox.withoutServer.${networkId === undefined ? 'operator' : 'elsewhere'}`,
            )
          : undefined,
      ...describeJobs({ networkId, jobs, more, page, rounds, mirrors }, languageOf(request)),
    };
  }
}
