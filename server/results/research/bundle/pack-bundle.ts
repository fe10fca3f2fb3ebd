/** A bundle as one ZIP: tables, descriptions, programs that read them, terms, and the sum of each file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { writeCsvForPrograms } from '../../../web/write-csv.ts';
import { type FileToZip, zipFiles } from '../../../web/zip-files.ts';
import type { ResearchRound } from '../research-data.ts';
import {
  type About,
  describeForDataCite,
  describePackage,
  tabulateCodebook,
  titleOf,
} from './describe-tables.ts';
import { scoreRound, tabulateScores } from './score-rounds.ts';
import {
  type BundleTable,
  tabulateConditions,
  tabulatePartners,
  tabulateResponses,
  tabulateRounds,
  tabulateTies,
  toTable,
} from './tables.ts';
import { type Published, tabulateQuality } from './tabulate-quality.ts';
import { writeDdi } from './write-ddi.ts';
import { writeGraph } from './write-graph.ts';
import { writeSpss } from './write-spss.ts';

/** The same in every bundle. */
const ownFiles = ['README.txt', 'TERMS.txt', 'read.R', 'read.py', 'recompute.R'].map((name) => ({
  name,
  text: readFileSync(new URL(`./files/${name}`, import.meta.url), 'utf8'),
}));

/** In the order of `about.rounds`, of which there is at least one. */
export function listBundleFiles(about: About, published: readonly Published[]): FileToZip[] {
  const { rounds, language } = about;
  const scores = rounds.map(scoreRound);
  const tables: BundleTable[] = [
    tabulateRounds(rounds),
    tabulateResponses(rounds),
    tabulateConditions(rounds),
    tabulatePartners(rounds),
    tabulateTies(rounds),
    tabulateScores(rounds, scores),
    tabulateQuality(rounds, published, scores),
  ];
  const codebook = tabulateCodebook(tables);
  const readme = ownFiles.map(({ name, text }) => ({
    name,
    text: name === 'README.txt' ? `${describeHead(about)}\n${text}` : text,
  }));
  const files = [
    ...readme,
    ...[...tables, codebook].map((table) => ({
      name: `${table.name}.csv`,
      text: writeCsvForPrograms(toTable(table)),
    })),
    { name: 'codebook.xml', text: writeDdi(about, tables) },
    { name: 'datapackage.json', text: writeJson(describePackage(about, [...tables, codebook])) },
    { name: 'metadata.json', text: writeJson(describeForDataCite(about)) },
    { name: 'network.graphml', text: writeGraph(rounds) },
    { name: 'read.sps', text: writeSpss(tables, language) },
    ...listInstruments(rounds),
  ].map(({ name, text }) => ({ name, content: Buffer.from(text) }));
  const sums = files.map(
    ({ name, content }) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`,
  );
  return [...files, { name: 'SHA256SUMS', content: Buffer.from(sums.join('')) }];
}

/** The ZIP of these files. */
export async function packBundle(files: readonly FileToZip[]): Promise<Buffer> {
  async function* each() {
    yield* files;
  }
  return buffer(zipFiles(each()));
}

function describeHead(about: About): string {
  const titles = titleOf(about);
  const madeUp = about.madeUp
    ? ['Voorbeeld: alle antwoorden zijn verzonnen. / Example: all answers are made up.']
    : [];
  return [titles.nl, titles.en, ...madeUp, ''].join('\n');
}

function listInstruments(rounds: readonly ResearchRound[]) {
  const versions = new Map(
    rounds.map(({ instrument }) => [`${instrument.id}-${instrument.version}`, instrument]),
  );
  return [...versions].map(([name, instrument]) => ({
    name: `instrument-${name}.json`,
    text: writeJson(instrument),
  }));
}

function writeJson(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
