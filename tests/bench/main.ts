/**
 * `npm run bench`: ratios, each of two things measured side by side in this run, so that they say something on any
 * machine. On a real PostgreSQL with fsync on where its server programs are; else on the embedded one.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import Fastify from 'fastify';
import pg from 'pg';
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import { findChromium } from '../../reports/print/find-chromium.ts';
import { launchBrowser } from '../../reports/print/launch-browser.ts';
import { createPrinter } from '../../reports/print/printer.ts';
import { readConfig } from '../../server/config.ts';
import { fillExample } from '../../server/demo/fill-example.ts';
import { findFactsheetInput } from '../../server/results/factsheet-input.ts';
import { invite } from '../../server/rounds/invitations/invite.ts';
import { findRound } from '../../server/rounds/rounds.ts';
import { type RunningServer, startServer } from '../../server/start-server.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { actingOn } from '../support/acting.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { measureDelays } from './measure-delays.ts';
import { writeNetwork } from './write-network.ts';

const clients = 10;
const seconds = 4;

async function main() {
  const dataDir = await mkdtemp(join(tmpdir(), 'ketenspiegel-bench-'));
  const postgres = process.env.DATABASE_URL ? undefined : startPostgres({ isDurable: true });
  const databaseUrl = process.env.DATABASE_URL ?? postgres?.url;
  console.log(
    databaseUrl ? 'Database: PostgreSQL, fsync on.' : 'Database: embedded (no server programs here).',
  );
  const env = { PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
  const server = await startServer(readConfig(env));
  try {
    const { roundId, openToken } = await fillExample(actingOn(server.app));
    await measureAnswers(server, roundId);
    await measureFactsheets(server, roundId);
    await measurePages(server, openToken);
    await measureDelays(server.app, { roundId, token: openToken });
    await measureScoring(dataDir);
  } finally {
    await server.stop();
    postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function report(name: string, unit: string, ours: number, theirs: number, aim: number) {
  const ratio = ours / theirs;
  console.log(
    `${name}: ${ours.toFixed(1)} against ${theirs.toFixed(1)} ${unit} per second = ${ratio.toFixed(4)} (aim: ${aim})`,
  );
}

function findAddress({ app }: RunningServer): string {
  return app.listeningOrigin;
}

/** Complete answers of ten people at a time, against rows that ten connections commit one by one. */
async function measureAnswers(server: RunningServer, roundId: string) {
  const answer = async (people: number) => {
    const invitations = await invite(
      actingOn(server.app),
      roundId,
      Array.from({ length: people }, () => ({ partner: 'vakcollege' })),
    );
    const links = invitations.map(({ token }) => `/invitations/${token}`);
    const child = fork(new URL('respondents.ts', import.meta.url));
    child.send({ address: findAddress(server), links });
    return receive<{ answers: number; requests: number; seconds: number }>(child);
  };
  await answer(40);
  const commitsBefore = await commitRows(server.app.pg.pool.options);
  const measured = await answer(400);
  const commitsAfter = await commitRows(server.app.pg.pool.options);
  console.log(`(${(measured.requests / measured.answers).toFixed(1)} requests for each complete answer)`);
  report(
    'complete answers against single-row commits',
    'each',
    measured.answers / measured.seconds,
    (commitsBefore + commitsAfter) / 2,
    0.025,
  );
}

async function receive<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`The respondents stopped with ${code}.`)));
  });
}

/** Single-row commits per second of `pg` alone, on the same database. */
async function commitRows(options: pg.PoolConfig): Promise<number> {
  const pool = new pg.Pool({ ...options, max: clients });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS bench_row (id bigint GENERATED ALWAYS AS IDENTITY, text text)',
  );
  let rows = 0;
  const end = performance.now() + seconds * 1000;
  const work = async () => {
    while (performance.now() < end) {
      await pool.query('INSERT INTO bench_row (text) VALUES ($1)', ['one row']);
      rows += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  await pool.query('DROP TABLE bench_row');
  await pool.end();
  return rows / seconds;
}

/** Factsheets through the printer, against `page.pdf()` of the same HTML on one page of an equal browser. */
async function measureFactsheets({ app }: RunningServer, roundId: string) {
  const input = await findFactsheetInput(app.db, await findRound(app.db, roundId), null, 'nl');
  const html = renderFactsheet(input!);
  const printer = createPrinter();
  const browser = await launchBrowser(await findChromium());
  const page = await browser.newPage();
  await page.setContent(html);
  const bare = () => page.pdf({ format: 'A4', printBackground: true, tagged: true, outline: true });
  const ours = () => printer.print(html);
  const count = 40;
  await bare();
  await Promise.all([ours(), ours()]);

  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    bareTimes.push(
      await time(async () => {
        for (let number = 0; number < count; number += 1) await bare();
      }),
    );
    ourTimes.push(await time(() => Promise.all(Array.from({ length: count }, ours))));
  }
  await printer.close();
  await browser.close();
  report(
    'factsheets against bare page.pdf()',
    'prints',
    count / median(ourTimes),
    count / median(bareTimes),
    0.7,
  );
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** A page of the questionnaire, against a Fastify route that returns the same bytes as a constant. */
async function measurePages(server: RunningServer, token: string) {
  const url = `${findAddress(server)}/invitations/${token}/${latestInstrument.concepts[0]!.id}`;
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const constant = Fastify();
  constant.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(bytes));
  const constantUrl = await constant.listen({ port: 0, host: '127.0.0.1' });

  const load = async (address: string) => {
    // In a worker thread, so that making requests does not take the server's time.
    const result = await autocannon({ url: address, connections: clients, duration: seconds, workers: 1 });
    if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were no page.`);
    return result.requests.average;
  };
  await load(url);
  const theirs = [await load(constantUrl)];
  const ours = [await load(url)];
  ours.push(await load(url));
  theirs.push(await load(constantUrl));
  await constant.close();
  const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  report(
    `questionnaire page (${bytes.length} bytes) against a constant`,
    'pages',
    mean(ours),
    mean(theirs),
    0.25,
  );
}

/** The `score` command on files, against a process of the same Node that only reads and parses them. */
async function measureScoring(folder: string) {
  const { partnerFile, responseFile } = writeNetwork(folder, { partners: 1000, respondents: 10_000 });
  const run = (script: URL, words: string[]) => {
    const options = { maxBuffer: 1 << 26 };
    return time(() => promisify(execFile)(process.execPath, [fileURLToPath(script), ...words], options));
  };
  const command = new URL('../../scoring/command/score.js', import.meta.url);
  const score = () => run(command, ['--partners', partnerFile, '--responses', responseFile]);
  const parse = () => run(new URL('parse-files.js', import.meta.url), [partnerFile, responseFile]);
  await score();
  await parse();
  const [scoring, parsing]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 11; turn += 1) {
    parsing.push(await parse());
    scoring.push(await score());
  }
  const [ours, theirs] = [median(scoring), median(parsing)];
  console.log(
    `scoring 10,000 respondents against parsing them: ${ours.toFixed(3)} against ${theirs.toFixed(3)} seconds = ` +
      `${(ours / theirs).toFixed(2)} (aim: below 2)`,
  );
}

await main();
