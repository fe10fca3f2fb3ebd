/**
 * What is drawn and what is taken along: marks on lines, data of charts, alternative texts, names of files, in every
 * picture and file of a result. A mark tells as much as the figure beside it: it stands where a figure is shown to be,
 * and nowhere else. Words and figures on pages are attacked in `disclosure-routes.test.ts`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallestDifference } from '../../../reports/figures/compare-partner.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { DisclosedScores, Scores } from '../../../scoring/scores.ts';
import { makeSeededToken } from '../../../server/web/link-key.ts';
import { findConditionCutoffs } from '../../../survey/instrument.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { findLeaks, listNumbers, listSecrets, readFigures, type Secret } from '../../support/find-leaks.ts';
import { readZip } from '../../support/read-zip.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
let network: string;
let municipality: string;
let rounds: [earlier: string, later: string];
let raw: Scores[];
let secrets: Secret[];
/** What everybody may see of both rounds: as numbers, and as places on a line from 0 to 100. */
let allowed: number[];
let places: Set<number>;

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);

beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
  const { db } = server.app;
  const first = await openRound(call, { partners: 12, name: 'Meting 1' });
  network = first.network;
  await answerSecretively({ call, db }, first.round, { partners: range(1, 10) });
  await call('PUT', `/rounds/${first.round}/closure`);
  const opening = { name: 'Meting 2', sender: 'De coördinator', closesAt: '2090-01-31' };
  const { json } = await call('POST', `/networks/${network}/rounds`, opening);
  await answerSecretively({ call, db }, json.id, { partners: range(2, 11), seed: 50 });
  await call('PUT', `/rounds/${json.id}/closure`);
  rounds = [first.round, json.id];
  ({ municipalityId: municipality } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', network)
    .executeTakeFirstOrThrow());
  raw = await Promise.all(rounds.map((id) => readRawScores(db, id)));
  secrets = raw.flatMap((scores) => scores.partners.flatMap(({ id }) => listSecrets(scores, id)));
  const shown: DisclosedScores[] = await Promise.all(
    rounds.map(async (id) => (await call('GET', `/rounds/${id}/scores`)).json),
  );
  const numbers = listNumbers(shown);
  allowed = [...numbers, ...numbers.map((number) => 25 * number), smallestDifference];
  const figures = shown.flatMap(({ facets, concepts, conditions = [] }) => [
    ...facets,
    ...concepts,
    ...conditions,
  ]);
  const toPlace = (mean: number) => Math.round(250 * (mean - 1)) / 10;
  const { hindering, helping } = findConditionCutoffs(latestInstrument.conditions!);
  places = new Set([
    ...[0, 25, 50, 75, 100],
    // Behind each condition, whatever was answered.
    ...[toPlace(hindering), toPlace(helping), 100 - toPlace(helping)],
    ...figures.flatMap((figure) => {
      if (isWithheld(figure)) return [];
      const [low, high] = isWithheld(figure.ci) ? [figure.mean, figure.mean] : figure.ci;
      return [toPlace(figure.mean), toPlace(low), toPlace(high), toPlace(high) - toPlace(low)];
    }),
  ]);
});
afterAll(() => server.stop());

/** Where on their lines the drawings of a page have something: a mark, the begin of a band, its width. */
function listPlaces(html: string): number[] {
  const drawings = html.match(/<svg class="(?:band|line|chart)[^"]*".*?<\/svg>(?:<\/svg>)*/gs) ?? [];
  return drawings.flatMap((drawing) =>
    [...drawing.matchAll(/\b(?:x|x1|x2|cx|width)="(\d+(?:\.\d+)?)%"/g)].map(([, place]) => Number(place)),
  );
}

/** The numbers of the data behind charts that a script draws. */
function listChartNumbers(html: string): number[] {
  const data = [...html.matchAll(/<script type="application\/json"[^>]*>(.*?)<\/script>/gs)];
  return data.flatMap(([, text]) => listPlain(JSON.parse(text!)));
}

function listPlain(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listPlain) : [];
}

async function share(round: string, scope: string, partner?: string): Promise<string> {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
  return new URL(json.url).pathname;
}

let visitors = 0;
const visit = (url: string) => server.app.inject({ url, remoteAddress: `10.9.${++visitors % 250}.1` });

/** Every page with a picture of the result, by name, for who reads the network and no partner. */
async function readPages(): Promise<[string, string][]> {
  const link = await share(rounds[1], 'factsheet');
  const reader = await signIn(server.app, 'municipality', { municipalityId: municipality });
  const ofDesk = [
    `/desk/municipalities/${municipality}`,
    `/desk/municipalities/${municipality}/comparison`,
    `/desk/networks/${network}/comparison`,
    ...['results', 'factsheet', 'slides', 'map', 'discussion-sheets'].map(
      (page) => `/desk/rounds/${rounds[1]}/${page}`,
    ),
  ];
  return [
    ...(await Promise.all(
      [link, `${link}/slides`, `${link}/map`].map(async (url): Promise<[string, string]> => {
        const { statusCode, body } = await visit(url);
        expect([url, statusCode]).toEqual([url, 200]);
        return [url.replace(link, 'link'), body];
      }),
    )),
    ...(await Promise.all(
      ofDesk.map(async (url): Promise<[string, string]> => {
        const { statusCode, body } = await reader.get(url);
        expect([url, statusCode]).toEqual([url, 200]);
        return [url, body];
      }),
    )),
  ];
}

test('every mark and band stands where a figure is shown to be', async () => {
  const withPictures: string[] = [];
  for (const [name, html] of await readPages()) {
    const drawn = [...listPlaces(html), ...listChartNumbers(html)];
    if (drawn.length > 20) withPictures.push(name);
    expect([name, drawn.filter((place) => !places.has(Math.round(10 * place) / 10))]).toEqual([name, []]);
    expect([name, findLeaks(readFigures(html), secrets, allowed)]).toEqual([name, []]);
  }
  expect(withPictures).toEqual([
    'link',
    'link/slides',
    `/desk/municipalities/${municipality}`,
    `/desk/municipalities/${municipality}/comparison`,
    `/desk/networks/${network}/comparison`,
    `/desk/rounds/${rounds[1]}/results`,
    `/desk/rounds/${rounds[1]}/factsheet`,
    `/desk/rounds/${rounds[1]}/slides`,
    `/desk/rounds/${rounds[1]}/discussion-sheets`,
  ]);
});

/** The files in a pptx that people read, as text: slides, notes, charts, and the workbooks behind charts. */
function readPptx(file: Buffer): { words: string; charts: number[] } {
  const files = readZip(file).flatMap((part) =>
    part.name.endsWith('.xlsx') ? readZip(part.content) : [part],
  );
  const xml = files
    .filter(({ name }) => name.endsWith('.xml'))
    .map(({ content }) => content.toString('utf8'));
  const find = (pattern: RegExp) =>
    xml.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found!));
  return {
    words: [...find(/<(?:a:)?t(?: [^>]*)?>([^<]*)</g), ...find(/\b(?:descr|title|name)="([^"]*)"/g)].join(
      '\n',
    ),
    charts: [
      ...find(/<c:val>(.*?)<\/c:val>/gs).flatMap((values) => values.match(/(?<=<c:v>)[\d.]+/g) ?? []),
      ...find(/<c r="\w+"><v>([\d.]+)<\/v>/g),
    ].map(Number),
  };
}

test('the slides to edit hold no other figure: in words, notes, alternative texts, charts and their workbooks', async () => {
  const link = await share(rounds[1], 'factsheet');
  for (const lang of ['nl', 'en']) {
    const { statusCode, rawPayload, headers } = await visit(`${link}/slides.pptx?lang=${lang}`);
    expect(statusCode).toBe(200);
    const { words, charts } = readPptx(rawPayload);
    expect(words).toContain('Meting 2');
    // Four themes and fourteen parts, now and in the round before, in the chart and in its workbook.
    expect(charts).toHaveLength(72);
    expect(charts.filter((value) => !places.has(value))).toEqual([]);
    expect(findLeaks(words, secrets, allowed)).toEqual([]);
    // Its name says which result it is, and nothing of it.
    expect(headers['content-disposition']).toMatch(/filename=[a-z]+-weert-netwerk-\d+-meting-2\.pptx$/);
  }
});

test('behind a link of an overview, a mirror or a social map there is no map and there are no slides', async () => {
  const links = [
    await share(rounds[1], 'overview'),
    await share(rounds[1], 'partner', 'p3'),
    await share(rounds[1], 'social-map'),
  ];
  for (const link of links)
    for (const page of ['map', 'slides', 'slides.pptx'])
      expect([page, (await visit(`${link}/${page}`)).statusCode]).toEqual([page, 404]);
});

test('who chooses reads what everybody reads, and of the points their names and classes', async () => {
  const { db, linkKey } = server.app;
  const { id: invitationId } = await db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', rounds[1])
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { token, seed, hash } = makeSeededToken(linkKey);
  await db.insertInto('ballot').values({ invitationId, seed, tokenHash: hash }).execute();
  const reader = await signIn(server.app, 'coordinator', {
    municipalityId: municipality,
    networkIds: [network],
  });
  await reader.post(`/desk/rounds/${rounds[1]}/choosing/opening`, { until: '2026-12-31' });
  const page = await visit(`/choosing/${token}`);
  expect(page.statusCode).toBe(200);
  expect(readFigures(page.body)).not.toMatch(/\d[.,]\d/);
  const [ofVoter, ofAll] = [
    await visit(`/choosing/${token}/result`),
    await visit(await share(rounds[1], 'factsheet')),
  ];
  expect(findLeaks(readFigures(ofVoter.body), secrets, allowed)).toEqual([]);
  expect(listPlaces(ofVoter.body)).toEqual(listPlaces(ofAll.body));
  expect(readFigures(ofVoter.body)).toBe(readFigures(ofAll.body));
});
