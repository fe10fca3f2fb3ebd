/** The pages about results in a real browser, and the PDF that comes out of the printer for who has a link. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab } from '../../support/browser.ts';
import { addNetwork, type Call, callApi, importCsv, openRound } from '../../support/call-api.ts';
import { findFaults, listLooks } from '../../support/check-accessibility.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let server: TestSite;
let call: Call;
let address: string;
let browser: Browser;
/** Every page by its name, as a path. */
const paths: Record<string, string> = {
  home: '/',
  api: '/api',
  accessibility: '/toegankelijkheid',
  'a link that does not work': '/shares/nothing',
};

beforeAll(async () => {
  server = await startTestSite();
  call = callApi(server);
  ({ address, browser } = server);
  const closed = await makeRound(6);
  await call('PUT', `/rounds/${closed}/closure`);
  paths['the overview of a closed round'] = await share(closed, 'overview');
  paths['the overview of an open round'] = await share(await makeRound(5), 'overview');
  paths['an overview with interim results'] = await share(
    await makeRound(5, { interimResults: true }),
    'overview',
  );
  paths['an overview with too few answers'] = await share(
    await makeRound(2, { interimResults: true }),
    'overview',
  );
  paths['an overview without invitations'] = await share(await makeLongNames(), 'overview');
  paths['a factsheet that waits for the closing'] = await share(await makeRound(5), 'factsheet');
});
afterAll(() => server.stop());

/** A round of six partners, of which the first `answered` answered. */
async function makeRound(answered: number, wish: { interimResults?: boolean } = {}): Promise<string> {
  const { round } = await openRound(call, wish);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  for (const [index, { id }] of json.slice(0, answered).entries()) {
    await answer(server.app.db, { invitationId: id, opinion: [5, 4, 2, 5, 1, 3][index]!, knows: ['p6'] });
  }
  return round;
}

async function makeLongNames(): Promise<string> {
  const network = await addNetwork(call, 'Ervaringsdeskundigheidscentrumarmoedebestrijdingsvrijwilligers');
  await importCsv(call, network, `id,name\na,${'Samenwerkingsverband'.repeat(8)}\n`);
  const wish = { name: '2026', sender: 's', closesAt: '2090-01-01' };
  return (await call('POST', `/networks/${network}/rounds`, wish)).json.id;
}

async function share(round: string, scope: string, partner?: string): Promise<string> {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
  return new URL(json.url).pathname;
}

const names = [
  'home',
  'api',
  'accessibility',
  'a link that does not work',
  'the overview of a closed round',
  'the overview of an open round',
  'an overview with interim results',
  'an overview with too few answers',
  'an overview without invitations',
  'a factsheet that waits for the closing',
];

/** A page of figures and one without. */
const kinds = ['the overview of a closed round', 'an overview without invitations'];

for (const { width, language, pages, tags } of listLooks(names, (name) => kinds.includes(name))) {
  test.each(pages)(`axe finds nothing on %s at ${width} pixels in ${language}`, { tags }, async (name) => {
    const page = await openTab(browser, { width });
    await page.goto(`${address}${paths[name]}?lang=${language}`);
    expect(await page.$eval('html', (html) => html.lang)).toBe(language);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    expect(await findFaults(page)).toEqual([]);
    await page.close();
  });
}

test('a shared factsheet draws its bands and its map under its own policy, and asks nothing from anywhere', async () => {
  const path = await share(await makeRound(6, { interimResults: true }), 'factsheet');
  const page = await openTab(browser);
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on(
    'request',
    (request) => !request.url().startsWith('data:') && requests.push(new URL(request.url()).pathname),
  );
  await page.goto(`${address}${path}`, { waitUntil: 'networkidle0' });
  expect(problems).toEqual([]);
  expect(requests.filter((requested) => requested !== '/favicon.ico')).toEqual([path]);
  const drawn = await page.$$eval('svg.band, .map .drawing > svg', (drawings) =>
    drawings.map((drawing) => drawing.getBoundingClientRect().width),
  );
  expect(drawn.filter((width) => width > 100).length).toBeGreaterThan(18);
  await page.close();
});

test('the printed factsheet of a round with interim results changes after another answer', async () => {
  const round = await makeRound(5, { interimResults: true });
  const path = `${await share(round, 'factsheet')}/factsheet.pdf`;
  const before = await print(path);
  const { json } = await call('POST', `/rounds/${round}/invitations`, { invitations: [{ partner: 'p6' }] });
  await answer(server.app.db, { invitationId: json[0].id, opinion: 5, knows: ['p1'] });
  const after = await print(path);
  expect(before.read.text).toContain('5 van de 6 partners');
  expect(after.read.text).toContain('Alle 6 partners deden mee.');
  // 5, 4, 2, 5, 1 and then another 5: 60 and 66.7, to ten points while people can answer.
  expect(before.read.text).toContain('score 60, 5 partners');
  expect(after.read.text).toContain('score 70, 6 partners');
  expect(before.disposition).toMatch(/^inline; filename=factsheet-weert-netwerk-\d+-meting\.pdf$/);
});

test('the printed mirror of a partner is of that partner', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const { read, disposition } = await print(`${await share(round, 'partner', 'p2')}/factsheet.pdf`);
  expect(read.text).toContain('Partner 2');
  expect(disposition).toContain('-p2.pdf');
});

test('the operator prints the same factsheet by the API', async () => {
  const round = await makeRound(6);
  await call('PUT', `/rounds/${round}/closure`);
  const answer = await fetch(`${address}/api/rounds/${round}/factsheet.pdf?lang=en`, {
    headers: { authorization: server.authorization },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect((await readPdf(new Uint8Array(await answer.arrayBuffer()))).text).toContain(
    'All 6 partners took part.',
  );
});

async function print(path: string) {
  const answer = await fetch(`${address}${path}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const read = await readPdf(new Uint8Array(await answer.arrayBuffer()));
  return { read, disposition: answer.headers.get('content-disposition') };
}
