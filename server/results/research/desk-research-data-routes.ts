/**
 * Answers for research: a page that says what is in the files, and the files. Only for researchers, after a release.
 */
import type { Language } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { readTableReader } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound, listRoundNames, type Round } from '../../rounds/rounds.ts';
import { findNonresponse } from '../../rounds/scores/nonresponse.ts';
import { showScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { nameTable, replyCsv, type TableFile, type TableReader } from '../../web/send-csv.ts';
import type { Table } from '../../web/write-csv.ts';
import { listCleanedComments } from '../comments/comments.ts';
import { resultTexts } from '../texts.ts';
import { findResearchData, type ResearchData } from './research-data.ts';
import { tabulateQuality } from './tabulate-quality.ts';
import {
  listCodebook,
  tabulateAnswers,
  tabulateCodebook,
  tabulatePartners,
} from './tabulate-research-data.ts';

const download: DeskRule = { thing: 'data', verb: 'download' };
const schema = { params: roundParams };

interface DataFile {
  tabulate(data: ResearchData, db: App['db'], round: Round): Table | Promise<Table>;
  action: Parameters<typeof logAccess>[1]['action'];
}

const names = ['answers', 'partners', 'codebook', 'quality'] as const;
type FileName = (typeof names)[number];

const files: Record<FileName, DataFile> = {
  answers: { tabulate: tabulateAnswers, action: 'results.answersDownloaded' },
  partners: { tabulate: tabulatePartners, action: 'results.partnersDownloaded' },
  codebook: {
    tabulate: ({ instrument }) => tabulateCodebook(instrument),
    action: 'results.codebookDownloaded',
  },
  quality: { tabulate: readQuality, action: 'results.qualityDownloaded' },
};

/** The data are of a closed round, which has scores. */
async function readQuality(data: ResearchData, db: App['db'], round: Round): Promise<Table> {
  const scores = await showScores(db, round, { kind: 'network' });
  return tabulateQuality(data, scores!, await findNonresponse(db, round.id));
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/research/results-data': {
      round: Pick<Round, 'name' | 'network'>;
      /** The same files for either reader. */
      files: Record<TableReader, { label: string; href: string }[]>;
      /** What somebody types to read the files that were downloaded for programs. */
      commands: { inR: string; score: string };
      intro: string;
      /** What partners explained, cleaned; undefined: nothing, or too little to give. */
      comments: { label: string; href: string }[] | undefined;
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
      const hasComments = (await listCleanedComments(app.db, round.id, instrument)).length > 0;
      const nameOf = (name: FileName) =>
        nameTable(describeFile(name, round, { reader: 'programs', language }));
      const linkTo = (name: FileName | 'comments', reader: TableReader) => ({
        label: t(`results.research.fileFor.${reader}`, { what: t(`results.research.${name}`) }),
        href: `${address}/research-data/${name}.csv${reader === 'programs' ? '?for=programs' : ''}`,
      });
      const listFiles = (reader: TableReader) => names.map((name) => linkTo(name, reader));
      return reply.desk('results/research/results-data', {
        title: t('results.research.title'),
        crumbs: [
          { href: '/desk/results', label: t('results.title') },
          { href: `${address}/results`, label: t('results.roundNamed', { name: round.name }) },
        ],
        round,
        files: { people: listFiles('people'), programs: listFiles('programs') },
        comments: hasComments ? [linkTo('comments', 'programs'), linkTo('comments', 'people')] : undefined,
        commands: {
          inR: `answers <- read.csv("${nameOf('answers')}", na.strings = c("", "unknown"))`,
          score: `npm run -s score -- --partners ${nameOf('partners')} --responses ${nameOf('answers')}`,
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

  app.get(
    '/rounds/:round/research-data/comments.csv',
    { config: { desk: download }, schema },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const comments = await listCleanedComments(app.db, round.id, requireInstrument(round.instrument));
      if (comments.length === 0) throw new Refusal(409, 'noCleanedComments');
      await logAccess(request.acting, { action: 'results.commentsDownloaded', roundId: round.id });
      const file = describeFile('comments', round, {
        reader: readTableReader(request),
        language: readerLanguage(request),
      });
      return replyCsv(reply, file, {
        header: ['theme', 'text'],
        rows: comments.map(({ theme, text }) => [theme, text]),
      });
    },
  );

  for (const name of names) {
    const { tabulate, action } = files[name];
    app.get(
      `/rounds/:round/research-data/${name}.csv`,
      { config: { desk: download }, schema },
      async (request, reply) => {
        const round = await findRound(app.db, request.params.round);
        const data = await findResearchData(app, round.id);
        if (!data) throw notFound();
        await logAccess(request.acting, { action, roundId: round.id });
        const file = describeFile(name, round, {
          reader: readTableReader(request),
          language: readerLanguage(request),
        });
        return replyCsv(reply, file, await tabulate(data, app.db, round));
      },
    );
  }
}

function describeFile(
  name: FileName | 'comments',
  round: Round,
  { reader, language }: { reader: TableReader; language: Language },
): TableFile {
  const what = resultTexts(language)(`results.files.${name}`);
  return { reader, language, what, of: listRoundNames(round) };
}
