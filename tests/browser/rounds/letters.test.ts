/** Letters as they come out of a printer: one page each, with a code that a phone reads. */
import jsQr from 'jsqr';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';
import { createVisitor } from '../../support/visitor.ts';

let server: TestSite;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startTestSite({ PUBLIC_URL: 'http://127.0.0.1:3000' });
  const { address } = server;
  ({ browser } = server);
  const { networkId, municipalityId } = await seedNetwork(server.app.db, [
    [{ name: 'Anna' }, { name: 'Bram', email: null }],
    [
      { name: 'Carla', email: null, language: 'en' },
      { name: 'Dirk', unsubscribed: true },
    ],
  ]);
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Greet de Wit, coördinator van het netwerk',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: addDays(dutchDay(new Date()), 28),
    message: 'Wij praten er in het najaar over.\n\nAlvast dank voor uw tijd.',
  });
  page = await openTab(browser);
  await signInBrowser(page, coordinator.cookie);
  await page.goto(`${address}${String(opened.headers.location).split('?')[0]}/letters`);
});
afterAll(() => server.stop());

/** What a camera reads in this picture of an element. */
async function scan(element: ElementHandle): Promise<string | undefined> {
  const picture = await element.screenshot({ encoding: 'base64' });
  const camera = await browser.newPage();
  const { data, width, height } = await camera.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), {
      width: image.width,
      height: image.height,
    });
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    return {
      data: [...context.getImageData(0, 0, image.width, image.height).data],
      width: image.width,
      height: image.height,
    };
  }, picture);
  await camera.close();
  const read = (jsQr as unknown as typeof jsQr.default)(Uint8ClampedArray.from(data), width, height);
  return read?.data;
}

test.each(['screen', 'print'] as const)(
  'on %s each code for a phone holds the link that the code beside it opens',
  async (medium) => {
    await page.emulateMediaType(medium);
    const typed = await page.$$eval('.letter-code', (all) => all.map((one) => one.textContent.trim()));
    expect(new Set(typed).size).toBe(3);
    const codes = await page.$$('.qr');
    expect(codes).toHaveLength(3);
    for (const [index, code] of codes.entries()) {
      const link = new URL((await scan(code))!).pathname;
      const opened = await createVisitor(server.app).post(
        '/code',
        { code: typed[index]! },
        { host: '127.0.0.1' },
      );
      expect(opened.location).toBe(link);
      expect((await server.app.inject(link)).statusCode).toBe(200);
    }
  },
);

test('each letter is one page of A4 with the name, the words and the link, and nothing of the desk', async () => {
  const { pages, sizes, text } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toHaveLength(3);
  for (const [width, height] of sizes) {
    expect(Math.round(width)).toBe(210);
    expect(Math.round(height)).toBe(297);
  }
  expect(pages[0]).toContain('Beste Bram,');
  expect(pages[0]).toContain('Wij praten er in het najaar over.');
  expect(pages[0]).toMatch(/127\.0\.0\.1:3000\/code .*[3-9A-Y]{4}-[3-9A-Y]{4}-[3-9A-Y]{4}/s);
  expect(pages[0]).toContain('t.a.v. Bram');
  expect(pages[1]).toContain('Dear Carla');
  expect(pages[2]).toContain('Beste Dirk,');
  expect(text).not.toContain('Netwerken');
  expect(text).not.toContain('Afdrukken');
});

test('the button prints, and is only there when it can', async () => {
  await page.emulateMediaType('screen');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.click('[data-print]');
  expect(await page.$('[data-printed]')).not.toBeNull();
  await page.setJavaScriptEnabled(false);
  await page.reload();
  expect(await page.$eval('[data-print]', (button) => button.checkVisibility())).toBe(false);
});
