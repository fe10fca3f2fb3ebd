/**
 * Results for those who may read them: the rounds of one's own municipality, networks or grants, the scores of a
 * round, its factsheet and its scores as files. What a reader sees of them is decided by the one door
 * (`scoring/disclose.ts`); a mirror is never here.
 */
import type { FastifyRequest } from 'fastify';
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { findFacet, titlePart } from '../../reports/words/name-part.ts';
import { isWithheld } from '../../scoring/figure.ts';
import type { Reader } from '../../scoring/scores.ts';
import { mayDo } from '../access/access.ts';
import type { DeskRule } from '../desk/desk.ts';
import { readTableReader } from '../desk/fields.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { showFirstSteps } from '../first-steps/describe-first-steps.ts';
import { logAccess } from '../log/log-access.ts';
import { roundParams } from '../rounds/round-frame.ts';
import { findRound, listParticipation, listRoundNames, type Round } from '../rounds/rounds.ts';
import { refuseWithoutScores, showScores } from '../rounds/scores/scores.ts';
import { formatDay } from '../text/format-date.ts';
import type { App } from '../web/fastify.ts';
import { replyCsv } from '../web/send-csv.ts';
import { replyPdf } from '../web/send-pdf.ts';
import { listAgreementsByNetwork } from './agreements/agreements.ts';
import { describeCharts } from './charts/describe-charts.ts';
import { describeResultList, worksOnNetwork } from './describe-result-list.ts';
import { describeResults, type EarlierResult } from './describe-results.ts';
import { describeChoices } from './factsheet-choices/describe-choices.ts';
import { showFactsheetInput } from './factsheet-input.ts';
import { resultDone } from './result-done.ts';
import { listResultPages } from './result-pages.ts';
import { isReleased, listResults } from './results.ts';
import {
  nameDocument,
  printWanted,
  renderWanted,
  replyFactsheet,
  type WantedFactsheet,
} from './send-factsheet.ts';
import { tabulateScores } from './tabulate-scores.ts';
import { resultTexts } from './texts.ts';

const read: DeskRule = { thing: 'results', verb: 'read' };
const download: DeskRule = { thing: 'results', verb: 'download' };
const schema = { params: roundParams };
/** At most this many earlier rounds are shown next to this one. */
const maxEarlier = 3;

declare module '../web/views.ts' {
  interface DeskViews {
    'results/results-round': {
      done: string | undefined;
      round: Pick<Round, 'network'>;
      municipality: string;
      status: string;
      isInterim: boolean;
      links: Record<
        | 'factsheet'
        | 'map'
        | 'pdf'
        | 'slides'
        | 'slidesFile'
        | 'csv'
        | 'csvForPrograms'
        | 'release'
        | 'withdrawal'
        | 'sheets'
        | 'sheetsPdf'
        | 'sheetsAttention',
        string
      > & { data: string | undefined };
      choices: ReturnType<typeof describeChoices> | undefined;
      /** Undefined: there is none yet, or of too few. */
      charts: ReturnType<typeof describeCharts>;
      /** Where the coordinator goes on with it. */
      together: Record<'share' | 'choosing' | 'mirrors' | 'agreements', string> | undefined;
      /** Weaknesses to make an agreement about. */
      agreeAbout: { label: string; href: string }[];
      notYet: string | undefined;
      tooFew: string | undefined;
      /** Undefined: there is none yet, or of too few. */
      result: ReturnType<typeof describeResults>['result'];
      release: { isReleased: boolean } | undefined;
    };
  }
}

export async function deskResultRoutes(app: App) {
  app.get('/results', { config: { desk: read } }, async (request, reply) => {
    const { role } = request.session;
    const language = readerLanguage(request);
    const rounds = Map.groupBy(await listResults(app.db, request.session), ({ network }) => network.id);
    // What partners agreed was never released to researchers.
    const agreements = await listAgreementsByNetwork(app.db, role === 'researcher' ? [] : [...rounds.keys()]);
    return reply.desk('results/results', {
      title: resultTexts(language)('results.title'),
      // The first page of this role alone.
      firstSteps: role === 'researcher' ? await showFirstSteps(app.db, request.session, language) : undefined,
      ...describeResultList({ role, rounds, agreements }, language),
    });
  });

  app.get('/rounds/:round/results', { config: { desk: read }, schema }, async (request, reply) => {
    const language = readerLanguage(request);
    const t = resultTexts(language);
    const { role } = request.session;
    const round = await findRound(app.db, request.params.round);
    const factsheet = await showFactsheetInput(app.db, round, null, language);
    const address = `/desk/rounds/${round.id}`;
    const isKeeper = worksOnNetwork(role);
    return reply.desk('results/results-round', {
      title: t('results.roundNamed', { name: round.name }),
      crumbs: [{ href: '/desk/results', label: t('results.title') }],
      done: resultDone.read(request),
      round,
      municipality: t('results.municipality', { name: round.municipality.name }),
      status: round.closedAt
        ? t('results.closed', { day: formatDay(round.closedAt, language) })
        : t('results.open'),
      isInterim: round.status !== 'closed',
      links: {
        factsheet: `${address}/factsheet`,
        map: `${address}/map`,
        pdf: `${address}/factsheet.pdf`,
        slides: `${address}/slides`,
        slidesFile: `${address}/slides.pptx`,
        csv: `${address}/scores.csv`,
        csvForPrograms: `${address}/scores.csv?for=programs`,
        data: role === 'researcher' ? `${address}/research-data` : undefined,
        release: `${address}/release`,
        withdrawal: `${address}/release-withdrawal`,
        sheets: `${address}/discussion-sheets`,
        sheetsPdf: `${address}/discussion-sheets.pdf`,
        sheetsAttention: `${address}/discussion-sheets.pdf?with=attention`,
      },
      script: 'save-picture.js',
      charts: factsheet && describeCharts(factsheet, round),
      together:
        isKeeper && round.status === 'closed'
          ? {
              share: `${address}#shares`,
              choosing: `${address}/choosing`,
              mirrors: `${address}/mirrors`,
              agreements: `/desk/networks/${round.network.id}/agreements`,
            }
          : undefined,
      choices:
        factsheet &&
        describeChoices(factsheet, {
          address,
          isKeeper: isKeeper && round.status === 'closed',
          readsComments: mayDo(request.session, 'read', 'comments', request.place),
        }),
      agreeAbout:
        isKeeper && round.status === 'closed' && factsheet
          ? listWeaknesses(factsheet).map(({ id, name: label }) => ({
              label,
              href: `/desk/networks/${round.network.id}/agreements/new?round=${round.id}&facet=${encodeURIComponent(id)}`,
            }))
          : [],
      notYet:
        !factsheet && round.status !== 'closed'
          ? t(`results.notYet.${round.status}`, { day: formatDay(round.closesAt, language) })
          : undefined,
      ...(factsheet
        ? describeResults({
            round,
            factsheet,
            ofPartners:
              chooseReader(request).kind === 'coordinator' ? await readScores(request, round) : undefined,
            names: new Map((await listParticipation(app.db, round.id)).map(({ code, name }) => [code, name])),
            earlier: await listEarlier(request, round),
          })
        : { tooFew: undefined, result: undefined }),
      release:
        isKeeper && round.status === 'closed'
          ? { isReleased: await isReleased(app.db, round.id) }
          : undefined,
    });
  });

  app.get('/rounds/:round/factsheet', { config: { desk: read }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    return replyFactsheet(
      reply,
      await renderWanted(app, {
        ...wantFactsheet(request, round),
        pages: listResultPages(`/desk/rounds/${round.id}`),
      }),
    );
  });

  app.get('/rounds/:round/factsheet.pdf', { config: { desk: download }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    const wanted = wantFactsheet(request, round);
    const pdf = await printWanted(app, reply, wanted);
    await logAccess(request.acting, { action: 'results.factsheetDownloaded', roundId: round.id });
    return replyPdf(reply, nameDocument(wanted), pdf);
  });

  app.get('/rounds/:round/scores.csv', { config: { desk: download }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    const scores = await readScores(request, round);
    if (!scores) throw refuseWithoutScores(round);
    await logAccess(request.acting, { action: 'results.scoresDownloaded', roundId: round.id });
    const language = readerLanguage(request);
    const what = resultTexts(language)('results.files.scores');
    const file = { reader: readTableReader(request), language, what, of: listRoundNames(round) };
    return replyCsv(reply, file, tabulateScores(scores));
  });

  function readScores(request: FastifyRequest, round: Round) {
    return showScores(app.db, round, chooseReader(request));
  }

  /** The rounds before this one that the same reader may read, the latest first. */
  async function listEarlier(request: FastifyRequest, round: Round): Promise<EarlierResult[]> {
    const rounds = (await listResults(app.db, request.session)).filter(
      ({ network, closedAt, id }) =>
        network.id === round.network.id && id !== round.id && closedAt < (round.closedAt ?? round.closesAt),
    );
    const results = rounds.slice(0, maxEarlier).map(async ({ id, name }) => {
      const scores = await showScores(app.db, await findRound(app.db, id), { kind: 'network' });
      return { round: { id, name }, scores: scores! };
    });
    return Promise.all(results);
  }
}

/** The factsheet in the language chosen on this device, or else that of the round: of those who read it together. */
function wantFactsheet({ chosenLanguage }: FastifyRequest, round: Round): WantedFactsheet {
  return { round, partner: null, language: chosenLanguage ?? round.language };
}

/** Partners gave consent to the coordinator of the network, and to nobody else. */
function chooseReader({ session }: FastifyRequest): Reader {
  return { kind: session.role === 'coordinator' ? 'coordinator' : 'network' };
}

/** The weaknesses of the conclusion with their names; none when it is withheld. */
function listWeaknesses({ scores: { conclusion }, instrument, language }: FactsheetInput) {
  if (isWithheld(conclusion)) return [];
  return conclusion.weaknesses.map((id) => ({
    id,
    name: titlePart(findFacet(instrument, id).facet, language),
  }));
}
