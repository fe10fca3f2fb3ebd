/**
 * Every page and file that the server has, as every role: no figure of a partner stands in it that this reader may not
 * see. The list of pages comes from the server itself, so that a new one cannot be forgotten. Paper is attacked in
 * `tests/browser/results/disclosure.test.ts`, what several pages tell together in `tests/unit/scoring/subtraction.test.ts`.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallestDifference } from '../../../reports/figures/compare-partner.ts';
import type { Scores } from '../../../scoring/scores.ts';
import type { Role } from '../../../server/access/access.ts';
import { makeSeededToken } from '../../../server/web/link-key.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { addThings, type Things } from '../../support/desk-world.ts';
import {
  findLeaks,
  listNumbers,
  listSecrets,
  readCells,
  readFigures,
  type Secret,
} from '../../support/find-leaks.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { readWords } from '../../support/read-html.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** Gives the answers of who allows research, and nothing that was computed: `research-data.test.ts`. */
const isData = (route: string) => /research-data/.test(route);
/** Read back elsewhere: on paper, or whole mirrors for who consented. */
const isBinary = (route: string) => /\.(pdf|zip|xlsx|ods|pptx)$/.test(route);

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);
const consenting = range(1, 3);

let server: TestApp;
let call: Call;
let things: Things;
/** A round that people still answer: nothing of it may be anywhere. And one that is planned. */
let open: Pick<Things, 'round' | 'invitation'>;
let planned: Pick<Things, 'round'>;
let earlier: string;
let raw: Scores[];
let secrets: Secret[];
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
  const { db } = server.app;
  const { network, round } = await openRound(call, { partners: 14, name: 'Meting 1' });
  await answerSecretively({ call, db }, round, { partners: range(1, 12), consenting });
  await call('PUT', `/rounds/${round}/closure`);
  const opening = { name: 'Meting 2', sender: 'De coördinator', closesAt: '2090-01-31' };
  const { json } = await call('POST', `/networks/${network}/rounds`, opening);
  const onlyFor = { items: ['trust-1', 'trust-2'], partners: range(2, 12) };
  // One more than the first time, one fewer, and one that skips a part.
  await answerSecretively({ call, db }, json.id, { partners: range(2, 13), consenting, onlyFor, seed: 50 });
  await call('PUT', `/rounds/${json.id}/closure`);
  await db.updateTable('round').set({ releasedAt: new Date() }).where('networkId', '=', network).execute();
  const { id: invitationId, partnerId } = await db
    .selectFrom('invitation')
    .select(['id', 'partnerId'])
    .where('roundId', '=', json.id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  earlier = round;
  things = await addThings(server.app, 'geheim', {
    networkId: network,
    roundId: json.id,
    partnerId,
    invitationId,
  });
  const { json: third } = await call('POST', `/networks/${network}/rounds`, { ...opening, name: 'Meting 3' });
  await answerSecretively({ call, db }, third.id, { partners: range(1, 12), consenting, seed: 90 });
  const { seed, hash } = makeSeededToken(server.app.linkKey);
  const letter = await db
    .insertInto('invitation')
    .values({ roundId: third.id, partnerId, seed, tokenHash: hash })
    .returning('id')
    .executeTakeFirstOrThrow();
  open = { round: third.id, invitation: letter.id };
  const plan = await sql<{ id: string }>`
    INSERT INTO round (network_id, name, sender, instrument_id, instrument_version, instrument_hash, opens_at,
      opened_at, closes_at)
    SELECT network_id, 'Meting 4', sender, instrument_id, instrument_version, instrument_hash, closes_at, NULL,
      closes_at + interval '9 days'
    FROM round WHERE id = ${third.id}::bigint RETURNING id`.execute(db);
  planned = { round: plan.rows[0]!.id };
  raw = await Promise.all([round, json.id, third.id].map((id) => readRawScores(db, id)));
  secrets = raw.flatMap((scores) => scores.partners.flatMap(({ id }) => listSecrets(scores, id)));
});
afterAll(() => server.stop());

/** The numbers that this reader may see of both rounds, as they stand in the scores and in points of the index. */
async function listAllowed(reader: 'network' | 'coordinator'): Promise<number[]> {
  const shown = await Promise.all(
    [earlier, things.round].map(
      async (round) => (await call('GET', `/rounds/${round}/scores?reader=${reader}`)).json,
    ),
  );
  const numbers = listNumbers(shown);
  return [...numbers, ...numbers.map((number) => 25 * number), smallestDifference];
}

/** The address for the closed round, and for the open and the planned one where those are others. */
function fillIn(route: string): string[] {
  const paths = [things, { ...things, ...open }, { ...things, ...planned }].map((own) =>
    route
      .replace(/^GET /, '')
      .replaceAll(/:(\w+)/g, (_all, name) => own[name as keyof Things] ?? `no-${name}`),
  );
  return [...new Set(paths)];
}

/** A table comes for people and for programs. */
function listQueries(route: string, languages: readonly string[]): string[] {
  const readers = route.endsWith('.csv') ? ['', '&for=programs'] : [''];
  return languages.flatMap((lang) => readers.map((reader) => `?lang=${lang}${reader}`));
}

function figuresOf(body: string, type: unknown): string {
  if (String(type).startsWith('text/html')) return readFigures(body);
  // Where its marks stand is held by `disclosure-pictures.test.ts`, and where partners stand tells nothing.
  if (String(type).startsWith('image/svg')) return readWords(body);
  return String(type).startsWith('text/csv') ? readCells(body) : body;
}

test('no page and no file of the desk tells a figure of a partner to who may not see it', {
  timeout: 120_000,
}, async () => {
  const { municipality: municipalityId, network } = things;
  const people: [Role, SignedIn][] = [];
  for (const role of ['operator', 'coordinator', 'municipality', 'researcher'] as const)
    people.push([
      role,
      await signIn(server.app, role, {
        ...(role === 'municipality' || role === 'coordinator' ? { municipalityId } : {}),
        networkIds: role === 'municipality' ? [] : [network],
      }),
    ]);
  const allowed = { network: await listAllowed('network'), coordinator: await listAllowed('coordinator') };
  const unseen: string[] = [];
  const withFigures: string[] = [];
  const leaks: Record<string, string[]> = {};
  const routes = listRoutes(server.app).filter(
    (route) => /^GET \/desk\//.test(route) && !isBinary(route) && !isData(route),
  );
  for (const route of routes) {
    let isSeen = false;
    for (const [role, { get }] of people) {
      const languages = role === 'coordinator' ? ['nl', 'en'] : ['nl'];
      for (const path of fillIn(route).flatMap((one) =>
        listQueries(route, languages).map((query) => one + query),
      )) {
        const { statusCode, body, headers } = await get(path);
        // Some addresses lead to the page itself, which is another route.
        if (statusCode === 303 && String(headers.location).startsWith('/desk/')) isSeen = true;
        if (statusCode !== 200) continue;
        isSeen = true;
        const text = figuresOf(body, headers['content-type']);
        if (/\d[.,]\d/.test(text)) withFigures.push(route);
        const found = findLeaks(text, secrets, allowed[role === 'coordinator' ? 'coordinator' : 'network']);
        if (found.length > 0) leaks[`${path} for ${role}`] = found;
      }
    }
    if (!isSeen) unseen.push(route);
  }
  expect(leaks).toEqual({});
  // A page that this world cannot show is attacked nowhere: give the world what it needs.
  expect(unseen).toEqual([]);
  for (const route of ['results', 'factsheet', 'scores.csv', 'discussion-sheets', 'slides'])
    expect(withFigures).toContain(`GET /desk/rounds/:round/${route}`);
  expect(withFigures).toContain('GET /desk/networks/:network/comparison');
  expect(withFigures).toContain('GET /desk/municipalities/:municipality/comparison');
});

test('nothing of the API and no shared page of the network tells a figure of a partner', {
  timeout: 60_000,
}, async () => {
  const allowed = await listAllowed('network');
  const { app, authorization } = server;
  const texts: [string, string][] = [];
  // The document of the API reads no database, and the examples in it are numbers too.
  const isDocument = (route: string) => route === 'GET /api/openapi.json';
  const routes = listRoutes(app).filter(
    (route) => /^GET \/api\//.test(route) && !isBinary(route) && !isDocument(route),
  );
  for (const route of routes) {
    for (const url of fillIn(route)) {
      for (const accept of ['application/json', 'text/csv']) {
        const { body, headers } = await app.inject({ url, headers: { authorization, accept } });
        texts.push([`${url} as ${accept}`, figuresOf(body, headers['content-type'])]);
      }
    }
  }
  for (const round of [earlier, things.round, open.round]) {
    for (const scope of ['overview', 'factsheet']) {
      const { json } = await call('POST', `/rounds/${round}/shares`, { scope });
      const { body } = await app.inject(new URL(json.url).pathname);
      texts.push([`the ${scope} of round ${round}`, figuresOf(body, 'text/html')]);
    }
  }
  expect(
    texts.flatMap(([name, text]) => findLeaks(text, secrets, allowed).map((leak) => `${name}: ${leak}`)),
  ).toEqual([]);
  expect(texts.filter(([, text]) => /\d[.,]\d/.test(text)).length).toBeGreaterThan(5);
});

test('the search finds a partner where it does stand: in its own mirror, and for the coordinator with consent', async () => {
  const allowed = await listAllowed('network');
  const { json } = await call('POST', `/rounds/${things.round}/shares`, { scope: 'partner', partner: 'p5' });
  const { body } = await server.app.inject(new URL(json.url).pathname);
  const own = raw.flatMap((scores) => listSecrets(scores, 'p5'));
  // A mirror has whole numbers, which the search leaves to chance: they stand in its table.
  const { partners } = raw[1]!;
  const { concepts } = partners.find(({ id }) => id === 'p5') as {
    concepts: Record<string, { index: number }>;
  };
  for (const { index } of Object.values(concepts)) expect(body).toContain(`>${Math.round(index)}<`);
  const others = secrets.filter(({ label }) => !label.startsWith('p5 '));
  const mine = own.flatMap(({ value }) => [value, 25 * value]);
  expect(findLeaks(readFigures(body), others, [...allowed, ...mine])).toEqual([]);
  const { text } = await call('GET', `/rounds/${things.round}/scores?reader=coordinator`);
  const named = consenting.slice(1).flatMap((number) => listSecrets(raw[1]!, `p${number}`));
  expect(findLeaks(text, named, allowed).length).toBeGreaterThan(30);
});
