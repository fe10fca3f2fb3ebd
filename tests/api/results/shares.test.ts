import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNetwork, type Call, callApi, importCsv, listFaults, openRound } from '../../support/call-api.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

/** Somebody with a link and nothing else; each from an address of its own, because wrong links are counted. */
let visitors = 0;
async function visit(path: string, remoteAddress = `10.0.${++visitors % 250}.1`) {
  const { statusCode, body, headers } = await server.app.inject({ url: path, remoteAddress });
  return { status: statusCode, text: body, headers };
}

async function share(
  round: string,
  scope: string,
  partner?: string,
): Promise<{ id: string; path: string; pdf?: string }> {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
  return { id: json.id, path: new URL(json.url).pathname, pdf: json.pdf && new URL(json.pdf).pathname };
}

/** A round in which the first `answered` partners answered. */
async function makeRound(answered: number, wish: Parameters<typeof openRound>[1] = {}): Promise<string> {
  const { round } = await openRound(call, wish);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  for (const { id } of json.slice(0, answered)) await answer(server.app.db, { invitationId: id, opinion: 4 });
  return round;
}

test('a share of each kind opens without a key, and says which result it is', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const overview = await visit((await share(round, 'overview')).path);
  expect(overview.status).toBe(200);
  expect(overview.text).toContain('Wie heeft geantwoord');
  expect(overview.text).toContain('sterk punt');
  const factsheet = await visit((await share(round, 'factsheet')).path);
  expect(factsheet.status).toBe(200);
  expect(factsheet.text).toContain('Factsheet');
  const partner = await visit((await share(round, 'partner', 'p3')).path);
  expect(partner.status).toBe(200);
  expect(partner.text).toContain('Partner 3');
});

test('a factsheet works under a policy of its own, and no proxy or search engine keeps it', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const { headers } = await visit((await share(round, 'factsheet')).path);
  expect(headers['content-security-policy']).toContain("'sha256-");
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('a share that was withdrawn, one that never was, and a token of another kind look the same', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const { id, path, pdf } = await share(round, 'factsheet');
  const personal = await openRound(call);
  const { json } = await call('POST', `/rounds/${personal.round}/invitations`, { perPartner: 1 });
  const token = json[0].link.split('/').at(-1);
  expect((await call('PUT', `/shares/${id}/revocation`)).status).toBe(204);
  expect((await call('PUT', `/shares/${id}/revocation`)).status).toBe(204);
  const pages = [path, pdf!, '/shares/AAAAAAAAAAAAAAAAAAAAAA', '/shares/x/factsheet.pdf', `/shares/${token}`];
  const answers = await Promise.all(pages.map((page) => visit(page)));
  for (const { status, text } of answers) {
    expect(status).toBe(404);
    expect(text).toBe(answers[0]!.text);
  }
});

test('a share ends after twelve months, or when it was said to, and then looks like one that never was', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const ask = (expiresAt?: string) =>
    call('POST', `/rounds/${round}/shares`, { scope: 'factsheet', ...(expiresAt && { expiresAt }) });
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();
  const { rows } = await sql<{ end: Date }>`SELECT now() + interval '12 months' AS end`.execute(
    server.app.db,
  );
  const byItself = await ask();
  expect(new Date(byItself.json.expiresAt).toISOString().slice(0, 13)).toBe(
    rows[0]!.end.toISOString().slice(0, 13),
  );
  const end = inDays(10);
  const chosen = await ask(end);
  expect(chosen.json.expiresAt).toBe(end);
  expect(listFaults(await ask(inDays(-1)))[0]).toMatch(/^expiresAt: /);
  expect(listFaults(await ask(inDays(4 * 365)))[0]).toContain('36 maanden');
  expect((await ask('morgen')).status).toBe(400);
  const never = await visit('/shares/AAAAAAAAAAAAAAAAAAAAAA');
  for (const { json } of [byItself, chosen]) {
    const { pathname } = new URL(json.url);
    expect((await visit(pathname)).status).toBe(200);
    await sql`UPDATE share SET expires_at = now() WHERE id = ${json.id}`.execute(server.app.db);
    for (const path of [pathname, `${pathname}/factsheet.pdf`]) {
      expect(await visit(path)).toMatchObject({ status: 404, text: never.text });
    }
  }
});

test('the desk asks how long a share works, and shows until when', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const operator = await signIn(server.app, 'operator');
  const page = await operator.get(`/desk/rounds/${round}`);
  expect(page.body).toMatch(/name="months" value="12" checked/);
  const made = await operator.post(`/desk/rounds/${round}/shares`, { scope: 'overview', months: '1' });
  expect(made.statusCode).toBe(200);
  expect(made.body).toContain('De link werkt tot');
  const { rows } = await sql<{ fits: boolean }>`
    SELECT expires_at = created_at + interval '1 month' AS fits FROM share ORDER BY id DESC LIMIT 1`.execute(
    server.app.db,
  );
  expect(rows).toEqual([{ fits: true }]);
  expect((await operator.get(`/desk/rounds/${round}`)).body).toContain('werkt tot');
  await sql`UPDATE share SET expires_at = now()`.execute(server.app.db);
  expect((await operator.get(`/desk/rounds/${round}`)).body).toContain('geëindigd op');
});

test('a share opens its own result only: the overview has no PDF, and its link is not of a factsheet', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const { path } = await share(round, 'overview');
  expect((await visit(`${path}/factsheet.pdf`)).status).toBe(404);
});

test('who tries many links is stopped, while a good link keeps opening', async () => {
  const round = await makeRound(0);
  const { path } = await share(round, 'overview');
  const statuses: number[] = [];
  for (let i = 0; i < 40; i++) statuses.push((await visit(`/shares/guess-${i}`, '10.9.9.9')).status);
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404));
  expect(statuses.slice(30)).toEqual(Array(10).fill(429));
  expect((await visit(path, '10.9.9.9')).status).toBe(200);
  expect((await visit('/shares/guess', '10.9.9.8')).status).toBe(404);
});

test('what is asked of a share is checked: its kind, and a partner of this round for a partner', async () => {
  const round = await makeRound(0);
  const other = await addNetwork(call);
  await importCsv(call, other, 'id,name\nelders,Elders\n');
  const ask = (body: object) => call('POST', `/rounds/${round}/shares`, body);
  expect((await ask({ scope: 'everything' })).status).toBe(400);
  expect(listFaults(await ask({ scope: 'partner' }))).toEqual([
    'partner: Noem de partner van wie de factsheet is.',
  ]);
  expect(listFaults(await ask({ scope: 'factsheet', partner: 'p1' }))).toHaveLength(1);
  const elsewhere = listFaults(await ask({ scope: 'partner', partner: 'elders' }))[0]!;
  const nowhere = listFaults(await ask({ scope: 'partner', partner: 'nowhere' }))[0]!;
  expect(elsewhere.replace('elders', 'nowhere')).toBe(nowhere);
  expect((await ask({ scope: 'partner', partner: '\u0000' })).status).toBe(422);
  expect((await call('GET', `/rounds/${round}/shares`)).json).toEqual([]);
});

test('the list of shares and the database hold no link', async () => {
  const round = await makeRound(0);
  const { id, path } = await share(round, 'partner', 'p2');
  const list = await call('GET', `/rounds/${round}/shares`);
  expect(list.json).toEqual([
    {
      id,
      scope: 'partner',
      partner: 'p2',
      createdAt: expect.any(String),
      revokedAt: null,
      expiresAt: expect.any(String),
    },
  ]);
  const stored = await sql<{ row: string }>`SELECT row_to_json(share)::text AS row FROM share`.execute(
    server.app.db,
  );
  expect(JSON.stringify(stored.rows) + list.text).not.toContain(path.split('/').at(-1));
});

test('while a round is open a share says when the result comes, and the overview who has answered', async () => {
  const round = await makeRound(5);
  const overview = await visit((await share(round, 'overview')).path);
  expect(overview.status).toBe(200);
  expect(overview.text).toContain('De uitslag komt na sluiting: op dinsdag 31 januari 2090 om 23:59');
  expect(overview.text).toContain('5 van de 6 partners hebben geantwoord.');
  expect(overview.text).not.toContain('punt</span>');
  for (const [scope, partner] of [['factsheet'], ['partner', 'p1']] as const) {
    const { path, pdf } = await share(round, scope, partner);
    for (const page of [path, pdf!]) {
      const refused = await visit(page);
      expect(refused.status).toBe(409);
      expect(refused.text).toContain('dinsdag 31 januari 2090 om 23:59');
    }
  }
});

test('with interim results the pages follow the answers, and say that the round is still open', async () => {
  const round = await makeRound(4, { interimResults: true });
  const { path } = await share(round, 'overview');
  const few = await visit(path);
  expect(few.text).toContain('Wij tonen pas scores als minstens vijf partners hebben geantwoord.');
  expect(few.text).not.toContain('sterk punt');
  const { json } = await call('POST', `/rounds/${round}/invitations`, { invitations: [{ partner: 'p6' }] });
  await answer(server.app.db, { invitationId: json[0].id, opinion: 5 });
  const enough = await visit(path);
  expect(enough.text).toContain('tussenstand');
  expect(enough.text).toContain('sterk punt');
});

test('an overview without invitations, or without answers, says what to do next', async () => {
  const { round } = await openRound(call);
  const { path } = await share(round, 'overview');
  expect((await visit(path)).text).toContain('Maak uitnodigingen');
  await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  expect((await visit(path)).text).toContain('Vraag de partners of zij hun link hebben gekregen');
});

test('the overview of a round that closed with too few answers asks nobody to answer any more', async () => {
  const round = await makeRound(2);
  await call('PUT', `/rounds/${round}/closure`);
  const { text } = await visit((await share(round, 'overview')).path);
  expect(text).toContain('2 van de 6 partners hebben geantwoord.');
  expect(text).toContain('open een nieuwe meting');
  expect(text).not.toContain('Vraag de andere partners');
});

test('the overview speaks English when asked, and Dutch otherwise', async () => {
  const round = await makeRound(6, { interimResults: true });
  const { path } = await share(round, 'overview');
  expect((await visit(path)).text).toContain('<html lang="nl"');
  const english = (await visit(`${path}?lang=en`)).text;
  expect(english).toContain('<html lang="en"');
  expect(english).toContain('Who has answered');
});

test('example data say so on every result', async () => {
  const { json } = await call('POST', '/networks', {
    municipality: { code: 'GM0988', name: 'Weert' },
    name: 'Voorbeeld',
    madeUp: true,
  });
  await importCsv(call, json.id, 'id,name\na,Aap\n');
  const round = (
    await call('POST', `/networks/${json.id}/rounds`, {
      name: '1',
      sender: 's',
      closesAt: '2090-01-01',
      interimResults: true,
    })
  ).json.id;
  for (const [scope, partner] of [['overview'], ['factsheet'], ['partner', 'a']] as const) {
    expect((await visit((await share(round, scope, partner)).path)).text).toMatch(/verzonnen/);
  }
});

test('names that people typed stay text on every result', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{round.id}}</script>';
  const network = await addNetwork(call, hostile);
  await importCsv(call, network, `id,name\na,"${hostile}"\n`);
  const made = await call('POST', `/networks/${network}/rounds`, {
    name: hostile,
    sender: hostile,
    closesAt: '2090-01-01',
    interimResults: true,
  });
  const round = made.json.id;
  const links = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 }, { accept: 'text/csv' });
  expect(parse(links.text, { bom: true })[1]![1]).toBe(hostile);
  for (const [scope, partner] of [['overview'], ['factsheet'], ['partner', 'a']] as const) {
    const { text } = await visit((await share(round, scope, partner)).path);
    expect(text).not.toContain('<img src=x');
    expect(text).toContain('&lt;img src');
    expect(text).toContain('{{round.id}}');
  }
});

test('looking at a result changes nothing', async () => {
  const round = await makeRound(5);
  const { path } = await share(round, 'overview');
  const snapshot = () =>
    sql`SELECT (SELECT json_agg(round) FROM round) AS rounds, (SELECT json_agg(share) FROM share) AS shares,
      (SELECT json_agg(invitation ORDER BY id) FROM invitation) AS invitations`.execute(server.app.db);
  const before = await snapshot();
  for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) await server.app.inject({ method, url: path });
  expect((await snapshot()).rows).toEqual(before.rows);
});
