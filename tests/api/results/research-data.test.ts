/** Answers for research: what is in the files, who gets them, and what nobody can work out with them. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listItems } from '../../../scoring/answer-table.ts';
import { scoreFiles } from '../../../scoring/command/score-files.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
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
  const read = async (name: string) => {
    const { statusCode, body } = await researcher.get(
      `/desk/rounds/${round}/research-data/${name}.csv?for=programs`,
    );
    expect(statusCode).toBe(200);
    return parse(body, { columns: true }) as Record<string, string>[];
  };
  return { round, researcher, read };
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

const toLine = (row: Record<string, string>) => items.map((item) => row[item]).join(',');

describe('a round of twelve partners, of whom six allow research', () => {
  let released: Released;
  beforeAll(async () => {
    released = await release(12, { partners: list(1, 6) });
  });

  test('the rows are the answers of those people and of nobody else, in letters', async () => {
    const rows = await released.read('answers');
    const sent = await listSent(released.round);
    const allowed = sent.filter(({ code }) => Number(code.slice(1)) <= 6);
    expect(rows.map(toLine).sort()).toEqual(allowed.map(({ line }) => line).sort());
    expect(Object.keys(rows[0]!)).toEqual(['respondent', 'partner', ...items]);
    expect([...new Set(rows.map(({ partner }) => partner))].sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    const codeOf = new Map(allowed.map(({ line, code }) => [line, code]));
    const byLetter = new Map(rows.map((row) => [row.partner, codeOf.get(toLine(row))]));
    // Whoever knows the list of partners does not know the letters.
    expect([...byLetter.entries()].sort().map(([, code]) => code)).not.toEqual(
      list(1, 6).map((n) => `p${n}`),
    );
  });

  test('nothing else is in it: no name, id, code, time or comment', async () => {
    const texts = await Promise.all(
      ['answers', 'partners', 'codebook', 'quality'].map(
        async (name) =>
          (
            await released.researcher.get(
              `/desk/rounds/${released.round}/research-data/${name}.csv?for=programs`,
            )
          ).body,
      ),
    );
    for (const text of texts.slice(0, 2)) {
      expect(text).not.toMatch(/Partner|p\d|20\d\d-/);
      expect(text.charCodeAt(0)).not.toBe(0xfeff);
    }
    for (const { respondent } of await released.read('answers'))
      expect(respondent).toMatch(/^r[0-9a-f]{10}$/);
  });

  test('the file on quality has rates and bounds of the whole round, and counts of the rows in the file', async () => {
    const rows = await released.read('quality');
    const answers = await released.read('answers');
    const find = (measure: string, id: string) =>
      rows.find((row) => row.measure === measure && row.id === id)!;
    expect(find('rr2', 'partners')).toMatchObject({ count: '12', of: '12', share: '1', withheld: '' });
    for (const item of items) {
      const count = (cell: string) => String(answers.filter((row) => row[item] === cell).length);
      expect(find('unknown', item)).toMatchObject({ count: count('unknown'), of: String(answers.length) });
      expect(find('open', item)).toMatchObject({ count: count(''), of: String(answers.length) });
    }
    const same = answers.filter((row) => new Set(items.map((item) => row[item])).size === 1).length;
    expect(find('same_answer', '')).toMatchObject({ count: String(same), of: String(answers.length) });
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

  test('two downloads are the same', async () => {
    expect(await released.read('answers')).toEqual(await released.read('answers'));
  });

  test('the codebook explains every column', async () => {
    const codebook = await released.read('codebook');
    expect(codebook.map(({ variable }) => variable)).toEqual(items);
    const reversed = codebook.filter((row) => row.reversed === '1').map(({ variable }) => variable);
    expect(reversed).toEqual(
      listItems(latestInstrument)
        .filter((item) => item.reversed)
        .map(({ id }) => id),
    );
    for (const row of codebook) {
      expect(row.text_nl!.length).toBeGreaterThan(10);
      expect(row.text_en!.length).toBeGreaterThan(10);
      expect(row.values_nl).toContain('1 = Helemaal niet mee eens; 2 = Niet mee eens');
      expect(row.values_en).toMatch(/5 = Strongly agree; unknown = /);
      expect([row.concept, row.facet].join(' ')).toMatch(/^\w+ \w+/);
    }
  });

  test('the score command reads the files, those for programs and those for Excel', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'research-'));
    const score = async (query: string) => {
      for (const name of ['answers', 'partners']) {
        const url = `/desk/rounds/${released.round}/research-data/${name}.csv${query}`;
        await writeFile(join(folder, `${name}.csv`), (await released.researcher.get(url)).body);
      }
      const files = ['--partners', join(folder, 'partners.csv'), '--responses', join(folder, 'answers.csv')];
      return scoreFiles(files);
    };
    const outcome = await score('?for=programs');
    expect(await score('')).toEqual(outcome);
    await rm(folder, { recursive: true });
    expect(outcome).toHaveProperty('output');
    const scores = JSON.parse((outcome as { output: string }).output);
    expect(scores.coverage).toMatchObject({ partners: 6, answered: 6 });
  });

  test('for Excel is the same table, and the page says which file is which, by the names of the files', async () => {
    const home = `/desk/rounds/${released.round}/research-data`;
    for (const name of ['answers', 'partners', 'codebook', 'quality']) {
      const { body } = await released.researcher.get(`${home}/${name}.csv`);
      const rows: Record<string, string>[] = parse(body, { columns: true, bom: true, delimiter: ';' });
      const toPoint = (cell: string) => cell.replace(/^(-?\d+),(\d+)$/, '$1.$2');
      expect(
        rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, toPoint(cell)]))),
      ).toEqual(await released.read(name));
      expect(body.charCodeAt(0)).toBe(0xfeff);
    }
    const { body } = await released.researcher.get(home);
    const { headers } = await released.researcher.get(`${home}/answers.csv?for=programs`);
    const name = /filename=(.*)$/.exec(String(headers['content-disposition']))![1]!;
    expect(name).toMatch(/^antwoorden-voor-r-en-spss-[a-z0-9-]+\.csv$/);
    expect(readWords(body)).toContain(`answers <- read.csv("${name}", na.strings = c("", "unknown"))`);
    expect(readWords(body)).toContain('Elk bestand is er twee keer, met dezelfde inhoud.');
  });

  test('the page says what is in it, and every download is logged', async () => {
    const { body } = await released.researcher.get(`/desk/rounds/${released.round}/research-data`);
    const words = readWords(body);
    expect(words).toContain('Mijn antwoorden mogen zonder naam worden gebruikt voor onderzoek.');
    expect(words).toContain('mensen van 6 partners.');
    const lines = await server.app.db
      .selectFrom('audit')
      .select(['action', 'accountId'])
      .where('roundId', '=', released.round)
      .where('action', '=', 'results.answersDownloaded')
      .execute();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]!.accountId).toBe(released.researcher.accountId);
  });
});

test('a kind stands there only when 5 partners of the file share it', async () => {
  const released = await release(14, { partners: list(1, 8) });
  const kinds = Object.fromEntries(list(1, 14).map((n) => [`p${n}`, n <= 5 ? 'welfare' : 'police']));
  await seedKind(released.round, kinds);
  const partners = await released.read('partners');
  expect(partners.map(({ kind }) => kind).sort()).toEqual(['', '', '', ...list(1, 5).map(() => 'welfare')]);
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
    for (const name of ['answers', 'partners', 'codebook']) {
      const file = await researcher.get(`/desk/rounds/${round}/research-data/${name}.csv`);
      expect(file.statusCode).toBe(404);
    }
  });
});

describe('subtraction', () => {
  /** Partners whose mean the file tells: everybody who sent answers is in it. */
  async function listTold({ round, read }: Released): Promise<Set<string>> {
    const lines = new Set((await read('answers')).map(toLine));
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
    let before = new Set((await released.read('answers')).map(toLine));
    expect(before.size).toBe((await listSent(released.round)).length);
    for (const code of ['p2', 'p5', 'p9']) {
      const person = (await listSent(released.round)).find((one) => one.code === code)!;
      await withdrawConsents(
        actingOn(server.app),
        await seedPerson(server.app.db, { partnerId: person.partnerId, invitationId: person.id }),
      );
      const now = new Set((await released.read('answers')).map(toLine));
      expect(now.has(person.line)).toBe(false);
      expect([...now].filter((line) => !before.has(line))).toEqual([]);
      const told = await listTold(released);
      expect([code, 11 - told.size >= 5]).toEqual([code, true]);
      before = now;
    }
  });
});
