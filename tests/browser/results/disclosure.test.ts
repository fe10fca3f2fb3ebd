/** Attacks on what the product keeps to itself, on paper. Pages and files: `tests/api/results/disclosure.test.ts`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, callApi, importCsv, openRound } from '../../support/call-api.ts';
import { findLeaks, listNetworkFigures, listSecrets, type Secret } from '../../support/find-leaks.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const close = (round: string) => call('PUT', `/rounds/${round}/closure`);

async function share(round: string, scope: string, partner?: string): Promise<string> {
  const { json } = await call('POST', `/rounds/${round}/shares`, { scope, partner });
  return new URL(json.pdf).pathname;
}

async function print(path: string): Promise<string> {
  const { statusCode, rawPayload } = await server.app.inject({ url: path });
  expect(statusCode).toBe(200);
  return (await readPdf(new Uint8Array(rawPayload))).text;
}

test('on paper a partner finds itself and nobody else, and the network finds no partner', async () => {
  const { round } = await openRound(call, { partners: 8 });
  const partners = [1, 2, 3, 4, 5, 6, 7];
  await answerSecretively({ call, db: server.app.db }, round, { partners });
  await close(round);
  const raw = await readRawScores(server.app.db, round);
  const secretsOf = (wanted: (partner: number) => boolean) =>
    partners.filter(wanted).flatMap((partner) => listSecrets(raw, `p${partner}`));
  const ofNetwork = listNetworkFigures(raw);

  const network = await share(round, 'factsheet');
  for (const lang of ['nl', 'en']) {
    expect(
      findLeaks(
        await print(`${network}?lang=${lang}`),
        secretsOf(() => true),
        ofNetwork,
      ),
    ).toEqual([]);
  }
  for (const partner of [2, 3]) {
    const own = secretsOf((other) => other === partner);
    const others = secretsOf((other) => other !== partner);
    const paper = await print(await share(round, 'partner', `p${partner}`));
    // In whole numbers, which the search leaves to chance.
    for (const { value } of own.filter(({ label }) => isIndex(label)))
      expect(paper).toMatch(new RegExp(` ${Math.round(value)} \\d+ `));
    expect(findLeaks(paper, others, [...ofNetwork, ...own.map(({ value }) => value)])).toEqual([]);
  }
});

const isIndex = (label: Secret['label']) => label.includes('index');

test('no answers and four answers are the same paper', async () => {
  const papers: string[] = [];
  for (const [code, answering] of [
    ['GM0001', 0],
    ['GM0002', 4],
  ] as const) {
    const municipality = { code, name: 'Tweelingstad' };
    const network = (await call('POST', '/networks', { municipality, name: 'Netwerk' })).json.id;
    const rows = [1, 2, 3, 4, 5, 6].map((number) => `p${number},Partner ${number}`);
    await importCsv(call, network, ['id,name', ...rows].join('\n'));
    const opening = { name: '2026', sender: 's', closesAt: '2090-01-31' };
    const round = (await call('POST', `/networks/${network}/rounds`, opening)).json.id;
    const invited = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
    for (const { id } of invited.json.slice(0, answering)) {
      await answer(server.app.db, { invitationId: id, opinion: 5, knows: ['p6'] });
    }
    await close(round);
    papers.push(await print(await share(round, 'factsheet')));
  }
  expect(papers[0]).toContain('Tweelingstad');
  expect(papers[1]).toBe(papers[0]);
});
