/** The log: every change and download has a line, the operator can filter it, and it has words for everything. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameAction } from '../../../server/desk/log/describe-log.ts';
import { addLine } from '../../../server/log/lines.ts';
import { callApi } from '../../support/call-api.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { listTextFiles } from '../../support/text-files.ts';

let server: TestApp;
let operator: SignedIn;
let networkId: string;
let roundId: string;

beforeAll(async () => {
  server = await startTestApp();
  operator = await signIn(server.app, 'operator', { name: 'Olga' });
  ({ networkId, roundId } = await seedRound(server.app.db, { network: 'Netwerk Een', round: 'Meting Een' }));
});
afterAll(() => server.stop());

/** The texts of the cells of the log on a page. */
function readRows(body: string): string[][] {
  const rows =
    body
      .split('<tbody>')[1]
      ?.split('</tbody>')[0]
      ?.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
  return rows.map((row) =>
    [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]+>/g, ' ').trim()),
  );
}

describe('words', () => {
  test('every action has them, in both languages', () => {
    const actions = listTextFiles()
      .flatMap(({ keys }) => keys)
      .filter((key) => /^\w+\.actions\.\w+$/.test(key))
      .map((key) => key.replace('.actions.', '.'));
    expect(actions.length).toBeGreaterThan(80);
    for (const action of actions) {
      for (const language of ['nl', 'en'] as const) {
        const words = nameAction(action, language);
        expect(words, `${action} in ${language}`).not.toBe(action);
        expect(words).toMatch(/^\S.{3,80}$/);
      }
      expect(nameAction(action, 'nl'), action).not.toBe(nameAction(action, 'en'));
    }
  });
});

describe('a line', () => {
  test('stands there for a change by a program, with where', async () => {
    const call = callApi(server);
    await call('PUT', `/rounds/${roundId}/closure`);
    const [line] = readRows((await operator.get('/desk/log?actor=key')).body);
    expect(line!.slice(1)).toEqual([
      expect.stringMatching(/^Programma met de API-sleutel\s+127\.0\.0\.1$/),
      'meting gesloten',
      expect.stringMatching(/^Netwerk Een\s+Meting Een$/),
      '',
    ]);
  });

  test('says from where', async () => {
    await operator.post('/desk/account', { name: 'Olga Over', language: 'nl' });
    const [line] = readRows((await operator.get(`/desk/log?actor=${operator.accountId}`)).body);
    expect(line![1]).toMatch(/^Olga\s.*127\.0\.0\.1$/s);
  });

  test('does not stand there for what was refused, or only read', async () => {
    const count = async () => (await server.app.db.selectFrom('audit').select('id').execute()).length;
    const before = await count();
    const call = callApi(server);
    await call('GET', '/networks');
    await call('PUT', '/rounds/999999/closure');
    await operator.post('/desk/account', { name: '', language: 'nl' });
    await operator.get('/desk/log');
    expect(await count()).toBe(before);
  });
});

describe('the filter', () => {
  beforeAll(async () => {
    const actor = { kind: 'account', accountId: operator.accountId } as const;
    for (let i = 0; i < 120; i++) {
      await addLine(server.app.db, actor, { action: 'accounts.signedIn', note: `regel ${i}` });
    }
    await addLine(
      server.app.db,
      { kind: 'shell' },
      { action: 'desk.shellCommand', networkId, note: '=HYPERLINK("x")' },
    );
    await server.app.db
      .updateTable('audit')
      .set({ at: new Date('2026-03-01T23:30:00+01:00') })
      .where('note', '=', 'regel 5')
      .execute();
  });

  test('takes person, action, network and days of the Netherlands', async () => {
    const read = async (query: string) => readRows((await operator.get(`/desk/log?${query}`)).body);
    expect(await read(`actor=${operator.accountId}`)).toHaveLength(100);
    expect(await read('action=desk.shellCommand')).toHaveLength(1);
    expect((await read(`network=${networkId}`)).map(([, who]) => who)).toContain('Opdracht op de server');
    expect(await read('from=2026-03-01&to=2026-03-01')).toHaveLength(1);
    expect(await read('from=2026-03-02&to=2026-03-03')).toHaveLength(0);
    expect(await read("actor=x'--&network=1;drop")).toHaveLength(100);
  });

  test('takes words, each of which must stand in the line: of the note, the network, the action, an address', async () => {
    const read = async (query: string) => readRows((await operator.get(`/desk/log?${query}`)).body);
    const notes = async (words: string) =>
      (await read(`words=${encodeURIComponent(words)}`)).map((row) => row.at(-1));
    expect(await notes('regel 77')).toEqual(['regel 77']);
    expect(await notes('HYPERLINK netwerk')).toHaveLength(1);
    expect(await notes('hyperlink elders')).toHaveLength(0);
    expect(await notes('opdracht gegeven')).toHaveLength(1);
    expect(await notes('127.0.0.1')).not.toHaveLength(0);
    expect(await notes('%')).toHaveLength(0);
    expect(await notes('\\')).toHaveLength(0);
    expect(await notes("' OR 1=1--")).toHaveLength(0);
  });

  test('tells what was refused from what was done', async () => {
    await operator.get('/desk/networks/999999');
    const read = async (query: string) => readRows((await operator.get(`/desk/log?${query}`)).body);
    expect((await read('outcome=refused')).map((row) => row.slice(2))).toEqual([
      [
        expect.stringMatching(/^toegang geweigerd\s+geweigerd: bestaat niet$/),
        '',
        'GET /desk/networks/:network',
      ],
    ]);
    expect((await read('outcome=done')).map((row) => row[2])).not.toContain(
      expect.stringContaining('geweigerd'),
    );
  });

  test('a day that is none is said, and the rest still filters', async () => {
    const { statusCode, body } = await operator.get('/desk/log?from=2026-02-30&action=desk.shellCommand');
    expect(statusCode).toBe(422);
    expect(body).toContain('Dit is geen datum');
    expect(readRows(body)).toHaveLength(1);
  });

  test('pages of a hundred, forth and back', async () => {
    const query = `/desk/log?actor=${operator.accountId}&action=accounts.signedIn`;
    const first = await operator.get(query);
    const older = /href="([^"]+)"[^>]*rel="next"/
      .exec(first.body)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    const second = await operator.get(`/desk/log${older}`);
    const notes = [...readRows(first.body), ...readRows(second.body)].map((row) => row.at(-1));
    expect(notes).toEqual(Array.from({ length: 120 }, (_, i) => `regel ${119 - i}`));
    const newer = /href="([^"]+)"[^>]*rel="prev"/
      .exec(second.body)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    expect(readRows((await operator.get(`/desk/log${newer}`)).body)).toEqual(readRows(first.body));
  });

  test('comes along as CSV, defused, and that is logged', async () => {
    const { body, headers } = await operator.get('/desk/log.csv?action=desk.shellCommand');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename=logboek-voor-excel.csv');
    expect(body.split('\r\n').filter(Boolean)).toHaveLength(2);
    expect(body).toMatch(/^\uFEFFWanneer;/);
    expect(body).toContain("'=HYPERLINK");
    const [line] = readRows((await operator.get('/desk/log')).body);
    expect(line!.slice(1, 3)).toEqual([expect.stringMatching(/^Olga/), 'logboek gedownload']);
  });
});
