import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNetwork, type Call, callApi, importCsv, listFaults, openRound } from '../../support/call-api.ts';
import { answer, saveAnswers } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'https://keten.example/' });
  call = callApi(server);
});
afterAll(() => server.stop());

async function open(link: string): Promise<number> {
  return (await server.app.inject(new URL(link).pathname)).statusCode;
}

test('people of one partner and of others get a personal link each, and it opens', async () => {
  const { round } = await openRound(call);
  const made = await call('POST', `/rounds/${round}/invitations`, {
    invitations: [{ partner: 'p1', person: 'Anna ' }, { partner: 'p1', person: 'Bram' }, { partner: 'p2' }],
  });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject([
    { partner: 'p1', name: 'Partner 1', person: 'Anna' },
    { partner: 'p1', name: 'Partner 1', person: 'Bram' },
    { partner: 'p2', name: 'Partner 2', person: '' },
  ]);
  const links = made.json.map(({ link }: { link: string }) => link);
  expect(new Set(links).size).toBe(3);
  for (const link of links) {
    expect(link).toMatch(/^https:\/\/keten\.example\/invitations\/[\w-]{22}$/);
    expect(await open(link)).toBe(200);
  }
});

test('the links come as CSV when a spreadsheet asks, and a name in it is never a formula', async () => {
  const network = await addNetwork(call);
  await importCsv(call, network, 'id,name\nx,"=1+""http://evil.example"""\ny,"Jansen, ""De Brug"""\n');
  const { json } = await call('POST', `/networks/${network}/rounds`, {
    name: '1',
    sender: 's',
    closesAt: '2090-01-01',
  });
  const made = await call(
    'POST',
    `/rounds/${json.id}/invitations`,
    {
      invitations: [
        { partner: 'x', person: '@Anna' },
        { partner: 'y', person: 'Bram' },
      ],
    },
    { accept: 'text/csv' },
  );
  expect(made.status).toBe(201);
  expect(made.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(made.headers['content-disposition']).toMatch(
    /^attachment; filename=links-voor-r-en-spss-[a-z0-9-]+\.csv$/,
  );
  expect(made.text).toMatch(/^partner,name,person,link\r\n/);
  const [header, x, y] = parse(made.text);
  expect(header).toEqual(['partner', 'name', 'person', 'link']);
  expect(x).toEqual(['x', '\'=1+"http://evil.example"', "'@Anna", expect.stringMatching(/^https:/)]);
  expect(y).toEqual(['y', 'Jansen, "De Brug"', 'Bram', expect.stringMatching(/^https:/)]);
  expect(await open(y![3]!)).toBe(200);
});

test('everybody can be invited at once', async () => {
  const { round } = await openRound(call);
  const made = await call('POST', `/rounds/${round}/invitations`, { perPartner: 2 });
  expect(made.json).toHaveLength(12);
  expect((await call('GET', `/rounds/${round}`)).json.partners).toContainEqual(
    expect.objectContaining({ id: 'p6', invited: 2, submitted: 0 }),
  );
});

test('partners that are not in the round are named all at once, and nobody is invited', async () => {
  const { round } = await openRound(call);
  const refused = await call('POST', `/rounds/${round}/invitations`, {
    invitations: [
      { partner: 'p1' },
      { partner: 'nobody' },
      { partner: 'p2', person: 'x'.repeat(201) },
      { partner: '\u0000' },
    ],
  });
  expect(refused.status).toBe(422);
  expect(listFaults(refused)).toEqual([
    "invitations/1/partner: In deze meting is geen partner met id 'nobody'. Kijk in de lijst met partners.",
    'invitations/2/person: Dit heeft 201 tekens. Er passen er 200 in. Maak het korter.',
    expect.stringContaining('invitations/3/partner'),
  ]);
  expect((await call('GET', `/rounds/${round}/invitations`)).json).toEqual([]);
});

test.each([
  {},
  { perPartner: 1, invitations: [{ partner: 'p1' }] },
  { invitations: [] },
  { perPartner: 0 },
  { perPartner: 21 },
])('the request %j is refused', async (body) => {
  const { round } = await openRound(call);
  const refused = await call('POST', `/rounds/${round}/invitations`, body);
  expect([400, 422]).toContain(refused.status);
  expect(listFaults(refused)).toHaveLength(1);
  expect((await call('GET', `/rounds/${round}/invitations`)).json).toEqual([]);
});

test('a link stands nowhere in the database, and no list gives it back', async () => {
  const { round } = await openRound(call);
  const made = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  const tokens = made.json.map(({ link }: { link: string }) => link.split('/').at(-1));
  const stored = await sql<{
    row: string;
  }>`SELECT row_to_json(invitation)::text AS row FROM invitation`.execute(server.app.db);
  const seen = JSON.stringify(stored.rows) + (await call('GET', `/rounds/${round}/invitations`)).text;
  for (const token of tokens) expect(seen).not.toContain(token);
});

test('a new link ends the old one and keeps what was answered', async () => {
  const { round } = await openRound(call);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { invitations: [{ partner: 'p1' }] });
  const [{ id, link: old }] = json;
  await saveAnswers(server.app.db, { invitationId: id, opinion: 4 });
  const renewed = await call('PUT', `/invitations/${id}/link`);
  expect(renewed.json).toMatchObject({ id, partner: 'p1' });
  expect(await open(old)).toBe(404);
  expect(await open(renewed.json.link)).toBe(200);
  const pages = await server.app.db
    .selectFrom('answerPage')
    .select('page')
    .where('invitationId', '=', id)
    .execute();
  expect(pages.length).toBeGreaterThan(0);
});

test('a withdrawn link stops working; answers that were sent before count, others do not', async () => {
  const { round } = await openRound(call);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  const [sent, saved] = json;
  await answer(server.app.db, { invitationId: sent.id, opinion: 4 });
  await saveAnswers(server.app.db, { invitationId: saved.id, opinion: 4 });
  for (const { id, link } of [sent, saved]) {
    expect((await call('PUT', `/invitations/${id}/revocation`)).status).toBe(204);
    expect((await call('PUT', `/invitations/${id}/revocation`)).status).toBe(204);
    expect(await open(link)).toBe(404);
    expect((await call('PUT', `/invitations/${id}/link`)).status).toBe(409);
  }
  const { partners } = (await call('GET', `/rounds/${round}`)).json;
  expect(partners[0]).toMatchObject({ id: 'p1', invited: 1, submitted: 1 });
  expect(partners[1]).toMatchObject({ id: 'p2', invited: 0, submitted: 0 });
});

test('nobody is invited to a closed round', async () => {
  const { round } = await openRound(call);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { invitations: [{ partner: 'p1' }] });
  await call('PUT', `/rounds/${round}/closure`);
  const refused = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  expect(refused.status).toBe(409);
  expect(refused.json.sentence).toBe(
    'Deze meting is gesloten. Er kan niemand meer antwoorden. Open een nieuwe meting.',
  );
  expect((await call('PUT', `/invitations/${json[0].id}/link`)).status).toBe(409);
});
