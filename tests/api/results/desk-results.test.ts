/** Results on the desk: for each role its own rounds, and of them what that role may see. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scores } from '../../../scoring/scores.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { findLeaks, listNetworkFigures, listSecrets, readFigures } from '../../support/find-leaks.ts';
import { readWords } from '../../support/read-html.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
let network: string;
let round: string;
let raw: Scores;
let people: Record<'operator' | 'coordinator' | 'municipality' | 'researcher', SignedIn>;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
  ({ network, round } = await openRound(call, { partners: 12, name: 'Meting van nu' }));
  await answerSecretively({ call, db: server.app.db }, round, {
    partners: list(1, 11),
    consenting: list(1, 5),
  });
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', network)
    .executeTakeFirstOrThrow();
  people = {
    operator: await signIn(server.app, 'operator'),
    coordinator: await signIn(server.app, 'coordinator', { municipalityId, networkIds: [network] }),
    municipality: await signIn(server.app, 'municipality', { municipalityId }),
    researcher: await signIn(server.app, 'researcher', { networkIds: [network] }),
  };
});
afterAll(() => server.stop());

const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);
const paths = ['/results', '/factsheet', '/factsheet.pdf', '/scores.csv', '/scores.csv?for=programs'];

describe('before the round has closed', () => {
  test('everybody reads what will come, in an empty list', async () => {
    for (const [role, sentence] of [
      ['operator', 'als de coördinator een meting sluit'],
      ['coordinator', 'U opent een meting bij uw netwerk'],
      ['municipality', 'een netwerk in uw gemeente een meting heeft gesloten'],
      ['researcher', 'voor onderzoekers vrijgeeft'],
    ] as const) {
      const { statusCode, body } = await people[role].get('/desk/results');
      expect([role, statusCode]).toEqual([role, 200]);
      expect(readWords(body)).toContain(sentence);
    }
  });

  test('there are no results: not for the coordinator, and for others no such page', async () => {
    const page = readWords((await people.coordinator.get(`/desk/rounds/${round}/results`)).body);
    expect(page).toContain('Deze meting loopt nog.');
    expect(page).not.toContain('Score per thema');
    for (const path of paths.slice(1)) {
      expect([path, (await people.coordinator.get(`/desk/rounds/${round}${path}`)).statusCode]).toEqual([
        path,
        409,
      ]);
    }
    for (const role of ['municipality', 'researcher'] as const) {
      for (const path of paths) {
        expect((await people[role].get(`/desk/rounds/${round}${path}`)).statusCode).toBe(404);
      }
    }
  });
});

describe('after it has closed', () => {
  beforeAll(async () => {
    await call('PUT', `/rounds/${round}/closure`);
    raw = await readRawScores(server.app.db, round);
  });

  test('a researcher reads it from the release on, until that is taken back', async () => {
    const reach = async () => [
      readWords((await people.researcher.get('/desk/results')).body).includes('Meting van nu'),
      (await people.researcher.get(`/desk/rounds/${round}/results`)).statusCode,
    ];
    expect(await reach()).toEqual([false, 404]);
    const released = await people.coordinator.post(`/desk/rounds/${round}/release`);
    expect(released.headers.location).toBe(`/desk/rounds/${round}/results?done=released`);
    expect(await reach()).toEqual([true, 200]);
    const page = await people.coordinator.get(`/desk/rounds/${round}/results?done=released`);
    expect(page.body).toContain(`action="/desk/rounds/${round}/release-withdrawal"`);
    expect(readWords(page.body)).toContain('De uitslag is vrijgegeven voor onderzoekers.');
    await people.coordinator.post(`/desk/rounds/${round}/release-withdrawal`);
    expect(await reach()).toEqual([false, 404]);
    await people.operator.post(`/desk/rounds/${round}/release`);
    expect(await reach()).toEqual([true, 200]);
    for (const role of ['municipality', 'researcher'] as const) {
      expect((await people[role].post(`/desk/rounds/${round}/release-withdrawal`)).statusCode).toBe(404);
    }
  });

  test('the coordinator sees the five partners that allow it, and no other', async () => {
    const { body } = await people.coordinator.get(`/desk/rounds/${round}/results`);
    const hidden = list(6, 11).flatMap((number) => listSecrets(raw, `p${number}`));
    const shown = list(1, 5).flatMap((number) => listSecrets(raw, `p${number}`));
    expect(
      findLeaks(readFigures(body), hidden, [...listNetworkFigures(raw), ...shown.map(({ value }) => value)]),
    ).toEqual([]);
    expect(findLeaks(readFigures(body), shown, listNetworkFigures(raw)).length).toBeGreaterThan(5);
    expect(readWords(body)).toContain('Scores van partners');
  });

  test('operator, municipality and researcher see no partner: the consent is for the coordinator', async () => {
    const secrets = list(1, 11).flatMap((number) => listSecrets(raw, `p${number}`));
    for (const role of ['operator', 'municipality', 'researcher'] as const) {
      for (const path of [
        '/results',
        '/results?lang=en',
        ...paths.filter((path) => !path.endsWith('.pdf')),
      ]) {
        const { statusCode, body } = await people[role].get(`/desk/rounds/${round}${path}`);
        expect([role, path, statusCode]).toEqual([role, path, 200]);
        expect([role, path, findLeaks(readFigures(body), secrets, listNetworkFigures(raw))]).toEqual([
          role,
          path,
          [],
        ]);
      }
    }
    const { body } = await people.municipality.get(`/desk/rounds/${round}/results`);
    expect(body).not.toContain('Scores van partners');
    expect(body).not.toContain('/release');
  });

  test('the scores as a file are those of the network, for Excel and for programs; the download is logged', async () => {
    const download = async (query: string) => {
      const { body, headers } = await people.municipality.get(`/desk/rounds/${round}/scores.csv${query}`);
      return { body, name: /filename=(.*)$/.exec(String(headers['content-disposition']))![1]! };
    };
    const [forPeople, forPrograms, english] = await Promise.all(
      ['', '?for=programs', '?lang=en'].map(download),
    );
    const ending = /^scores-voor-excel-(.*-meting-van-nu\.csv)$/.exec(forPeople!.name)![1]!;
    expect(forPrograms!.name).toBe(`scores-voor-r-en-spss-${ending}`);
    expect(english!.name).toBe(`scores-for-excel-${ending}`);
    expect(forPeople!.body).toMatch(/^\uFEFFid;concept;n;/);
    const rows = parse(forPrograms!.body, { columns: true }) as Record<string, string>[];
    expect(rows.filter(({ concept }) => concept === '')).toHaveLength(4);
    const inExcel = parse(forPeople!.body, { columns: true, bom: true, delimiter: ';' });
    const withComma = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, cell]) => [key, cell.replace(/^(-?\d+)\.(\d+)$/, '$1,$2')]),
      ),
    );
    expect(inExcel).toEqual(withComma);
    expect(inExcel).not.toEqual(rows);
    const page = readWords((await people.municipality.get(`/desk/rounds/${round}/results`)).body);
    expect(page).toContain('Voor Excel staan er puntkomma’s tussen de cellen');
    const line = await server.app.db
      .selectFrom('audit')
      .selectAll()
      .where('accountId', '=', people.municipality.accountId)
      .where('action', '=', 'results.scoresDownloaded')
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({ networkId: network, roundId: round });
  });

  test('a municipality reads nothing of another one, and a researcher nothing that was not granted', async () => {
    const other = await seedRound(server.app.db, { municipality: { code: 'GM0001', name: 'Elders' } });
    await call('PUT', `/rounds/${other.roundId}/closure`);
    await people.operator.post(`/desk/rounds/${other.roundId}/release`);
    for (const role of ['coordinator', 'municipality', 'researcher'] as const) {
      for (const path of paths) {
        expect((await people[role].get(`/desk/rounds/${other.roundId}${path}`)).statusCode).toBe(404);
      }
      expect((await people[role].get('/desk/results')).body).not.toContain(`/rounds/${other.roundId}/`);
    }
    expect((await people.operator.get('/desk/results')).body).toContain(`/rounds/${other.roundId}/`);
  });

  test('below 5 partners there is a sentence instead of figures', async () => {
    const few = await openRound(call, { partners: 6 });
    await answerSecretively({ call, db: server.app.db }, few.round, { partners: list(1, 4) });
    await call('PUT', `/rounds/${few.round}/closure`);
    const { body } = await people.operator.get(`/desk/rounds/${few.round}/results`);
    expect(readWords(body)).toContain('Wij tonen pas scores als minstens vijf partners hebben geantwoord.');
    expect(body).not.toContain('<table');
  });
});

test('an earlier round of the same network stands beside it, with what changed', async () => {
  const { round: now } = await (async () => {
    const { json } = await call('POST', `/networks/${network}/rounds`, {
      name: 'Een jaar later',
      sender: 'De coördinator',
      closesAt: '2090-01-31',
    });
    return { round: json.id as string };
  })();
  await answerSecretively({ call, db: server.app.db }, now, { partners: list(1, 11), seed: 5 });
  await call('PUT', `/rounds/${now}/closure`);
  const { body } = await people.municipality.get(`/desk/rounds/${now}/results`);
  const words = readWords(body);
  expect(words).toContain('Deze meting naast eerdere metingen');
  expect(words).toContain('Een jaar later Meting van nu');
  expect(words).toMatch(/(geen aantoonbaar verschil|beter|slechter)/);
  // Of what a researcher was not granted nothing stands beside it.
  await people.operator.post(`/desk/rounds/${now}/release`);
  await people.operator.post(`/desk/rounds/${round}/release-withdrawal`);
  expect((await people.researcher.get(`/desk/rounds/${now}/results`)).body).not.toContain('Meting van nu');
});
