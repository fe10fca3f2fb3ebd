/** Years and networks beside each other: who sees which, what a network agrees to, and nothing of one partner. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scores } from '../../../scoring/scores.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import {
  findLeaks,
  listNetworkFigures,
  listNumbers,
  listSecrets,
  readFigures,
} from '../../support/find-leaks.ts';
import { readWords } from '../../support/read-html.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
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

/** Without the style sheets, whose sizes and constants are the figures of nobody. */
function readOwnPart(html: string): string {
  return html.replace(/<style>.*?<\/style>/gs, '');
}

async function findMunicipality(network: string): Promise<string> {
  const row = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', network)
    .executeTakeFirstOrThrow();
  return row.municipalityId;
}

describe('the years of a network', () => {
  const years: { round: string; raw: Scores }[] = [];
  let network: string;
  let people: Record<'operator' | 'coordinator' | 'municipality' | 'researcher', SignedIn>;
  beforeAll(async () => {
    let round: string;
    ({ network, round } = await openRound(call, { partners: 12, name: 'Jaar 1' }));
    const municipalityId = await findMunicipality(network);
    people = {
      operator: await signIn(server.app, 'operator'),
      coordinator: await signIn(server.app, 'coordinator', { municipalityId, networkIds: [network] }),
      municipality: await signIn(server.app, 'municipality', { municipalityId }),
      researcher: await signIn(server.app, 'researcher', { networkIds: [network] }),
    };
    const empty = await people.municipality.get(`/desk/networks/${network}/comparison`);
    expect(readWords(empty.body)).toContain('Er is nog geen gesloten meting.');
    // One partner joins, one leaves; then four answer; then many come.
    const answered = [list(1, 9), list(2, 10), list(1, 4), list(2, 11)];
    for (const [place, partners] of answered.entries()) {
      if (place > 0) {
        const { json } = await call('POST', `/networks/${network}/rounds`, {
          name: `Jaar ${place + 1}`,
          sender: 'De coördinator',
          closesAt: '2090-01-31',
        });
        round = json.id;
      }
      await answerSecretively({ call, db: server.app.db }, round, {
        partners,
        consenting: list(1, 6),
        seed: place * 3,
      });
      await closeRound(actingOn(server.app), round);
      years.push({ round, raw: await readRawScores(server.app.db, round) });
    }
  });

  test('every reader of the results reads them, and none sees one partner or can subtract one', async () => {
    await people.operator.post(`/desk/rounds/${years[0]!.round}/release`);
    const secrets = years.flatMap(({ raw }) =>
      list(1, 12).flatMap((number) => listSecrets(raw, `p${number}`)),
    );
    // Differences between rounds with 1 to 4 partners that came or went are secrets as well.
    const change = years[1]!.raw.change!;
    const withheld = ('facets' in change ? change.facets : []).flatMap((facet) =>
      'difference' in facet
        ? [{ label: `difference of ${facet.id}`, value: Math.abs(25 * facet.difference), decimals: 1 }]
        : [],
    );
    expect(withheld.length).toBeGreaterThan(10);
    const shown = years.filter((_year, place) => place !== 2);
    const last = years[3]!.raw.change;
    const allowed = [...shown.flatMap(({ raw }) => listNetworkFigures(raw)), ...listNumbers(last)];
    for (const role of ['operator', 'coordinator', 'municipality', 'researcher'] as const) {
      for (const query of ['', '?lang=en']) {
        const { statusCode, body } = await people[role].get(`/desk/networks/${network}/comparison${query}`);
        expect([role, statusCode]).toEqual([role, 200]);
        expect(findLeaks(readFigures(readOwnPart(body)), [...secrets, ...withheld], allowed)).toEqual([]);
        expect(body).not.toContain('Partner 1');
      }
    }
    const words = readWords((await people.coordinator.get(`/desk/networks/${network}/comparison`)).body);
    expect(words).toContain('4 metingen: Jaar 1 tot en met Jaar 4');
    expect(words).toContain('Jaar 3 te weinig partners');
    expect(words).toContain('alleen het oordeel, niet het verschil');
  });

  test('a researcher sees the years that were released, and nothing of the others', async () => {
    const read = async () =>
      readWords((await people.researcher.get(`/desk/networks/${network}/comparison`)).body);
    expect(await read()).not.toContain('Jaar 2');
    expect(await read()).toContain('Er is nu één meting.');
    await people.operator.post(`/desk/rounds/${years[1]!.round}/release`);
    expect(await read()).toContain('2 metingen: Jaar 1 tot en met Jaar 2');
  });

  test('the PDF says the same as the page, in lines and letters; the download is logged', async () => {
    const page = readWords((await people.municipality.get(`/desk/networks/${network}/comparison`)).body);
    const { rawPayload, headers } = await people.municipality.get(`/desk/networks/${network}/comparison.pdf`);
    expect(headers['content-type']).toBe('application/pdf');
    const pdf = await readPdf(Uint8Array.from(rawPayload));
    expect(pdf).toMatchObject({ bitmaps: 0, isTagged: true, language: 'nl' });
    const figures = (text: string) => new Set(text.match(/\d+,\d/g));
    expect(figures(pdf.text)).toEqual(figures(page));
    expect(pdf.sizes.every(([width, height]) => width === 210 && height === 297)).toBe(true);
    const line = await server.app.db
      .selectFrom('audit')
      .selectAll()
      .where('accountId', '=', people.municipality.accountId)
      .where('action', '=', 'comparisons.yearsDownloaded')
      .executeTakeFirstOrThrow();
    expect(line.networkId).toBe(network);
  });
});

describe('networks side by side', () => {
  const networks: Record<string, string> = {};
  const municipalities: Record<string, string> = {};
  let people: Record<'alderman' | 'greet' | 'neighbour' | 'operator', SignedIn>;

  async function addNetwork(name: string, code: string, { madeUp = false, answers = 6 } = {}) {
    const {
      networkId,
      roundId,
      people: asked,
    } = await seedRound(server.app.db, {
      network: name,
      municipality: { code, name: `Plaats ${code}` },
      madeUp,
    });
    for (const { invitationId } of Object.values(asked).slice(0, answers))
      await answer(server.app.db, { invitationId, opinion: 4 });
    await closeRound(actingOn(server.app), roundId);
    networks[name] = networkId;
    municipalities[code] = await findMunicipality(networkId);
  }

  beforeAll(async () => {
    await addNetwork('Zorg', 'GM1001');
    await addNetwork('Armoede', 'GM1001');
    await addNetwork('Vier', 'GM1001', { answers: 4 });
    await addNetwork('Buren', 'GM1002');
    await addNetwork('Oefening', 'GM1002', { madeUp: true });
    const inThis = { municipalityId: municipalities.GM1001! };
    people = {
      operator: await signIn(server.app, 'operator'),
      alderman: await signIn(server.app, 'municipality', inThis),
      greet: await signIn(server.app, 'coordinator', { ...inThis, networkIds: [networks.Zorg!] }),
      neighbour: await signIn(server.app, 'coordinator', {
        municipalityId: municipalities.GM1002!,
        networkIds: [networks.Buren!, networks.Oefening!],
      }),
    };
  });

  /** The names in the first table of the comparison, in order. */
  async function listNames(who: SignedIn, code: string): Promise<string[]> {
    const { body, statusCode } = await who.get(`/desk/municipalities/${municipalities[code]}/comparison`);
    expect(statusCode).toBe(200);
    const matrix = body.split('<table class="networks"')[1]?.split('</table>')[0] ?? '';
    return [...matrix.matchAll(/<th [^>]*scope="row"[^>]*><b>(.*?)<\/b>/g)].map(([, name]) => name!);
  }
  const agree = (who: SignedIn, name: string, step = 'agreement') =>
    who.post(`/desk/networks/${networks[name]}/comparison-${step}`);

  test('a municipality sees its own networks by the alphabet; a coordinator the own ones; others nothing', async () => {
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', 'Vier', 'Zorg']);
    expect(await listNames(people.greet, 'GM1001')).toEqual(['Zorg']);
    const { body: results } = await people.alderman.get('/desk/results');
    expect(results).toContain(`/desk/municipalities/${municipalities.GM1001}/comparison`);
    expect(results).toContain(`/desk/networks/${networks.Zorg}/comparison`);
    for (const path of ['comparison', 'comparison.pdf']) {
      const url = `/desk/municipalities/${municipalities.GM1002}/${path}`;
      expect((await people.alderman.get(url)).statusCode).toBe(404);
      expect((await people.greet.get(url)).statusCode).toBe(404);
    }
    const { body } = await people.alderman.get(`/desk/municipalities/${municipalities.GM1001}/comparison`);
    expect(readWords(body)).toContain('Vier te weinig partners');
    expect(readWords(body)).toContain('Het is geen ranglijst.');
  });

  test('others stand there only when both agreed, and no longer when one stops', async () => {
    await agree(people.neighbour, 'Buren');
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', 'Vier', 'Zorg']);
    expect(await listNames(people.neighbour, 'GM1002')).toEqual(['Buren', 'Oefening (verzonnen)']);
    const agreed = await agree(people.greet, 'Zorg');
    expect(agreed.statusCode).toBe(303);
    expect(readWords((await people.greet.get(String(agreed.headers.location))).body)).toContain(
      'Dit netwerk doet nu mee met vergelijken.',
    );
    const other = 'Buren (gemeente Plaats GM1002)';
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', other, 'Vier', 'Zorg']);
    // Another network of the same municipality did not agree: its neighbours elsewhere do not see it.
    expect(await listNames(people.neighbour, 'GM1002')).toEqual([
      'Buren',
      'Oefening (verzonnen)',
      'Zorg (gemeente Plaats GM1001)',
    ]);
    await agree(people.neighbour, 'Buren', 'withdrawal');
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', 'Vier', 'Zorg']);
    expect(await listNames(people.neighbour, 'GM1002')).not.toContain('Zorg (gemeente Plaats GM1001)');
  });

  test('made-up answers open nothing of others, and stand with nobody else', async () => {
    await agree(people.neighbour, 'Oefening');
    expect(await listNames(people.neighbour, 'GM1002')).toEqual(['Buren', 'Oefening (verzonnen)']);
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', 'Vier', 'Zorg']);
  });

  test('only the coordinator of the network and the operator agree for it', async () => {
    for (const who of [people.alderman, people.neighbour]) {
      expect((await agree(who, 'Armoede')).statusCode).toBe(404);
      expect((await who.get(`/desk/networks/${networks.Armoede}/comparison-agreement`)).statusCode).toBe(404);
    }
    expect((await agree(people.operator, 'Armoede')).statusCode).toBe(303);
  });

  test('a network with another version of the questionnaire stays out, and it says so', async () => {
    await server.app.db
      .updateTable('round')
      .set({ instrumentHash: 'f'.repeat(64) })
      .where('networkId', '=', networks.Vier!)
      .execute();
    expect(await listNames(people.alderman, 'GM1001')).toEqual(['Armoede', 'Zorg']);
    const { body } = await people.alderman.get(`/desk/municipalities/${municipalities.GM1001}/comparison`);
    expect(readWords(body)).toContain('‘Vier’ staat hier niet bij.');
  });
});
