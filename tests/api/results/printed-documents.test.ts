/** A document that was printed is given until it would say something else; the day alone is no reason to print. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { renderFactsheet } from '../../../reports/factsheet/render-factsheet.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { loadMirrors } from '../../../server/results/mirrors/mirrors.ts';
import { mirrorKey } from '../../../server/results/mirrors/printed-mirrors.ts';
import { printFactsheet } from '../../../server/results/print-factsheet.ts';
import { type DocumentKey, storePrinted } from '../../../server/results/printed-documents.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { actingOn } from '../../support/acting.ts';
import { type LargeRound, seedLargeRound } from '../../support/seed-large-round.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: LargeRound;
/** The pages that were printed. */
let prints: string[];
beforeAll(async () => {
  server = await startTestApp();
  // Nothing in this file depends on what the browser makes of a page, and nothing does the jobs.
  server.app.printer.print = async (page) => {
    prints.push(page);
    return Buffer.from(`%PDF- print ${prints.length}`);
  };
});
afterAll(() => server.stop());

const yesterday = new Date(Date.now() - 24 * 3600_000);

beforeEach(async () => {
  round = await seedLargeRound(server.app, { count: 8 });
  prints = [];
});

/** As it was printed yesterday. */
async function storeFactsheet(): Promise<void> {
  const { db } = server.app;
  const input = (await findFactsheetInput(db, await findRound(db, round.roundId), null, 'nl'))!;
  const key: DocumentKey = { roundId: round.roundId, kind: 'factsheet', partnerId: null, language: 'nl' };
  const page = renderFactsheet({ ...input, printedOn: yesterday.toISOString() });
  await storePrinted(db, key, { page, pdf: Buffer.from('%PDF- yesterday'), printedAt: yesterday });
}

async function get(path: string): Promise<string> {
  const { statusCode, body } = await server.app.inject(path);
  expect(statusCode).toBe(200);
  return body;
}

async function share(scope: 'factsheet' | 'partner', partner?: string): Promise<string> {
  const { token } = await shareResult(actingOn(server.app), round.roundId, { scope, partner });
  return `/shares/${token}/factsheet.pdf`;
}

const changeContact = () =>
  server.app.db
    .updateTable('network')
    .set({ contact: 'Iemand anders' })
    .where('id', '=', round.networkId)
    .execute();

const listPrinted = () =>
  server.app.db
    .selectFrom('printedDocument')
    .select(['kind', 'partnerId', 'language', 'printedAt'])
    .where('roundId', '=', round.roundId)
    .orderBy('printedAt')
    .execute();

test('a factsheet that was printed yesterday is given today, and printed once more when it says something else', async () => {
  await storeFactsheet();
  const path = await share('factsheet');
  expect(await get(path)).toBe('%PDF- yesterday');
  expect(prints).toEqual([]);
  await changeContact();
  expect(await get(path)).toBe('%PDF- print 1');
  expect(prints[0]).toContain('Iemand anders');
  // That one is kept, in the place of the first.
  expect(await get(path)).toBe('%PDF- print 1');
  expect(await listPrinted()).toMatchObject([{ kind: 'factsheet', partnerId: null, language: 'nl' }]);
});

test('each language is printed by itself', async () => {
  await storeFactsheet();
  const path = await share('factsheet');
  expect(await get(`${path}?lang=en`)).toBe('%PDF- print 1');
  expect(await get(path)).toBe('%PDF- yesterday');
  expect((await listPrinted()).map(({ language }) => language)).toEqual(['nl', 'en']);
});

test('the job keeps a factsheet that says what it would say today', async () => {
  await storeFactsheet();
  await printFactsheet(server.app, round.roundId);
  expect(prints).toEqual([]);
  await changeContact();
  await printFactsheet(server.app, round.roundId);
  expect(prints).toHaveLength(1);
  expect((await listPrinted())[0]!.printedAt.getTime()).toBeGreaterThan(yesterday.getTime());
});

test('a mirror that was printed yesterday is given today; one that was not is printed when its link is opened', async () => {
  const { db } = server.app;
  const mirrors = (await loadMirrors(db, await findRound(db, round.roundId)))!;
  const own = mirrors.list.find(({ kind, code }) => kind === 'mirror' && code === 'p2')!;
  const page = mirrors.render(own, yesterday);
  const pdf = Buffer.from('%PDF- mirror of yesterday');
  await storePrinted(db, mirrorKey(mirrors, own), { page, pdf, printedAt: yesterday });
  expect(await get(await share('partner', 'p2'))).toBe('%PDF- mirror of yesterday');
  expect(prints).toEqual([]);
  const other = await share('partner', 'p3');
  expect(await get(other)).toBe('%PDF- print 1');
  expect(await get(other)).toBe('%PDF- print 1');
  const name = `Een andere naam ${round.networkId}`;
  await db.updateTable('network').set({ name }).where('id', '=', round.networkId).execute();
  expect(await get(await share('partner', 'p2'))).toBe('%PDF- print 2');
});

test('a consent that is withdrawn throws the copies for the coordinator away, and no other document', async () => {
  const { db } = server.app;
  await storeFactsheet();
  const mirrors = (await loadMirrors(db, await findRound(db, round.roundId)))!;
  for (const mirror of mirrors.list) {
    const page = mirrors.render(mirror, yesterday);
    await storePrinted(db, mirrorKey(mirrors, mirror), {
      page,
      pdf: Buffer.from('%PDF-'),
      printedAt: yesterday,
    });
  }
  const count = async (wanted: string) => (await listPrinted()).filter(({ kind }) => kind === wanted).length;
  expect(await count('coordinator-copy')).toBe(8);
  await withdrawConsents(actingOn(server.app), round.personIds.p1!);
  expect(await count('coordinator-copy')).toBe(0);
  expect(await count('mirror')).toBe(8);
  expect(await count('factsheet')).toBe(1);
});
