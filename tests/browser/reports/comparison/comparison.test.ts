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
import { list, makeNetworks, makeYears, type Year } from '../../../support/comparison-inputs.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { seedRound } from '../../../support/seed.ts';
import { signIn } from '../../../support/sign-in.ts';
import { exampleMap, longestMap, makeMap } from '../../../support/social-map-inputs.ts';
import { listen, startTestApp } from '../../../support/test-app.ts';

const year = (name: string, opinion = 3.4, answered = list(1, 12)): Year => ({ name, opinion, answered });
const rounds = [
  year('2019', 2.6),
  year('2020', 2.9),
  year('2021', 3.1, list(1, 3)),
  year('2023', 3.1, list(1, 10)),
  year('2024', 3.5, list(3, 17)),
  year('Voorjaar 2026 in alle wijken en dorpen', 3.2, list(3, 17)),
];
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
const chartsOf = (name: string) => (/^(one|no|social) /.test(name) ? 0 : 18);

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

/** Opens a page when all its charts are drawn; with what the browser complained about. */
async function open(name: string, width: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await openTab(browser, { width });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  await page.goto(home + encodeURIComponent(name));
  await page.waitForFunction(() =>
    [...document.querySelectorAll('canvas')].every((canvas) => canvas.width > 0 && canvas.style.width !== ''),
  );
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
    const inked = await page.$$eval(
      'canvas',
      (canvases) =>
        canvases.filter((canvas) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          // The dark teal of a point.
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] === 11 && data[i + 1] === 79 && data[i + 2] === 108) return true;
          }
          return false;
        }).length,
    );
    expect(inked).toBe(chartsOf(name));
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

test('on paper each chart is lines and letters, and each theme stands on one page', async () => {
  const printer = createPrinter({ chromiumPath: process.env.CHROMIUM_PATH });
  const pdf = await readPdf(Uint8Array.from(await printer.print(pages['six years']!)));
  await printer.close();
  expect(pdf).toMatchObject({ bitmaps: 0, isTagged: true, language: 'nl' });
  expect(pdf.pages).toHaveLength(7);
  expect(pdf.bookmarks).toContain('Wat aantoonbaar veranderde');
});
