import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { readWords } from '../../support/read-html.ts';
import { answer, type Person } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

interface Answering {
  partners?: number;
  interimResults?: boolean;
  /** One person of each partner, in order: what this person thinks, and whether the coordinator may see it. */
  people: Pick<Person, 'opinion' | 'consent'>[];
}

async function makeRound({ people, ...wish }: Answering): Promise<{ round: string; invitations: string[] }> {
  const { round } = await openRound(call, wish);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  const invitations: string[] = json.map(({ id }: { id: string }) => id);
  for (const [index, person] of people.entries()) {
    await answer(server.app.db, { invitationId: invitations[index]!, ...person });
  }
  return { round, invitations };
}

const opinions = (...values: number[]) => values.map((opinion) => ({ opinion }));

test('while a round is open nobody sees a score, and the refusal says when', async () => {
  const { round } = await makeRound({ people: opinions(4, 4, 4, 4, 4) });
  for (const result of ['scores', 'factsheet', 'factsheet.pdf']) {
    const refused = await call('GET', `/rounds/${round}/${result}`);
    expect(refused.status).toBe(409);
    expect(refused.json.sentence).toContain('dinsdag 31 januari 2090 om 23:59');
  }
});

test('after closing the scores are what the answers hold', async () => {
  const { round } = await makeRound({ people: opinions(5, 5, 5, 4, 4, 4) });
  await call('PUT', `/rounds/${round}/closure`);
  const { json } = await call('GET', `/rounds/${round}/scores`);
  expect(json.coverage).toMatchObject({
    partners: 6,
    answered: 6,
    respondents: 6,
    standing: 'representative',
  });
  expect(json.conclusion.level).toBe('full');
  expect(json.facets).toHaveLength(14);
  // 4.5, to five points of the index.
  for (const facet of json.facets)
    expect(facet).toMatchObject({ n: 6, mean: 4.6, index: 90, class: 'strong' });
});

test('with interim results the scores follow the answers at once', async () => {
  const { round, invitations } = await makeRound({ interimResults: true, people: opinions(4, 4, 4, 4, 4) });
  const before = (await call('GET', `/rounds/${round}/scores`)).json;
  await answer(server.app.db, { invitationId: invitations[5]!, opinion: 1 });
  const after = (await call('GET', `/rounds/${round}/scores`)).json;
  // 75 and 62.5, to ten points while people can answer.
  expect(before.facets[0].index).toBe(80);
  expect(after.facets[0].index).toBe(60);
});

test('what was stored at closing is shown, and never computed again', async () => {
  const { round } = await makeRound({ people: opinions(4, 4, 4, 4, 4) });
  await call('PUT', `/rounds/${round}/closure`);
  await server.app.db.deleteFrom('answerPage').where('page', '=', 'sharing').execute();
  const { json } = await call('GET', `/rounds/${round}/scores`);
  expect(json.facets[0]).toMatchObject({ id: 'responsibilities', n: 5, mean: 4 });
});

test('no answers and too few answers look the same, to the byte', async () => {
  const texts = new Set<string>();
  for (const people of [opinions(), opinions(1), opinions(5, 5, 5, 5)]) {
    const { round } = await makeRound({ people });
    await call('PUT', `/rounds/${round}/closure`);
    for (const reader of ['network', 'coordinator']) {
      const { text } = await call('GET', `/rounds/${round}/scores?reader=${reader}`);
      expect(text).not.toContain('mean');
      texts.add(`${reader} ${text}`);
    }
  }
  expect(texts.size).toBe(2);
});

test('the coordinator sees named partners only with the consent of all who answered for them', async () => {
  const people = [
    ...Array(5).fill({ opinion: 3, consent: false }),
    ...Array(5).fill({ opinion: 4, consent: true }),
  ];
  const { round } = await makeRound({ partners: 10, people, interimResults: true });
  const extra = await call('POST', `/rounds/${round}/invitations`, {
    invitations: [{ partner: 'p9', person: 'een ander' }],
  });
  await answer(server.app.db, { invitationId: extra.json[0].id, opinion: 4, consent: false });
  await call('PUT', `/rounds/${round}/closure`);

  const { json } = await call('GET', `/rounds/${round}/scores?reader=coordinator`);
  const shown = json.partners
    .filter((partner: object) => 'facets' in partner)
    .map(({ id }: { id: string }) => id);
  // By name: p1, p10, p2 … so the last five people are of p5 to p9, and somebody else of p9 said no.
  expect(shown).toEqual(['p5', 'p6', 'p7', 'p8']);
  expect((await call('GET', `/rounds/${round}/scores`)).json.partners).toEqual([]);
});

test('with all partners in, who filled it in that day still counts: an interval, the same in every output', async () => {
  const { round } = await makeRound({ people: opinions(1, 2, 3, 4, 5, 5) });
  await call('PUT', `/rounds/${round}/closure`);
  const { json } = await call('GET', `/rounds/${round}/scores`);
  for (const { ci, certainty } of [...json.facets, ...json.concepts]) {
    expect(ci).toEqual([1.8, 5]);
    expect(certainty ?? 'likely').toBe('likely');
  }
  const { text } = await call('GET', `/rounds/${round}/scores`, undefined, { accept: 'text/csv' });
  for (const row of parse(text, { columns: true }) as Record<string, string>[]) {
    expect([row.ci_low, row.ci_high]).toEqual(['1.8', '5']);
  }
  const factsheet = await call('GET', `/rounds/${round}/factsheet`);
  expect(readWords(factsheet.text)).toContain('20 tot 100');
});

test('a round in which nobody reports a contact has a network without lines, and no figure made of nothing', async () => {
  const { round } = await makeRound({ people: opinions(3, 3, 3, 3, 3, 3) });
  await call('PUT', `/rounds/${round}/closure`);
  const { json } = await call('GET', `/rounds/${round}/scores`);
  expect(json.ties).toMatchObject({ reporters: 6, density: 0, densityBounds: [0, 0], centralization: 0 });
  // Nobody to be reciprocal with, and nothing to depend on: that is not 0.
  for (const key of ['reciprocity', 'asymmetry']) expect(json.ties[key]).toEqual({ withheld: 'minimum' });
  expect(json.map.edges).toEqual([]);
  expect(json.map.nodes).toHaveLength(6);
  const factsheet = await call('GET', `/rounds/${round}/factsheet`);
  expect(factsheet.status).toBe(200);
  expect(readWords(factsheet.text)).not.toMatch(/NaN|undefined|Infinity/);
});

test('the scores come as CSV too: a row for each concept and facet, with the reason where there is no figure', async () => {
  const csv = { accept: 'text/csv' };
  const { round } = await makeRound({ people: opinions(5, 5, 5, 4, 4) });
  await call('PUT', `/rounds/${round}/closure`);
  const { text, headers } = await call('GET', `/rounds/${round}/scores`, undefined, csv);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename=scores-voor-r-en-spss-[a-z0-9-]+\.csv$/,
  );
  expect(text).toMatch(/^id,concept,n,.*\r\n/);
  const [header, first, second, ...rest] = parse(text);
  expect(header!.join()).toBe(
    'id,concept,n,mean,sd,ad,rwg,index,ci_low,ci_high,class,certainty,withheld,coarse',
  );
  expect(first!.slice(0, 4)).toEqual(['sharing', '', '5', '4.6']);
  expect(second!.slice(0, 4)).toEqual(['responsibilities', 'sharing', '5', '4.6']);
  expect(second!.slice(-4)).toEqual(['strong', 'likely', '', '']);
  expect(rest).toHaveLength(16);

  const few = await makeRound({ people: opinions(5, 5, 5, 4) });
  await call('PUT', `/rounds/${few.round}/closure`);
  const withheld = await call('GET', `/rounds/${few.round}/scores`, undefined, csv);
  expect(withheld.text).not.toMatch(/\d/);
  for (const [, , ...cells] of parse(withheld.text).slice(1)) {
    expect(cells).toEqual([...Array(10).fill(''), 'minimum', '']);
  }
});

test('a reader that does not exist is refused, and a round that does not exist is not found', async () => {
  const { round } = await makeRound({ people: [] });
  expect((await call('GET', `/rounds/${round}/scores?reader=partner`)).status).toBe(400);
  for (const result of ['scores', 'factsheet', 'factsheet.pdf']) {
    expect((await call('GET', `/rounds/999999/${result}`)).status).toBe(404);
  }
});
