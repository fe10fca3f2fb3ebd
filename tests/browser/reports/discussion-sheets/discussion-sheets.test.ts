/** Discussion sheets as PDF, one page each whatever people typed, and the pages of agreements in a real browser. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderDiscussionSheets } from '../../../../reports/discussion-sheets/render-discussion-sheets.ts';
import type { FactsheetInput } from '../../../../reports/figures/factsheet-input.ts';
import { createPrinter } from '../../../../reports/print/printer.ts';
import { closeRound } from '../../../../server/rounds/close-round.ts';
import { languages } from '../../../../survey/texts.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { actingOn } from '../../../support/acting.ts';
import { openTab, signInBrowser } from '../../../support/browser.ts';
import { findFaults } from '../../../support/check-accessibility.ts';
import { checkType } from '../../../support/check-fit.ts';
import { answerAlike, answerSixty, answerWeertAgain, makeInput } from '../../../support/factsheet-inputs.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { seedRound } from '../../../support/seed.ts';
import { answer } from '../../../support/send-answers.ts';
import { signIn } from '../../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../../support/test-site.ts';

const printer = createPrinter({ chromiumPath: process.env.CHROMIUM_PATH });
let server: TestSite;
let address: string;
let browser: Browser;
beforeAll(async () => {
  server = await startTestSite();
  ({ address, browser } = server);
});
afterAll(async () => {
  await server.stop();
  await printer.close();
});

const words = 'Samenwerkingsverband voor iedereen met weinig geld in de stad en de dorpen. ';
const fill = (length: number) => words.repeat(10).slice(0, length).trim();

/** Everything as long as it may be, with the longest words that have no space. */
const longest: Partial<FactsheetInput> = {
  municipality: { code: 'GM9999', name: fill(200) },
  network: { name: 'X'.repeat(200), madeUp: true },
  localRecommendations: latestInstrument.concepts.flatMap((concept) =>
    concept.facets.flatMap(({ id }) =>
      [1, 2].map(() => ({
        facetId: id,
        action: 'W'.repeat(70),
        text: fill(240),
        who: fill(150),
        firstStep: 'm'.repeat(140),
      })),
    ),
  ),
};

test.each(languages.map((language) => [language]))(
  'each weakness is one page of A4, tagged and with its own bookmark (%s)',
  async (language) => {
    for (const changes of [{}, longest]) {
      const answered = answerWeertAgain();
      const input = makeInput(answered, { ...changes, language });
      const round = { ...input.round, ...('network' in changes && { name: fill(200), sender: fill(200) }) };
      const html = renderDiscussionSheets({ ...input, round });
      const names = [...html.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, name]) => name!);
      const pdf = await readPdf(await printer.print(html));
      expect(names).toHaveLength(7);
      expect(pdf.pages).toHaveLength(7);
      for (const [index, name] of names.entries()) expect(pdf.pages[index]).toContain(name);
      expect(pdf.pages[6]).toMatch(/Wat Wie Voor welke dag|What Who Before which day/);
      expect(pdf.pages[6]).toMatch(/komt op de afspraken terug|comes back to the agreements/);
      expect(checkType(pdf, -1)).toEqual([]);
      expect(pdf.bookmarks).toEqual(expect.arrayContaining(names));
      expect([pdf.isTagged, pdf.language, pdf.sizes[0]]).toEqual([true, language, [210, 297]]);
    }
  },
);

test('sixty partners with all points that need attention, and a page without sheets, keep to their pages', async () => {
  const sixty = renderDiscussionSheets(makeInput(answerSixty(), longest), { attention: true });
  const sheets = sixty.split('class="sheet"').length - 1;
  expect(sheets).toBeGreaterThan(5);
  expect((await readPdf(await printer.print(sixty))).pages).toHaveLength(sheets + 1);
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  for (const opinion of [5, undefined]) {
    const none = renderDiscussionSheets(makeInput(answerAlike(names, () => opinion)));
    expect((await readPdf(await printer.print(none))).pages).toHaveLength(1);
  }
});

test('the longest texts leave room to write, and nothing lies over anything else', async () => {
  const page = await openTab(browser, { width: 672 });
  await page.emulateMediaType('print');
  await page.setContent(renderDiscussionSheets(makeInput(answerWeertAgain(), longest)));
  const rooms = await page.$$eval('.sheet', (sheets) =>
    sheets.map((sheet) => ({
      // The letters of a heading reach a little below its line.
      over: [...sheet.children].flatMap((part) =>
        part.scrollHeight > part.clientHeight + 5
          ? [`${part.className} ${part.scrollHeight} ${part.clientHeight}`]
          : [],
      ),
      end: sheet.lastElementChild!.getBoundingClientRect().bottom - sheet.getBoundingClientRect().bottom,
      lines: [...sheet.querySelectorAll('.lines li')].map((line) => line.clientHeight),
      rows: [...sheet.querySelectorAll('tbody tr')].map((row) => row.clientHeight),
    })),
  );
  expect(rooms).toHaveLength(7);
  for (const { over, end, lines, rows } of rooms) {
    expect(over).toEqual([]);
    expect(end).toBeLessThan(1);
    // 5 millimetres, in CSS pixels.
    expect(Math.min(...lines, ...rows)).toBeGreaterThanOrEqual(18);
    expect(lines.length + rows.length).toBeGreaterThan(4);
  }
});

test('the pages of agreements, own recommendations and sheets have no faults that axe finds, on a phone', async () => {
  const { db } = server.app;
  const seeded = await seedRound(db);
  for (const { invitationId } of Object.values(seeded.people)) await answer(db, { invitationId, opinion: 2 });
  await closeRound(actingOn(server.app), seeded.roundId);
  const coordinator = await signIn(server.app, 'coordinator', {
    networkIds: [seeded.networkId],
    municipalityId: '1',
  });
  const home = `/desk/networks/${seeded.networkId}`;
  const page = await openTab(browser, { width: 320 });
  await signInBrowser(page, coordinator.cookie);
  const check = async (path: string) => {
    await page.goto(address + path);
    expect([path, await findFaults(page)]).toEqual([path, []]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, overflow]).toEqual([path, 320]);
  };
  const sheets = `/desk/rounds/${seeded.roundId}/discussion-sheets`;
  for (const path of ['/agreements', '/agreements/new', '/recommendations', '/recommendations/new'])
    await check(home + path);
  await coordinator.post(`${home}/agreements`, {
    round: seeded.roundId,
    facet: 'contact',
    what: fill(300),
    who: 'W'.repeat(150),
    byWhen: '2025-01-31',
    note: fill(400),
  });
  await coordinator.post(`${home}/recommendations`, {
    facet: 'contact',
    class: 'weak',
    action: 'Drink samen koffie',
    text: fill(240),
    who: 'De bibliotheek',
    firstStep: 'Zet een kan klaar',
  });
  for (const facet of ['contact', 'awareness']) {
    await coordinator.post(`${home}/agreements`, {
      round: seeded.roundId,
      facet,
      what: 'Elke dinsdag een inloopuur in het buurthuis',
      who: 'Welzijn Samen en het buurthuis',
      byWhen: '2090-03-01',
    });
  }
  const { id } = await db.selectFrom('agreement').select('id').executeTakeFirstOrThrow();
  for (const path of [
    `${home}/agreements`,
    `${home}/recommendations`,
    `/desk/agreements/${id}`,
    `/desk/agreements/${id}/removal`,
    sheets,
    `/desk/rounds/${seeded.roundId}/results`,
  ]) {
    await check(path);
  }
  if (process.env.SHOTS) {
    for (const width of [1100, 360]) {
      await page.setViewport({ width, height: 800 });
      for (const [name, path] of Object.entries({
        agreements: `${home}/agreements`,
        form: `/desk/agreements/${id}`,
        ideas: `${home}/recommendations`,
        idea: `${home}/recommendations/new`,
        results: `/desk/rounds/${seeded.roundId}/results`,
        network: home,
        sheets,
      })) {
        await page.goto(address + path);
        await page.screenshot({
          path: `${process.env.SHOTS}/${name}-${width}.png`,
          fullPage: name !== 'sheets',
        });
      }
    }
  }
});
