/** Answers for research: what is in the files, who gets them, and what nobody can work out with them. */

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listItems } from '../../../scoring/answer-table.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { nameColumn } from '../../../server/results/research/bundle/columns.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { type Bundle, fetchBundle } from '../../support/read-bundle.ts';
import { readWords } from '../../support/read-html.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);
const items = listItems(latestInstrument).map(({ id }) => id);

interface Released {
  round: string;
  researcher: SignedIn;
  fetch: () => Promise<Bundle>;
  read: (name: string) => Promise<Record<string, string>[]>;
}

/** A closed and released round of which these partners allow research. */
async function release(
  partners: number,
  research: { partners: readonly number[]; besides?: number },
): Promise<Released> {
  const { network, round } = await openRound(call, { partners });
  await answerSecretively({ call, db: server.app.db }, round, { partners: list(1, partners), research });
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId: '1', networkIds: [network] });
  const early = await coordinator.post(`/desk/rounds/${round}/release`);
  expect(early.statusCode).toBe(409);
  await call('PUT', `/rounds/${round}/closure`);
  const researcher = await signIn(server.app, 'researcher', { networkIds: [network] });
  expect((await researcher.get(`/desk/rounds/${round}/research-data`)).statusCode).toBe(404);
  await coordinator.post(`/desk/rounds/${round}/release`);
  const fetch = () => fetchBundle(server, researcher, `/desk/rounds/${round}`);
  const read = async (name: string) => (await fetch()).rows(`${name}.csv`);
  return { round, researcher, fetch, read };
}

const seedKind = (round: string, kinds: Record<string, string>) =>
  Promise.all(
    Object.entries(kinds).map(([code, kind]) =>
      server.app.db
        .updateTable('roundPartner')
        .set({ kind })
        .where('roundId', '=', round)
        .where('code', '=', code)
        .execute(),
    ),
  );

/** The answers that somebody sent, to find the row again. */
async function listSent(round: string) {
  const rows = await server.app.db
    .selectFrom('invitation')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    )
    .innerJoin('answerPage', 'answerPage.invitationId', 'invitation.id')
    .select(['invitation.id', 'invitation.partnerId', 'roundPartner.code', 'answerPage.page', 'content'])
    .where('invitation.roundId', '=', round)
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((pages) => ({
    id: pages[0]!.id,
    partnerId: pages[0]!.partnerId,
    code: pages[0]!.code,
    line: items
      .map((item) => {
        const page = pages.find(({ content }) => 'answers' in content && item in content.answers);
        return page && 'answers' in page.content ? (page.content.answers[item] ?? '') : '';
      })
      .join(','),
  }));
}

const toLine = (row: Record<string, string>) => items.map((item) => row[nameColumn(item)]).join(',');

describe('a round of twelve partners, of whom six allow research', () => {
  let released: Released;
  beforeAll(async () => {
    released = await release(12, { partners: list(1, 6) });
  });

  test('the rows are the answers of those people and of nobody else, under codes', async () => {
    const rows = await released.read('responses');
    const sent = await listSent(released.round);
    const allowed = sent.filter(({ code }) => Number(code.slice(1)) <= 6);
    expect(rows.map(toLine).sort()).toEqual(allowed.map(({ line }) => line).sort());
    expect(Object.keys(rows[0]!)).toEqual(['round', 'respondent', 'partner', ...items.map(nameColumn)]);
    const partners = [...new Set(rows.map(({ partner }) => partner))];
    expect(partners).toHaveLength(6);
    // In the order of the codes, which is not the order of the list of partners.
    expect(partners).toEqual(partners.toSorted());
    const codeOf = new Map(allowed.map(({ line, code }) => [line, code]));
    const byPartner = new Map(rows.map((row) => [row.partner, codeOf.get(toLine(row))]));
    expect([...byPartner.values()]).not.toEqual(list(1, 6).map((n) => `p${n}`));
    for (const { respondent, partner } of rows)
      expect([respondent, partner]).toEqual([
        expect.stringMatching(/^r[0-9a-f]{10}$/),
        expect.stringMatching(/^p[0-9a-f]{10}$/),
      ]);
  });

  test('nothing else is in any file: no name, id, code, time or comment of a partner or person', async () => {
    const { files, text } = await released.fetch();
    const known = await server.app.db
      .selectFrom('roundPartner')
      .select(['code', 'name', 'partnerId'])
      .where('roundId', '=', released.round)
      .execute();
    for (const name of files.keys()) {
      const content = text(name);
      for (const partner of known) {
        expect([name, content.includes(partner.name)]).toEqual([name, false]);
        expect([name, new RegExp(`\\b${partner.code}\\b`).test(content)]).toEqual([name, false]);
      }
      expect([name, /\d\d:\d\d/.test(content)]).toEqual([name, false]);
      expect(content.charCodeAt(0)).not.toBe(0xfeff);
    }
  });

  test('the file on quality has rates and bounds of the whole round, and counts of the rows in the file', async () => {
    const bundle = await released.fetch();
    const [rows, answers] = [bundle.rows('quality.csv'), bundle.rows('responses.csv')];
    const find = (measure: string, id: string) =>
      rows.find((row) => row.measure === measure && row.id === id)!;
    expect(find('rr2', 'partners')).toMatchObject({ count: '12', of: '12', share: '1', withheld: '' });
    for (const item of items.map(nameColumn)) {
      const count = (cell: string) => String(answers.filter((row) => row[item] === cell).length);
      expect(find('unknown', item)).toMatchObject({ count: count('-8'), of: String(answers.length) });
      expect(find('open', item)).toMatchObject({ count: count('-9'), of: String(answers.length) });
    }
    const { body } = await released.researcher.get(`/desk/rounds/${released.round}/scores.csv?for=programs`);
    for (const { id, n, mean, coarse } of parse(body, { columns: true }) as Record<string, string>[]) {
      const bounds = find('mean_bounds', id!);
      expect(bounds).toMatchObject({ count: n, of: '12' });
      // A mean that is shown may lie half a step off: twelve partners have steps of 0.04, a coarse theme those of five.
      const half = (coarse === 'yes' ? 0.2 : 0.04) / 2;
      const bound = (end: number, own: number) => (Number(n) * own + (12 - Number(n)) * end) / 12;
      const low = bound(1, Math.max(1, Number(mean) - half));
      const high = bound(5, Math.min(5, Number(mean) + half));
      expect([Number(bounds.low), Number(bounds.high)]).toEqual([
        expect.closeTo(low, 9),
        expect.closeTo(high, 9),
      ]);
    }
  });

  test('the scores are those of the rows, and not those of the round', async () => {
    const bundle = await released.fetch();
    const raw = await readRawScores(server.app.db, released.round);
    for (const { id, n, mean } of bundle.rows('scores.csv').filter((row) => row.level === 'network')) {
      const own = bundle
        .rows('scores.csv')
        .filter((row) => row.level === 'partner' && row.id === id)
        .map((row) => Number(row.mean));
      if (own.length === 0) continue;
      expect(Number(n)).toBe(own.length);
      expect(Number(mean)).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 12);
      const part = [...raw.facets, ...raw.concepts].find((one) => one.id === id)!;
      expect(isWithheld(part) || part.n === 12).toBe(true);
      expect(own).toHaveLength(6);
    }
  });

  test('two downloads are the same', async () => {
    const [one, other] = [await released.fetch(), await released.fetch()];
    expect([...one.files]).toEqual([...other.files]);
  });

  test('the page says what is in it, and each order and download is in the log', async () => {
    const { body } = await released.researcher.get(`/desk/rounds/${released.round}/research-data`);
    const words = readWords(body);
    expect(words).toContain('Mijn antwoorden mogen zonder naam worden gebruikt voor onderzoek.');
    expect(words).toContain('mensen van 6 partners.');
    expect(words).toContain('Haal de bestanden op (zip)');
    for (const action of ['results.bundleOrdered', 'results.bundleDownloaded'] as const) {
      const lines = await server.app.db
        .selectFrom('audit')
        .select(['action', 'accountId'])
        .where('roundId', '=', released.round)
        .where('action', '=', action)
        .execute();
      expect(lines.length).toBeGreaterThan(0);
      expect(lines[0]!.accountId).toBe(released.researcher.accountId);
    }
  });
});

test('a kind stands there only when 5 partners of the file share it', async () => {
  const released = await release(14, { partners: list(1, 8) });
  const kinds = Object.fromEntries(list(1, 14).map((n) => [`p${n}`, n <= 5 ? 'welfare' : 'police']));
  await seedKind(released.round, kinds);
  // Three others without a kind would be the three that are no welfare organisation: so nobody has one.
  expect((await released.read('partners')).map(({ kind }) => kind)).toEqual(list(1, 8).map(() => ''));
  const ten = Object.fromEntries(list(1, 14).map((n) => [`p${n}`, n <= 8 ? 'welfare' : 'police']));
  await seedKind(released.round, ten);
  const partners = await released.read('partners');
  expect(partners.map(({ kind }) => kind)).toEqual(list(1, 8).map(() => 'welfare'));
});

test('when the only one without a kind withdraws, the kinds of the others do not appear', async () => {
  const released = await release(14, { partners: list(1, 14) });
  const kinds = Object.fromEntries(list(1, 14).map((n) => [`p${n}`, n === 1 ? 'police' : 'welfare']));
  await seedKind(released.round, kinds);
  const listKinds = async () => new Set((await released.read('partners')).map(({ kind }) => kind));
  expect(await listKinds()).toEqual(new Set(['']));
  for (const person of (await listSent(released.round)).filter(({ code }) => code === 'p1'))
    await withdrawConsents(
      actingOn(server.app),
      await seedPerson(server.app.db, { partnerId: person.partnerId, invitationId: person.id }),
    );
  expect(await listKinds()).toEqual(new Set(['']));
});

describe('too few', () => {
  test.each([
    [12, list(1, 4)],
    [4, list(1, 4)],
    // Five of six: the sixth could be worked out.
    [6, list(1, 5)],
    [12, []],
  ])('of %i partners %j allow it: a sentence, and no file', async (partners, research) => {
    const { round, researcher } = await release(partners, { partners: research });
    const page = await researcher.get(`/desk/rounds/${round}/research-data`);
    expect(readWords(page.body)).toContain('Er zijn geen gegevens om op te halen.');
    const home = `/desk/rounds/${round}/research-data`;
    expect((await researcher.post(`${home}/bundle`)).statusCode).toBe(404);
    expect((await researcher.get(`${home}.zip`)).statusCode).toBe(409);
  });
});

describe('subtraction', () => {
  /** Partners whose mean the file tells: everybody who sent answers is in it. */
  async function listTold({ round, read }: Released): Promise<Set<string>> {
    const lines = new Set((await read('responses')).map(toLine));
    const sent = await listSent(round);
    const told = new Set(sent.map(({ code }) => code));
    for (const { code, line } of sent) if (!lines.has(line)) told.delete(code);
    return told;
  }

  test.each([
    { all: 12, partners: list(1, 8), besides: undefined },
    { all: 11, partners: list(1, 11), besides: 4 },
    { all: 12, partners: list(1, 12), besides: 7 },
  ])(
    'of $all partners $partners.length allow it: the published mean minus the file leaves no group below 5',
    async ({ all, partners, besides }) => {
      const released = await release(all, { partners, ...(besides !== undefined && { besides }) });
      const told = await listTold(released);
      expect(told.size).toBeGreaterThan(0);
      const raw = await readRawScores(server.app.db, released.round);
      for (const part of ['facets', 'concepts'] as const) {
        for (const { id } of raw[part]) {
          const behind = raw.partners.filter(
            (partner) => !isWithheld(partner) && partner[part][id] && !isWithheld(partner[part][id]),
          );
          const left = behind.filter((partner) => !told.has(partner.id)).length;
          expect([id, left, left === 0 || left >= 5]).toEqual([id, left, true]);
        }
      }
    },
  );

  test('everybody is in it, then people withdraw: no file shows a partner that none showed before', async () => {
    const released = await release(11, { partners: list(1, 11) });
    let before = new Set((await released.read('responses')).map(toLine));
    expect(before.size).toBe((await listSent(released.round)).length);
    for (const code of ['p2', 'p5', 'p9']) {
      const person = (await listSent(released.round)).find((one) => one.code === code)!;
      await withdrawConsents(
        actingOn(server.app),
        await seedPerson(server.app.db, { partnerId: person.partnerId, invitationId: person.id }),
      );
      const now = new Set((await released.read('responses')).map(toLine));
      expect(now.has(person.line)).toBe(false);
      expect([...now].filter((line) => !before.has(line))).toEqual([]);
      const told = await listTold(released);
      expect([code, 11 - told.size >= 5]).toEqual([code, true]);
      before = now;
    }
  });
});
