/**
 * Answers for research: a page that says what is in the files, and the files. Only for researchers, after a release.
 */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound, type Round } from '../../rounds/rounds.ts';
import { findNonresponse } from '../../rounds/scores/nonresponse.ts';
import { showScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { resultTexts } from '../texts.ts';
import { findResearchData, type ResearchData } from './research-data.ts';
import { writeQuality } from './write-quality.ts';
import { listCodebook, writeAnswers, writeCodebook, writePartners } from './write-research-data.ts';

const download: DeskRule = { thing: 'data', verb: 'download' };
const schema = { params: roundParams };

interface DataFile {
  write(data: ResearchData, db: App['db'], round: Round): string | Promise<string>;
  action: Parameters<typeof logAccess>[1]['action'];
}

const files: Record<'answers' | 'partners' | 'codebook' | 'quality', DataFile> = {
  answers: { write: writeAnswers, action: 'results.answersDownloaded' },
  partners: { write: writePartners, action: 'results.partnersDownloaded' },
  codebook: {
    write: ({ instrument }) => writeCodebook(instrument),
    action: 'results.codebookDownloaded',
  },
  quality: { write: readQuality, action: 'results.qualityDownloaded' },
};

/** The data are of a closed round, which has scores. */
async function readQuality(data: ResearchData, db: App['db'], round: Round): Promise<string> {
  const scores = await showScores(db, round, { kind: 'network' });
  return writeQuality(data, scores!, await findNonresponse(db, round.id));
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/research/results-data': {
      round: Pick<Round, 'name' | 'network'>;
      links: Record<keyof typeof files, string>;
      intro: string;
      /** How many rows there are; undefined: too few to give. */
      count: string | undefined;
      values: string;
      codebook: { variable: string; text: string; reversed: boolean }[];
      hasReversed: boolean;
    };
  }
}

export async function deskResearchDataRoutes(app: App) {
  app.get(
    '/rounds/:round/research-data',
    { config: { desk: { thing: 'data', verb: 'read' } }, schema },
    async (request, reply) => {
      const language = readerLanguage(request);
      const t = resultTexts(language);
      const round = await findRound(app.db, request.params.round);
      const instrument = requireInstrument(round.instrument);
      const data = await findResearchData(app, round.id);
      const address = `/desk/rounds/${round.id}`;
      const codebook = listCodebook(instrument);
      return reply.desk('results/research/results-data', {
        title: t('results.research.title'),
        crumbs: [
          { href: '/desk/results', label: t('results.title') },
          { href: `${address}/results`, label: t('results.roundNamed', { name: round.name }) },
        ],
        round,
        links: {
          answers: `${address}/research-data/answers.csv`,
          partners: `${address}/research-data/partners.csv`,
          codebook: `${address}/research-data/codebook.csv`,
          quality: `${address}/research-data/quality.csv`,
        },
        intro: t('results.research.intro', { consent: instrument.consents?.research[language] ?? '' }),
        count:
          data &&
          t('results.research.count', {
            respondents: data.respondents.length,
            partners: data.partners.length,
          }),
        values: t('results.research.values', { values: codebook[0]!.values[language] }),
        hasReversed: codebook.some(({ reversed }) => reversed),
        codebook: codebook.map(({ variable, text, reversed }) => ({
          variable,
          text: text[language],
          reversed,
        })),
      });
    },
  );

  for (const [name, { write, action }] of Object.entries(files)) {
    app.get(
      `/rounds/:round/research-data/${name}.csv`,
      { config: { desk: download }, schema },
      async (request, reply) => {
        const round = await findRound(app.db, request.params.round);
        const data = await findResearchData(app, round.id);
        if (!data) throw notFound();
        await logAccess(request.acting, { action, roundId: round.id });
        return sendCsv(reply, name, await write(data, app.db, round));
      },
    );
  }
}

function sendCsv(reply: FastifyReply, name: string, text: string) {
  reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  return reply.type('text/csv; charset=utf-8').send(text);
}
