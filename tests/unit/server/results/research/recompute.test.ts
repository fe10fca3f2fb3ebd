/** The R program of a bundle on rounds of every shape: few partners, one person each, answers that are missing, other instruments. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listItems } from '../../../../../scoring/answer-table.ts';
import { listBundleFiles } from '../../../../../server/results/research/bundle/pack-bundle.ts';
import type { ResearchRound } from '../../../../../server/results/research/research-data.ts';
import { findInstrument } from '../../../../../survey/versions.ts';
import { answerAlike, makeInput } from '../../../../support/factsheet-inputs.ts';
import { seedRandom } from '../../../../support/seed-random.ts';

const hasR = process.env.RESEARCH_PROGRAMS === '1' || spawnSync('Rscript', ['--version']).status === 0;

interface Shape {
  version: string;
  partners: number;
  absent: number;
  people: number;
  missing: number;
  /** Where on the scale most answers lie; two values make two camps. */
  around: number[];
}

function makeRound(shape: Shape, number: number): ResearchRound {
  const random = seedRandom(number);
  const instrument = findInstrument('ketenspiegel', shape.version)!;
  const partners = Array.from({ length: shape.partners }, (_none, place) => `p${place}`);
  const choose = (partner: number) => {
    if (random() < shape.missing) return random() < 0.5 ? null : undefined;
    const middle = shape.around[partner % shape.around.length]!;
    return Math.min(5, Math.max(1, Math.round(middle + 3 * (random() - 0.5))));
  };
  const answerAll = (ids: readonly string[], partner: number) =>
    Object.fromEntries(
      ids.map((id) => [id, choose(partner)]).filter(([, answer]) => answer !== undefined),
    ) as Record<string, number | null>;
  return {
    id: String(number),
    number,
    name: `Meting ${number}`,
    closedAt: new Date('2026-06-01T10:00Z'),
    language: 'nl',
    instrument,
    hash: 'hash',
    partnersInRound: shape.partners + shape.absent,
    partners: partners.map((code) => ({ code, kind: null, sizeClass: null })),
    respondents: partners.flatMap((partner, place) =>
      Array.from({ length: 1 + Math.floor(random() * shape.people) }, (_none, person) => ({
        id: `r${place}x${person}`,
        partner,
        answers: answerAll(
          listItems(instrument).map(({ id }) => id),
          place,
        ),
        conditions: answerAll(
          (instrument.conditions?.items ?? []).map(({ id }) => id),
          place,
        ),
      })),
    ),
    contactPartners: [],
    ties: [],
  };
}

const shapes: Shape[] = [
  { version: '3', partners: 5, absent: 0, people: 1, missing: 0, around: [3] },
  { version: '2', partners: 5, absent: 7, people: 1, missing: 0.6, around: [4] },
  { version: '1', partners: 20, absent: 3, people: 4, missing: 0.3, around: [1.4, 4.6] },
  { version: '2', partners: 12, absent: 0, people: 3, missing: 0.85, around: [2, 3, 4] },
  { version: '3', partners: 9, absent: 1, people: 2, missing: 0.1, around: [5] },
  { version: '3', partners: 30, absent: 20, people: 6, missing: 0.05, around: [1, 5] },
];

test.skipIf(!hasR)('R gives the scores of all of them, in one bundle', { tags: ['long'] }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recompute-'));
  const { scores } = makeInput(answerAlike(['A', 'B'], () => 3));
  const rounds = shapes.map((shape, place) => makeRound(shape, place + 1));
  const files = listBundleFiles(
    { network: 'Netwerk', municipality: 'Weert', madeUp: true, language: 'nl', rounds },
    rounds.map(() => ({ scores, nonresponse: undefined })),
  );
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  const said = spawnSync('Rscript', ['--vanilla', 'recompute.R'], { cwd: folder, encoding: 'utf8' });
  await rm(folder, { recursive: true });
  expect([said.stderr, said.stdout]).toEqual(['', expect.stringMatching(/^\d{4} scores; the largest/)]);
  expect(said.status).toBe(0);
});
