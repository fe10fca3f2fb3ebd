/** Years, networks and the social map in a real browser: drawn, readable without seeing, and as wide as a phone. */
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderComparison } from '../../../../reports/comparison/render-comparison.ts';
import { renderNetworkComparison } from '../../../../reports/comparison/render-network-comparison.ts';
import { readPolicy } from '../../../../reports/document/document-policy.ts';
import { createPrinter } from '../../../../reports/print/printer.ts';
import { renderSocialMap } from '../../../../reports/social-map/render-social-map.ts';
import type { Language } from '../../../../survey/texts.ts';
import { launchTestBrowser, openTab, signInBrowser } from '../../../support/browser.ts';
import { findFaults } from '../../../support/check-accessibility.ts';
import { checkType } from '../../../support/check-fit.ts';
import { comparisonCases, sixYears } from '../../../support/comparison-cases.ts';
import { list, makeNetworks, makeYears } from '../../../support/comparison-inputs.ts';
import { printMeasured } from '../../../support/measured-print.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { seedRound } from '../../../support/seed.ts';
import { signIn } from '../../../support/sign-in.ts';
import { exampleMap, longestMap, makeMap } from '../../../support/social-map-inputs.ts';
import { listen, startTestApp } from '../../../support/test-app.ts';

const rounds = sixYears;
const years = (count: number) => renderComparison(makeYears(rounds.slice(-count)));
const long = 'Samen tegen armoede en schulden in de wijken van Weert-Zuid, Stramproy en Tungelroy';

const mapLinks = { page: '/social%20map', pdf: '/social-map.pdf', back: '/back' };
const drawMap = (search: string, language: Language = 'nl') =>
  renderSocialMap(makeMap(exampleMap, { search, language, links: mapLinks }));

const pages: Record<string, string> = {
  'two years': years(2),
  'three years': years(3),
  'four years': years(4),
  'five years': years(5),
  'six years': years(6),
  'six years in English': renderComparison(makeYears(rounds, { language: 'en' })),
  'one year': renderComparison(
    makeYears(rounds.slice(-1), { links: { back: '/desk/results', pdf: 'comparison.pdf' } }),
  ),
  'no year': renderComparison(makeYears([])),
  networks: renderNetworkComparison(
    makeNetworks([
      { name: 'Armoede' },
      { name: long, opinion: 2.6 },
      { name: 'Samen', isOther: true, opinion: 4 },
      { name: 'Zorg', answered: list(1, 4) },
    ]),
  ),
  'no networks': renderNetworkComparison(makeNetworks([], { withoutRound: ['Zorg'] })),
  'social map': drawMap('', 'en'),
  'social map, searched': drawMap('koffie'),
  'social map at its longest': renderSocialMap(makeMap(longestMap.slice(4, 7), { links: mapLinks })),
};
/** Cells with a drawing of a score, on a phone and on a wider screen: of themes on the cover, and of all on their pages. */
const drawingsOf: Record<string, number> = {
  'six years': (4 + 18) * 5,
  networks: (4 + 14) * 3,
  'one year': 18,
};

let browser: Browser;
let server: Server;
let home: string;
beforeAll(async () => {
  browser = await launchTestBrowser();
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const name = decodeURIComponent(pathname.slice(1));
    const search = searchParams.get('q');
    const html = search === null ? pages[name] : drawMap(search);
    if (html !== undefined) response.setHeader('content-security-policy', readPolicy(html));
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  home = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** Opens a page; with what the browser complained about. */
async function open(name: string, width: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await openTab(browser, { width });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  await page.goto(home + encodeURIComponent(name));
  return { page, complaints };
}

/** Each kind on a phone; and in `npm run test:long` everything. */
const kinds = ['six years', 'no year', 'social map'];
const others = Object.keys(pages).filter((name) => !kinds.includes(name));
const looks = [
  { width: 320, names: kinds, tags: [] },
  { width: 320, names: others, tags: ['long'] },
  { width: 1100, names: Object.keys(pages), tags: ['long'] },
];

for (const { width, names, tags } of looks) {
  test.each(names)(`%s at ${width} pixels is drawn, fits, and axe finds nothing`, { tags }, async (name) => {
    const { page, complaints } = await open(name, width);
    const drawn = await page.$$eval(
      'svg.band, svg.slope',
      (drawings) =>
        drawings.filter(
          (drawing) => drawing.clientWidth > 20 && drawing.querySelector('.theme, circle') !== null,
        ).length,
    );
    if (name in drawingsOf) expect(drawn).toBe(drawingsOf[name]);
    // A line of text is nowhere narrower than its longest word, and no picture of the page scrolls sideways.
    expect(
      await page.$$eval('main *:not([data-pages])', (all) =>
        all
          // The letters of a drawing have no box.
          .filter((one) => one instanceof HTMLElement)
          .filter(({ scrollWidth, clientWidth, className, tagName }) => {
            const isHidden = String(className).includes('hidden') || ['CAPTION', 'THEAD'].includes(tagName);
            return !isHidden && clientWidth > 1 && scrollWidth > clientWidth + 1;
          })
          .map(
            ({ tagName, className, textContent }) => `${tagName} ${className} ${textContent?.slice(0, 40)}`,
          ),
      ),
    ).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(
      1,
    );
    expect(await findFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
}

test('a partner is searched for by keyboard on the social map, and everything comes back', async () => {
  const { page, complaints } = await open('social map', 320);
  await page.focus('#q');
  await page.keyboard.type('BIBLIOTHÉEK computer');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const titles = () => page.$$eval('h3', (headings) => headings.map(({ textContent }) => textContent));
  expect(await titles()).toEqual(['Bibliotheek De Leeshoek']);
  expect(await page.$eval('#q', (input) => (input as HTMLInputElement).value)).toBe('BIBLIOTHÉEK computer');
  await Promise.all([page.waitForNavigation(), page.click('main .partners > p a')]);
  expect((await titles()).length).toBeGreaterThan(15);
  expect(complaints).toEqual([]);
  await page.browserContext().close();
});

test('the page where a network agrees is as wide as a phone, and axe finds nothing', async () => {
  const testApp = await startTestApp();
  const address = await listen(testApp.app);
  const { networkId } = await seedRound(testApp.app.db);
  const greet = await signIn(testApp.app, 'operator');
  for (const done of ['', '?done=agreed', '?done=withdrawn']) {
    await greet.post(
      `/desk/networks/${networkId}/comparison-${done === '?done=agreed' ? 'agreement' : 'withdrawal'}`,
    );
    const page = await openTab(browser, { width: 320 });
    await signInBrowser(page, greet.cookie);
    await page.goto(`${address}/desk/networks/${networkId}/comparison-agreement${done}`);
    expect(await page.$$('main form button')).toHaveLength(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(
      1,
    );
    expect(await findFaults(page)).toEqual([]);
    await page.browserContext().close();
  }
  await testApp.stop();
});

test.each(Object.keys(comparisonCases))(
  '%s on paper: its parts fit, no page half empty, five sizes',
  async (name) => {
    const page = await openTab(browser, { width: 672 });
    await page.emulateMediaType('print');
    const { parts, pages: printed, pdf } = await printMeasured(page, comparisonCases[name]!());
    for (const { form, pages: count } of parts) expect(count, form).toBeDefined();
    for (const { outside } of printed) expect(outside).toEqual([]);
    expect(checkType(await readPdf(pdf), -1)).toEqual([]);
    await page.browserContext().close();
  },
);

test('on paper slopes are lines and letters, and each theme stands on one page', async () => {
  const printer = createPrinter({ chromiumPath: process.env.CHROMIUM_PATH });
  const pdf = await readPdf(Uint8Array.from(await printer.print(pages['six years']!)));
  await printer.close();
  expect(pdf).toMatchObject({ bitmaps: 0, isTagged: true, language: 'nl' });
  for (const [i, name] of ['Delen', 'Kwaliteit van samenwerking'].entries())
    expect(pdf.pages[i + 1]).toMatch(new RegExp(`^\\d / \\d+[^/]* naast elkaar ${name} Thema en onderdeel`));
  expect(pdf.bookmarks).toContain('Van meting tot meting');
});
