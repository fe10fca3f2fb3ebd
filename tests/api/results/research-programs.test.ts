/**
 * The files for research in the programs that researchers have: R without packages computes the scores again, PSPP reads its syntax,
 * haven its `.sav`, igraph the graph, Python the tables, and xmllint the codebook. Each where it is
 * installed; RESEARCH_PROGRAMS=1 says that all must be, and so does `.ci/run` where it could install them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { type Bundle, fetchBundle } from '../../support/read-bundle.ts';
import { answerSecretively } from '../../support/secretive-round.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const isObligatory = process.env.RESEARCH_PROGRAMS === '1';
const has = (program: string, ...options: string[]) =>
  isObligatory || spawnSync(program, options).status === 0;
const hasR = has('Rscript', '--version');
const hasPackage = (name: string) => has('Rscript', '-e', `library(${name})`);

let server: TestApp;
let call: Call;
let bundle: Bundle;
let folder: string;

beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
  const everybody = Array.from({ length: 16 }, (_none, place) => place + 1);
  const { network, round } = await openRound(call, {
    partners: 16,
    name: 'Eerste meting, met een ’ en "teken"',
  });
  await send(round, { partners: everybody, seed: 0 });
  const next = await call('POST', `/networks/${network}/rounds`, {
    name: 'Tweede meting',
    sender: 'De coördinator',
    closesAt: '2090-01-31',
  });
  // Three partners do not answer, and two statements are answered by nine.
  await send(next.json.id, { partners: everybody.slice(0, 13), seed: 5 });
  const researcher = await signIn(server.app, 'researcher', { networkIds: [network] });
  bundle = await fetchBundle(server, researcher, `/desk/networks/${network}`);
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  for (const [name, content] of bundle.files) await writeFile(join(folder, name), content);

  async function send(id: string, { partners, seed }: { partners: number[]; seed: number }) {
    await answerSecretively({ call, db: server.app.db }, id, {
      partners,
      seed,
      research: { partners },
      researchContacts: partners,
      onlyFor: { items: ['values-1', 'trust-2'], partners: partners.slice(0, 9) },
    });
    await call('PUT', `/rounds/${id}/closure`);
    await server.app.db.updateTable('round').set({ releasedAt: new Date() }).where('id', '=', id).execute();
  }
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server.stop();
});

const run = (program: string, ...options: string[]) =>
  execFileSync(program, options, { cwd: folder, encoding: 'utf8' });
const runR = (script: string) => run('Rscript', '--vanilla', '-e', script);
const columnOf = (name: string, column: string) => bundle.rows(`${name}.csv`).map((row) => row[column]!);

test.skipIf(!hasR)('R without packages gives each score again', { tags: ['long'] }, () => {
  const said = run('Rscript', '--vanilla', 'recompute.R');
  expect(said).toContain(`${bundle.rows('scores.csv').length} scores;`);
  const scores = bundle.rows('scores.csv');
  // Each kind of figure was there to be compared.
  for (const name of ['mean', 'sd', 'ad', 'rwg', 'index', 'within', 'ci_low', 'ci_high', 'class'])
    expect(scores.some((row) => row[name] !== '')).toBe(true);
});

test.skipIf(!hasR)('a score that is changed is found by R', { tags: ['long'] }, async () => {
  const file = join(folder, 'scores.csv');
  const text = bundle.text('scores.csv');
  const mean = bundle.rows('scores.csv')[0]!.mean!;
  await writeFile(file, text.replace(mean, String(Number(mean) + 1e-8)));
  const { status, stderr } = spawnSync('Rscript', ['--vanilla', 'recompute.R'], {
    cwd: folder,
    encoding: 'utf8',
  });
  await writeFile(file, text);
  expect(status).not.toBe(0);
  expect(stderr).toContain('These are not the scores');
});

test.skipIf(!hasR)(
  'read.R reads each table, with labels, and what is no answer as missing',
  { tags: ['long'] },
  () => {
    const said = runR(
      `requireNamespace <- function(...) FALSE; source("read.R", local = TRUE)
    cat(nrow(responses), sum(is.na(responses$values_1)), attr(responses$values_1, "label"), sep = "\\n")
    cat(names(attr(responses$values_1, "labels")), sep = "|")
    cat("\\n", nrow(ties), nrow(quality), class(scores$mean), "\\n")`,
    );
    const gone = columnOf('responses', 'values_1').filter((cell) => Number(cell) < 0).length;
    expect(gone).toBeGreaterThan(0);
    const { label_en: label, values_en: values } = bundle
      .rows('codebook.csv')
      .find((row) => row.variable === 'values_1')!;
    expect(said.split('\n').map((line) => line.trim())).toEqual([
      String(columnOf('responses', 'values_1').length),
      String(gone),
      label,
      values!
        .split('; ')
        .map((value) => value.split(' = ')[1])
        .join('|'),
      `${bundle.rows('ties.csv').length} ${bundle.rows('quality.csv').length} numeric`,
      '',
    ]);
  },
);

test.skipIf(!has('pspp', '--version') || !hasPackage('haven') || !hasPackage('jsonlite'))(
  'PSPP makes a .sav of each table, and haven finds labels, order, missing values and figures in it',
  { tags: ['long'] },
  () => {
    run('pspp', '-O', 'format=txt', '-o', 'said.txt', 'read.sps');
    const read = JSON.parse(
      runR(`suppressMessages(library(haven)); d <- read_sav("responses.sav", user_na = TRUE); s <- read_sav("scores.sav")
        cat(jsonlite::toJSON(list(names = names(d), values = as.numeric(d$values_1), label = attr(d$values_1, "label"),
          labels = names(attr(d$values_1, "labels")), codes = as.numeric(attr(d$values_1, "labels")),
          missing = sort(as.numeric(attr(d$values_1, "na_values"))), partner = as.character(d$partner),
          level = attr(d$values_1, "format.spss"), without = sum(is.na(read_sav("responses.sav")$values_1)),
          means = as.numeric(s$mean), ids = trimws(as.character(s$id)), rounds = as.character(read_sav("rounds.sav")$name)), digits = NA, auto_unbox = TRUE))`),
    );
    const [header] = bundle.text('responses.csv').split('\r\n');
    expect(read.names).toEqual(header!.split(','));
    expect(read.values).toEqual(columnOf('responses', 'values_1').map(Number));
    expect(read.partner).toEqual(columnOf('responses', 'partner'));
    const described = bundle.rows('codebook.csv').find((row) => row.variable === 'values_1')!;
    expect(read.label).toBe(described.label_nl);
    expect(new Map(read.codes.map((code: number, place: number) => [code, read.labels[place]]))).toEqual(
      new Map(
        [...described.values_nl!.split('; '), ...described.missing_nl!.split('; ')].map((one) => [
          Number(one.split(' = ')[0]),
          one.split(' = ')[1],
        ]),
      ),
    );
    expect(read.missing).toEqual([-9, -8, -7]);
    expect(read.without).toBe(columnOf('responses', 'values_1').filter((cell) => Number(cell) < 0).length);
    expect(read.ids).toEqual(columnOf('scores', 'id'));
    for (const [place, mean] of columnOf('scores', 'mean').entries())
      expect(Math.abs(read.means[place] - Number(mean))).toBeLessThan(1e-9);
    expect(read.rounds.map((name: string) => name.trim())).toEqual(columnOf('rounds', 'name'));
  },
);

test.skipIf(!hasPackage('igraph') || !hasPackage('jsonlite'))(
  'igraph reads partners, their attributes and their contacts',
  { tags: ['long'] },
  () => {
    const read = JSON.parse(
      runR(`suppressMessages(library(igraph)); g <- read_graph("network.graphml", "graphml")
        cat(jsonlite::toJSON(list(names = V(g)$name, respondents = V(g)$respondents, contacts = V(g)$has_contacts, directed = is_directed(g),
          ends = ends(g, E(g)), round = E(g)$round, frequency = E(g)$frequency, reports = E(g)$reports), auto_unbox = TRUE))`),
    );
    expect(read.directed).toBe(true);
    expect(new Set(read.names)).toEqual(new Set(columnOf('partners', 'partner')));
    const ties = bundle.rows('ties.csv');
    const lines = Map.groupBy(ties, (tie) => `${tie.round} ${tie.from_partner} ${tie.to_partner}`);
    expect(read.ends).toHaveLength(lines.size);
    for (const [place, [from, to]] of read.ends.entries()) {
      const reports = lines.get(`${read.round[place]} ${from} ${to}`)!;
      expect(read.frequency[place]).toBe(Math.max(...reports.map((tie) => Number(tie.frequency))));
      expect(read.reports[place]).toBe(reports.length);
    }
  },
);

test.skipIf(!has('python3', '--version'))(
  'Python reads each table with nothing but itself',
  { tags: ['long'] },
  () => {
    const said = JSON.parse(
      run(
        'python3',
        '-c',
        'import json, read; t = read.read_tables("."); m = read.missing(t, "responses"); print(json.dumps({"rows": len(t["responses"]), "values": [r["values_1"] for r in t["responses"]], "why": [r.get("values_1") for r in m], "mean": t["scores"][0]["mean"]}))',
      ),
    );
    const cells = columnOf('responses', 'values_1').map(Number);
    expect(said.values).toEqual(cells.map((cell) => (cell < 0 ? null : cell)));
    expect(said.why).toEqual(cells.map((cell) => (cell === -8 ? 'unknown' : cell === -9 ? 'open' : null)));
    expect(said.mean).toBe(Number(columnOf('scores', 'mean')[0]));
  },
);

test.skipIf(!has('xmllint', '--version'))('the codebook and the graph are XML', { tags: ['long'] }, () => {
  expect(run('xmllint', '--noout', 'codebook.xml', 'network.graphml')).toBe('');
  if (process.env.DDI_SCHEMA) run('xmllint', '--noout', '--schema', process.env.DDI_SCHEMA, 'codebook.xml');
});
