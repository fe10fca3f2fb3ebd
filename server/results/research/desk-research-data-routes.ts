/**
 * Answers for research, of one round or of all rounds of a network that were released: a page that says what is in the
 * files, the job that makes them, and the ZIP. Beside it, what the coordinator wrote instead of comments. Only for
 * researchers: at each step it is asked who may have it, and the ZIP is given only as long as exactly these answers may be
 * read.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { networkParams, readTableReader } from '../../desk/fields.ts';
import { type Refused, readerLanguage, showRefused } from '../../desk/submit-form.ts';
import { findLastJob } from '../../jobs/jobs.ts';
import { logAccess } from '../../log/log-access.ts';
import { findNetwork } from '../../networks/networks.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound, listRoundNames, type Round } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { nameFile } from '../../text/name-file.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { offerFile } from '../../web/offer-file.ts';
import { replyCsv } from '../../web/send-csv.ts';
import { listCleanedComments } from '../comments/comments.ts';
import { resultDone } from '../result-done.ts';
import { resultTexts } from '../texts.ts';
import { findBundle, nameBundle, readBundle } from './bundle/bundles.ts';
import { orderBundle } from './bundle/order-bundle.ts';
import { describeResearchData } from './describe-research-data.ts';
import { findResearchRounds, type Wanted } from './research-data.ts';

const read = { config: { desk: { thing: 'data', verb: 'read' } satisfies DeskRule } };
const download = { config: { desk: { thing: 'data', verb: 'download' } satisfies DeskRule } };
const ofRound = { schema: { params: roundParams } };
const ofNetwork = { schema: { params: networkParams } };

/** What the files are about; `names` ends the name of the ZIP. */
interface Subject {
  wanted: Wanted;
  address: string;
  network: string;
  /** Undefined: all rounds. */
  round: string | undefined;
  names: string[];
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/research/results-data': ReturnType<typeof describeResearchData> & {
      done: string | undefined;
      problems: Refused['problems'] | undefined;
      /** What partners explained, cleaned; undefined: nothing, or too little to give. */
      comments: { label: string; href: string }[] | undefined;
    };
  }
}

export async function deskResearchDataRoutes(app: App) {
  app.get('/rounds/:round/research-data', { ...read, ...ofRound }, async (request, reply) =>
    show(request, reply, await findRoundSubject(request.params.round)),
  );
  app.post('/rounds/:round/research-data/bundle', { ...download, ...ofRound }, async (request, reply) =>
    order(request, reply, await findRoundSubject(request.params.round)),
  );
  app.get('/rounds/:round/research-data.zip', { ...download, ...ofRound }, async (request, reply) =>
    send(request, reply, await findRoundSubject(request.params.round)),
  );

  app.get('/networks/:network/research-data', { ...read, ...ofNetwork }, async (request, reply) =>
    show(request, reply, await findNetworkSubject(request.params.network)),
  );
  app.post('/networks/:network/research-data/bundle', { ...download, ...ofNetwork }, async (request, reply) =>
    order(request, reply, await findNetworkSubject(request.params.network)),
  );
  app.get('/networks/:network/research-data.zip', { ...download, ...ofNetwork }, async (request, reply) =>
    send(request, reply, await findNetworkSubject(request.params.network)),
  );

  app.get(
    '/rounds/:round/research-data/comments.csv',
    { ...download, ...ofRound },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const comments = await findComments(round);
      if (comments.length === 0) throw new Refusal(409, 'noCleanedComments');
      await logAccess(request.acting, { action: 'results.commentsDownloaded', roundId: round.id });
      const language = readerLanguage(request);
      const what = resultTexts(language)('results.files.comments');
      const file = { reader: readTableReader(request), language, what, of: listRoundNames(round) };
      return replyCsv(reply, file, {
        header: ['theme', 'text'],
        rows: comments.map(({ theme, text }) => [theme, text]),
      });
    },
  );

  const findComments = (round: Round) =>
    listCleanedComments(app.db, round.id, requireInstrument(round.instrument));

  async function listCommentFiles({ wanted, address }: Subject, language: Language) {
    if (wanted.roundId === undefined) return undefined;
    if ((await findComments(await findRound(app.db, wanted.roundId))).length === 0) return undefined;
    return (['programs', 'people'] as const).map((reader) => ({
      label: resultTexts(language)(`results.research.commentsFor.${reader}`),
      href: `${address}/comments.csv${reader === 'programs' ? '?for=programs' : ''}`,
    }));
  }

  async function findRoundSubject(id: string): Promise<Subject> {
    const round = await findRound(app.db, id);
    return {
      wanted: { networkId: round.network.id, roundId: id },
      address: `/desk/rounds/${id}/research-data`,
      network: round.network.name,
      round: round.name,
      names: listRoundNames(round),
    };
  }

  async function findNetworkSubject(id: string): Promise<Subject> {
    const network = await findNetwork(app.db, id);
    return {
      wanted: { networkId: id },
      address: `/desk/networks/${id}/research-data`,
      network: network.name,
      round: undefined,
      names: [network.municipality.name, network.name],
    };
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    subject: Subject,
    { problems }: Partial<Refused> = {},
  ) {
    const language = readerLanguage(request);
    const t = resultTexts(language);
    const { wanted } = subject;
    const rounds = await findResearchRounds(app, wanted);
    const described = describeResearchData(
      {
        ...subject,
        rounds,
        progress: await findBundle(app.db, wanted, rounds),
        job: await findLastJob(app.db, 'make-bundle', { bundle: nameBundle(wanted) }),
      },
      language,
    );
    return reply.desk('results/research/results-data', {
      crumbs: [
        { href: '/desk/results', label: t('results.title') },
        ...(subject.round === undefined
          ? []
          : [
              {
                href: `/desk/rounds/${wanted.roundId}/results`,
                label: t('results.roundNamed', { name: subject.round }),
              },
            ]),
      ],
      script: 'progress.js',
      problems,
      done: resultDone.read(request),
      comments: await listCommentFiles(subject, language),
      ...described,
    });
  }

  async function order(request: FastifyRequest, reply: FastifyReply, { wanted, address }: Subject) {
    if ((await findResearchRounds(app, wanted)).length === 0) throw notFound();
    await orderBundle(request.acting, wanted);
    return reply.redirect(resultDone.after(address, 'bundleOrdered'), 303);
  }

  function send(request: FastifyRequest, reply: FastifyReply, subject: Subject) {
    return showRefused(
      reply,
      () => sendZip(request, reply, subject),
      (refused) => show(request, reply, subject, refused),
    );
  }

  async function sendZip(request: FastifyRequest, reply: FastifyReply, subject: Subject) {
    const { wanted, names } = subject;
    const zip = await readBundle(app.db, wanted, await findResearchRounds(app, wanted));
    if (!zip) throw new Refusal(409, 'bundleNotReady');
    await logAccess(request.acting, {
      action: 'results.bundleDownloaded',
      networkId: wanted.networkId,
      roundId: wanted.roundId,
    });
    const what = resultTexts(readerLanguage(request))('results.files.research');
    return reply
      .header('content-disposition', offerFile(`${nameFile([what, ...names])}.zip`))
      .type('application/zip')
      .send(zip);
  }
}
