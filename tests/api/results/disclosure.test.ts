/**
 * Attacks on what the product keeps to itself, on its outputs as they leave the server: pages, JSON, CSV. The PDF is
 * attacked in `tests/browser/results/disclosure.test.ts`.
 */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallestDifference } from '../../../reports/figures/compare-partner.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Scores } from '../../../scoring/scores.ts';
import { type Call, callApi, importCsv, openRound } from '../../support/call-api.ts';
import {
  findLeaks,
  listNetworkFigures,
  listNumbers,
  listSecrets,
  readFigures,
} from '../../support/find-leaks.ts';
import { type Answering, answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const fill = (round: string, answering: Answering) =>
  answerSecretively({ call, db: server.app.db }, round, answering);
const close = (round: string) => call('PUT', `/rounds/${round}/closure`);
const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);
const csv = { accept: 'text/csv' };

async function share(round: string, scope: string, partner?: string): Promise<string> {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
  return new URL(json.url).pathname;
}

let visitors = 0;
async function visit(path: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await server.app.inject({
    url: path,
    remoteAddress: `10.1.${++visitors % 250}.1`,
  });
  return { status: statusCode, text: body };
}

/** Everything that everybody with the network's result can get, by what it is. */
async function readAll(round: string): Promise<Record<string, string>> {
  const [overview, factsheet] = [await share(round, 'overview'), await share(round, 'factsheet')];
  const outputs: Record<string, string> = {
    json: (await call('GET', `/rounds/${round}/scores`)).text,
    csv: (await call('GET', `/rounds/${round}/scores`, undefined, csv)).text,
  };
  for (const lang of ['nl', 'en']) {
    outputs[`factsheet ${lang}`] = readFigures(
      (await call('GET', `/rounds/${round}/factsheet?lang=${lang}`)).text,
    );
    outputs[`shared factsheet ${lang}`] = readFigures((await visit(`${factsheet}?lang=${lang}`)).text);
    outputs[`overview ${lang}`] = readFigures((await visit(`${overview}?lang=${lang}`)).text);
  }
  return outputs;
}

const readPartner = async (round: string, partner: string) =>
  readFigures((await visit(await share(round, 'partner', partner))).text);

const idsOf = ({ partners }: Scores) => partners.map(({ id }) => id);

describe('a round of twelve partners, of whom eleven answered and five let the coordinator look', () => {
  const people = { partners: list(1, 11), consenting: list(1, 5) };
  let round: string;
  let raw: Scores;
  beforeAll(async () => {
    ({ round } = await openRound(call, { partners: 12 }));
    await fill(round, people);
    await close(round);
    raw = await readRawScores(server.app.db, round);
  });

  test('what everybody may see holds no figure of any partner', async () => {
    const secrets = idsOf(raw).flatMap((id) => listSecrets(raw, id));
    const outputs = await readAll(round);
    for (const [name, text] of Object.entries(outputs)) {
      expect([name, findLeaks(text, secrets, listNetworkFigures(raw))]).toEqual([name, []]);
    }
  });

  test("a partner's mirror holds its own figures, and none of another partner", async () => {
    for (const id of ['p1', 'p5', 'p8', 'p11']) {
      const own = listSecrets(raw, id);
      const others = idsOf(raw).flatMap((other) => (other === id ? [] : listSecrets(raw, other)));
      const text = await readPartner(round, id);
      // In whole numbers, which the search leaves to chance.
      for (const { label, value } of own)
        if (label.includes('index')) expect(text).toMatch(new RegExp(` ${Math.round(value)} \\d+ `));
      const allowed = [...listNetworkFigures(raw), ...own.map(({ value }) => value)];
      expect([id, findLeaks(text, others, allowed)]).toEqual([id, []]);
    }
  });

  test('the search finds each partner in figures that are not its own', () => {
    for (const id of idsOf(raw).filter((id) => id !== 'p12')) {
      const text = JSON.stringify(raw.partners);
      expect(findLeaks(text, listSecrets(raw, id), listNetworkFigures(raw)).length).toBeGreaterThan(5);
    }
  });

  test('the coordinator sees the five that consent, and nothing of the other six', async () => {
    const url = `/rounds/${round}/scores?reader=coordinator`;
    const { text, json } = await call('GET', url);
    const shown = idsOf(json).filter(
      (id) => 'facets' in json.partners.find((one: { id: string }) => one.id === id),
    );
    expect(shown.sort()).toEqual(list(1, 5).map((number) => `p${number}`));
    const hidden = list(6, 11).flatMap((number) => listSecrets(raw, `p${number}`));
    const allowed = [...listNetworkFigures(raw), ...listNumbers(json.partners)];
    expect(findLeaks(text, hidden, allowed)).toEqual([]);
    const everybody = idsOf(raw).flatMap((id) => listSecrets(raw, id));
    const asCsv = (await call('GET', url, undefined, csv)).text;
    expect(findLeaks(asCsv, everybody, listNetworkFigures(raw))).toEqual([]);
  });

  test('CSV holds the figures of the JSON for the same reader, and no others', async () => {
    for (const reader of ['network', 'coordinator']) {
      const url = `/rounds/${round}/scores?reader=${reader}`;
      const { json } = await call('GET', url);
      const rows: Record<string, string>[] = parse((await call('GET', url, undefined, csv)).text, {
        bom: true,
        columns: true,
      });
      expect(rows).toHaveLength(18);
      for (const row of rows) {
        const isConcept = row.concept === '';
        const score = json[isConcept ? 'concepts' : 'facets'].find(({ id }: { id: string }) => id === row.id);
        expect(row).toEqual({
          id: score.id,
          concept: isConcept ? '' : score.concept,
          ...Object.fromEntries(['n', 'mean', 'index'].map((key) => [key, String(score[key])])),
          // Of eleven partners nothing says how they differ.
          ...{ sd: '', ad: '', rwg: '' },
          ci_low: String(score.ci[0]),
          ci_high: String(score.ci[1]),
          class: score.class ?? '',
          certainty: score.certainty ?? '',
          withheld: '',
          coarse: score.coarse ? 'yes' : '',
        });
      }
    }
  });
});

test('a facet that four partners scored is in no output, behind a concept that is', async () => {
  const { round } = await openRound(call, { partners: 8 });
  const items = ['trust-1', 'trust-2'];
  await fill(round, { partners: list(1, 8), onlyFor: { items, partners: list(1, 4) } });
  await close(round);
  const raw = await readRawScores(server.app.db, round);
  const facet = raw.facets.find(({ id }) => id === 'trust')!;
  expect(facet).toMatchObject({ n: 4 });
  if (isWithheld(facet) || isWithheld(facet.sd) || isWithheld(facet.ad) || isWithheld(facet.ci))
    throw new Error('It has figures.');
  const { mean, index, sd, ad, ci } = facet;
  const secrets = [
    { label: 'mean', value: mean, decimals: 2 },
    { label: 'index', value: index, decimals: 1 },
    { label: 'sd', value: sd, decimals: 2 },
    { label: 'ad', value: ad, decimals: 2 },
    ...ci.map((bound) => ({ label: 'bound', value: 25 * (bound - 1), decimals: 1 })),
  ];
  const allowed = listNetworkFigures({ ...raw, facets: raw.facets.filter(({ id }) => id !== 'trust') });
  expect(findLeaks(JSON.stringify(raw), secrets, allowed).length).toBeGreaterThan(2);
  for (const [name, text] of Object.entries(await readAll(round))) {
    expect([name, findLeaks(text, secrets, allowed)]).toEqual([name, []]);
  }
  const rows: string[][] = parse((await call('GET', `/rounds/${round}/scores`, undefined, csv)).text, {
    bom: true,
  });
  expect(rows.find(([id]) => id === 'trust')).toEqual([
    'trust',
    'quality',
    ...Array(10).fill(''),
    'minimum',
    '',
  ]);
});

test('however many partners consent, taking them from the network leaves nobody or five', async () => {
  const { round } = await openRound(call, { partners: 9 });
  const onlyFor = { items: ['name-3', 'name-2'], partners: list(3, 9) };
  await fill(round, { partners: list(1, 9), consenting: list(1, 9), onlyFor });
  await close(round);
  const shownWith: number[] = [];
  for (const last of list(1, 9).reverse()) {
    const { json } = await call('GET', `/rounds/${round}/scores?reader=coordinator`);
    const shown = json.partners.filter((partner: object) => 'facets' in partner);
    shownWith.push(shown.length);
    for (const part of ['facets', 'concepts']) {
      for (const { id, n } of json[part]) {
        const known = shown.filter(
          (partner: Record<string, Record<string, object>>) => 'mean' in partner[part]![id]!,
        );
        expect([0, 5, 6, 7, 8, 9]).toContain(n - known.length);
      }
    }
    await withdrawConsent(round, `p${last}`);
  }
  // Nine of nine; then one to four would be left; and with p1 to p4 five are, also of the seven that scored 'name'.
  expect(shownWith).toEqual([9, 0, 0, 0, 0, 4, 3, 2, 1]);
});

/** Somebody of a partner had said no: after closing only a test can make it so. */
async function withdrawConsent(round: string, partner: string): Promise<void> {
  const { db } = server.app;
  const people = db
    .selectFrom('invitation')
    .innerJoin('partner', 'partner.id', 'invitation.partnerId')
    .select('invitation.id')
    .where('invitation.roundId', '=', round)
    .where('partner.code', '=', partner);
  await db
    .deleteFrom('answerPage')
    .where('page', '=', 'consents')
    .where('invitationId', 'in', people)
    .execute();
}

describe('round minus round', () => {
  /** A closed round of p1 to p7, and one after it that stays open. */
  async function openSecond(partners: number, wish: { interimResults?: boolean } = {}) {
    const { network, round: first } = await openRound(call, { partners });
    await fill(first, { partners: list(1, 7) });
    await close(first);
    const opening = { name: 'Meting 2', sender: 'De coördinator', closesAt: '2090-01-31', ...wish };
    const { json } = await call('POST', `/networks/${network}/rounds`, opening);
    return { first, second: json.id as string };
  }

  test('before the second round is closed it gives nothing, and the first does not move', async () => {
    const { first, second } = await openSecond(8);
    const before = (await call('GET', `/rounds/${first}/scores`)).text;
    const shares = [
      await share(second, 'overview'),
      await share(second, 'factsheet'),
      await share(second, 'partner', 'p1'),
    ];
    const overview = (await visit(shares[0]!)).text;
    await fill(second, { partners: list(1, 8), seed: 50 });
    for (const result of ['scores', 'scores?reader=coordinator', 'factsheet', 'factsheet.pdf']) {
      expect((await call('GET', `/rounds/${second}/${result}`, undefined, csv)).status).toBe(409);
      expect((await call('GET', `/rounds/${second}/${result}`)).status).toBe(409);
    }
    expect((await visit(shares[1]!)).status).toBe(409);
    expect((await visit(shares[2]!)).status).toBe(409);
    // The overview says who answered, and has no figure with decimals before nor after.
    const raw = await readRawScores(server.app.db, second);
    const secrets = idsOf(raw).flatMap((id) => listSecrets(raw, id));
    expect(readFigures(overview)).not.toMatch(/\d[.,]\d/);
    expect(findLeaks(readFigures((await visit(shares[0]!)).text), secrets, [])).toEqual([]);
    expect(readFigures((await visit(shares[0]!)).text)).not.toMatch(/\d[.,]\d/);
    expect((await call('GET', `/rounds/${first}/scores`)).text).toBe(before);
  });

  test('one partner that joined and one that left are not given away by the difference', async () => {
    const { second } = await openSecond(8);
    await fill(second, { partners: list(2, 8), seed: 50 });
    await close(second);
    const raw = await readRawScores(server.app.db, second);
    if (!raw.change || isWithheld(raw.change)) throw new Error('There is a change.');
    const { json } = await call('GET', `/rounds/${second}/scores`);
    for (const part of ['facets', 'concepts'] as const) {
      for (const change of json.change[part]) {
        expect(change).toEqual({
          id: change.id,
          m: 6,
          withheld: 'minimum',
          verdict: expect.any(String),
          joiners: { n: 1, withheld: 'minimum' },
          leavers: { n: 1, withheld: 'minimum' },
        });
      }
    }
    const differences = [...raw.change.facets, ...raw.change.concepts].flatMap((change) =>
      'difference' in change
        ? [
            { label: `change of ${change.id}`, value: Math.abs(change.difference), decimals: 2 },
            {
              label: `change of ${change.id} in points`,
              value: 25 * Math.abs(change.difference),
              decimals: 1,
            },
          ]
        : [],
    );
    expect(differences).toHaveLength(36);
    const secrets = [...idsOf(raw).flatMap((id) => listSecrets(raw, id)), ...differences];
    // The smallest difference that counts is a number of the rules; a score of one partner may be the same number.
    const allowed = [...listNetworkFigures(raw), smallestDifference];
    expect(findLeaks(JSON.stringify(raw), secrets, allowed).length).toBeGreaterThan(30);
    for (const [name, text] of Object.entries(await readAll(second))) {
      expect([name, findLeaks(text, secrets, allowed)]).toEqual([name, []]);
    }
    // A partner reads its own change, and neither that of another nor the difference that is held back.
    for (const id of ['p2', 'p8']) {
      const own = listSecrets(raw, id).flatMap(({ value }) => [value, 25 * value]);
      const ofOthers = secrets.filter(({ label }) => !label.startsWith(`${id} `));
      expect([id, findLeaks(await readPartner(second, id), ofOthers, [...allowed, ...own])]).toEqual([
        id,
        [],
      ]);
    }
    expect(await readPartner(second, 'p2')).toMatch(
      /Kwaliteit van samenwerking (beter|slechter|geen aantoonbare)/,
    );
    expect(await readPartner(second, 'p8')).toContain('U deed niet beide keren mee.');
  });

  test('the same partners in both rounds have a difference, which tells what both means tell', async () => {
    const { first, second } = await openSecond(8);
    await fill(second, { partners: list(1, 7), seed: 50 });
    await close(second);
    const [then, now] = [
      (await call('GET', `/rounds/${first}/scores`)).json,
      (await call('GET', `/rounds/${second}/scores`)).json,
    ];
    for (const [index, change] of now.change.facets.entries()) {
      // Seven partners: each of the three to five points of the index, so 2.5 away at most.
      const between = now.facets[index].mean - then.facets[index].mean;
      expect(Math.abs(change.difference - between)).toBeLessThanOrEqual((3 * 2.5 * 4) / 100 + 1e-9);
    }
  });
});

test('no answers and four answers look the same, to the byte, on paper and in every file', async () => {
  // Two municipalities of the same name, so that nothing but the answers differs.
  const outputs: string[][] = [];
  for (const [code, answering] of [
    ['GM0001', 0],
    ['GM0002', 4],
  ] as const) {
    const municipality = { code, name: 'Tweelingstad' };
    const network = (await call('POST', '/networks', { municipality, name: 'Netwerk' })).json.id;
    await importCsv(call, network, ['id,name', ...list(1, 6).map((n) => `p${n},Partner ${n}`)].join('\n'));
    const opening = { name: '2026', sender: 's', closesAt: '2090-01-31', interimResults: true };
    const round = (await call('POST', `/networks/${network}/rounds`, opening)).json.id;
    const invited = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
    for (const { id } of invited.json.slice(0, answering)) {
      await answer(server.app.db, { invitationId: id, opinion: 5, consent: true, knows: ['p6'] });
    }
    const read = async () => [
      ...(await Promise.all(
        ['scores', 'scores?reader=coordinator', 'factsheet', 'factsheet?lang=en'].map(
          async (path) => (await call('GET', `/rounds/${round}/${path}`)).text,
        ),
      )),
      (await call('GET', `/rounds/${round}/scores`, undefined, csv)).text,
      // A partner that did not answer learns nothing of the others from its own.
      (await visit(await share(round, 'partner', 'p6'))).text,
    ];
    const interim = await read();
    await close(round);
    outputs.push([...interim, ...(await read())]);
  }
  expect(outputs[0]).toHaveLength(12);
  expect(outputs[1]).toEqual(outputs[0]);
});

test('a share of one scope opens nothing of another', async () => {
  const { round } = await openRound(call, { partners: 6 });
  await fill(round, { partners: list(1, 6) });
  await close(round);
  const raw = await readRawScores(server.app.db, round);
  const secretsOf = (id: string) => listSecrets(raw, id);
  const overview = await share(round, 'overview');
  const factsheet = await share(round, 'factsheet');
  const ofPartner = await share(round, 'partner', 'p1');

  expect((await visit(`${overview}/factsheet.pdf`)).status).toBe(404);
  expect((await visit(`${overview}/factsheet`)).status).toBe(404);
  // What is asked beside the token changes nothing.
  for (const path of [overview, factsheet, ofPartner]) {
    const plain = await visit(path);
    const asked = await visit(`${path}?partner=p2&scope=partner&round=1&reader=coordinator`);
    expect(asked.status).toBe(200);
    expect(asked.text).toBe(plain.text);
    expect(
      findLeaks(readFigures(asked.text), secretsOf('p2'), [
        ...listNetworkFigures(raw),
        ...secretsOf('p1').map(({ value }) => value),
      ]),
    ).toEqual([]);
  }
  // A token of a share is no key, and no personal link; neither is its number in the list.
  const token = ofPartner.split('/').at(-1)!;
  for (const url of [`/api/rounds/${round}/scores`, `/api/rounds/${round}/factsheet`]) {
    const { statusCode } = await server.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    expect(statusCode).toBe(401);
  }
  expect((await visit(`/invitations/${token}`)).status).toBe(404);
  const [first] = (await call('GET', `/rounds/${round}/shares`)).json;
  expect((await visit(`/shares/${first.id}`)).status).toBe(404);
});
