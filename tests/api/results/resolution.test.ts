/**
 * One resolution on everything that leaves the server: pages, data of charts, CSV, JSON. Whatever a network's figure is
 * before it is rounded, with its digits, stands nowhere.
 */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Scores } from '../../../scoring/scores.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
let raw: Scores;
let round: string;
let network: string;
let municipality: string;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
  ({ round, network } = await openRound(call, { partners: 12 }));
  const db = server.app.db;
  await answerSecretively({ call, db }, round, { partners: [1, 2, 3, 4, 5, 6, 7, 8] });
  await call('PUT', `/rounds/${round}/closure`);
  raw = await readRawScores(db, round);
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', network)
    .executeTakeFirstOrThrow();
  municipality = municipalityId;
});
afterAll(() => server.stop());

/** Every figure of the network before it is rounded, on the scale and as an index, to three decimals. */
function listExact({ facets, concepts, conditions = [] }: Scores): string[] {
  return [...facets, ...concepts, ...conditions].flatMap((figure) => {
    if (isWithheld(figure)) return [];
    const { mean, sd, ad, ci } = figure;
    const ends = isWithheld(ci) ? [] : ci;
    const indices = [mean, ...ends].map((value) => 25 * (value - 1));
    return [mean, sd, ad, ...ends, ...indices]
      .filter((value) => typeof value === 'number')
      .map((value) => value.toFixed(6).slice(0, -3))
      .filter((text) => !/\.\d?00$|\.\d\d0$/.test(text));
  });
}

const visit = async (path: string) => (await server.app.inject({ url: path })).body;

test('the bands that are drawn behind a link are as round as its words', async () => {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope: 'factsheet' });
  const html = await visit(new URL(json.url).pathname);
  const bands = html.match(/<svg class="band".*?<\/svg><\/svg>/g)!;
  // Of the four themes on the cover, and of all parts.
  expect(bands.length).toBeGreaterThanOrEqual(4 + 18);
  // Eight partners: the score to 5 points, the interval to 10.
  for (const band of bands) {
    expect(Number(/<svg x="([\d.]+)%" y="50%"/.exec(band)![1]) % 5).toBe(0);
  }
  const ranges = bands.flatMap((band) => [
    ...band.matchAll(/class="range" x="([\d.]+)%" y="30%" width="([\d.]+)%"/g),
  ]);
  // A condition is one question: of eight partners it is shown without its interval.
  expect(ranges).toHaveLength(bands.length - latestInstrument.conditions!.items.length);
  for (const [, from, width] of ranges) expect([Number(from) % 10, Number(width) % 10]).toEqual([0, 0]);
});

test('no output of a reader holds a figure of the network with its digits', async () => {
  const exact = listExact(raw);
  expect(exact.length).toBeGreaterThan(60);
  const outputs: Record<string, string> = {};
  for (const reader of ['network', 'coordinator'])
    outputs[`scores of ${reader}`] = (await call('GET', `/rounds/${round}/scores?reader=${reader}`)).text;
  outputs.csv = (await call('GET', `/rounds/${round}/scores`, undefined, { accept: 'text/csv' })).text;
  for (const [scope, partner] of [['overview'], ['factsheet'], ['partner', 'p3']]) {
    const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
    outputs[`share of ${scope}`] = await visit(new URL(json.url).pathname);
  }
  for (const role of ['operator', 'coordinator', 'municipality', 'researcher'] as const) {
    const { get } = await signIn(server.app, role, {
      ...(role === 'municipality' || role === 'coordinator' ? { municipalityId: municipality } : {}),
      networkIds: role === 'municipality' ? [] : [network],
    });
    for (const path of [
      `rounds/${round}/results`,
      `rounds/${round}/factsheet`,
      `rounds/${round}/scores.csv`,
      `rounds/${round}/scores.csv?for=programs`,
      `rounds/${round}/discussion-sheets`,
      `rounds/${round}/slides`,
      `networks/${network}/comparison`,
      `municipalities/${municipality}/comparison`,
    ])
      outputs[`${path} for ${role}`] = (await get(`/desk/${path}`)).body;
  }
  const found = Object.entries(outputs).flatMap(([name, text]) =>
    exact
      .filter((figure) => text.includes(figure) || text.includes(figure.replace('.', ',')))
      .map((figure) => `${name}: ${figure}`),
  );
  expect(found).toEqual([]);
  // The search would find them: in the scores as they are stored.
  expect(exact.every((figure) => JSON.stringify(raw).includes(figure) || /^\d\d/.test(figure))).toBe(true);
});

test('the CSV leaves empty what may not be shown, and says which theme is coarse', async () => {
  const { text } = await call('GET', `/rounds/${round}/scores`, undefined, { accept: 'text/csv' });
  const rows: Record<string, string>[] = parse(text, { columns: true });
  for (const { mean, sd, ad, rwg, coarse } of rows) {
    expect([sd, ad, rwg, coarse]).toEqual(['', '', '', '']);
    expect(mean).toMatch(/^\d(\.\d)?$/);
  }
});
