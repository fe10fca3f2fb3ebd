/** Pages on a device without fonts for a name: they are drawn by the fonts that the page links, wherever the name stands. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareBrowser, hasBareBrowser, launchBareBrowser } from '../../support/bare-browser.ts';
import { namesInScripts } from '../../support/names-in-scripts.ts';
import { type OwnNetwork, seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

/** Of these the browser's own font has all letters; signs such as arrows are left to the device on a page. */
const ofOpenSans = new Set(['Latin with marks', 'Greek', 'Cyrillic', 'Hebrew', 'Signs']);

describe.runIf(hasBareBrowser)('on a device without fonts', () => {
  let site: TestSite;
  let bare: BareBrowser;
  let own: OwnNetwork;
  const partners = new Map<string, string>();
  beforeAll(async () => {
    site = await startTestSite();
    bare = await launchBareBrowser();
    own = await seedOwnNetwork(site.app, { name: Object.values(namesInScripts)[0]! });
    for (const name of Object.values(namesInScripts)) {
      partners.set(name, (await seedPartner(site.app, own.networkId, { name, people: [[name, null]] })).id);
    }
  });
  afterAll(async () => {
    await bare.close();
    await site.stop();
  });

  async function visit(path: string, width: number): Promise<Page> {
    const page = await bare.browser.newPage();
    await page.setViewport({ width, height: 800 });
    const [name, value] = own.coordinator.cookie.split('=') as [string, string];
    await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true });
    await page.goto(`${site.address}/desk${path}`, { waitUntil: 'networkidle0' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return page;
  }

  /** Every font that the parts of the page with this text are drawn in, and whether it came with the page. */
  async function listFonts(page: Page, text: string): Promise<{ name: string; isOurs: boolean }[]> {
    const client = await page.createCDPSession();
    await client.send('DOM.enable');
    await client.send('CSS.enable');
    const { root } = await client.send('DOM.getDocument', { depth: -1 });
    const marked = await page.evaluate((words) => {
      const found = [...document.querySelectorAll('body *')].filter(
        (element) => element.children.length === 0 && element.textContent!.trim() === words,
      );
      for (const [at, element] of found.entries()) element.setAttribute('data-seen', String(at));
      return found.length;
    }, text);
    expect(marked, text).toBeGreaterThan(0);
    const { nodeIds } = await client.send('DOM.querySelectorAll', {
      nodeId: root.nodeId,
      selector: '[data-seen]',
    });
    const fonts = [];
    for (const nodeId of nodeIds) {
      const { fonts: used } = await client.send('CSS.getPlatformFontsForNode', { nodeId });
      fonts.push(...used.map(({ familyName, isCustomFont }) => ({ name: familyName, isOurs: isCustomFont })));
    }
    await client.detach();
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('[data-seen]')) element.removeAttribute('data-seen');
    });
    return fonts;
  }

  test.each([320, 1280])('the list of partners at %i pixels', async (width) => {
    const page = await visit(`/networks/${own.networkId}/partners`, width);
    for (const [script, name] of Object.entries(namesInScripts)) {
      const fonts = await listFonts(page, name);
      expect(fonts.length, script).toBeGreaterThan(0);
      expect(
        fonts.filter(({ isOurs, name: font }) => !isOurs && !/Open ?Sans/.test(font)),
        script,
      ).toEqual([]);
      if (!ofOpenSans.has(script))
        expect(
          fonts.map(({ isOurs }) => isOurs),
          script,
        ).toContain(true);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });

  test.each(Object.entries(namesInScripts).filter((_name, at) => at % 5 === 0))(
    'a heading, a field and a button with a name: %s',
    { tags: ['long'] },
    async (script, name) => {
      const page = await visit(`/partners/${partners.get(name)}`, 390);
      for (const font of await listFonts(page, name))
        expect(font.isOurs || /Open ?Sans/.test(font.name), script).toBe(true);
      const families = await page.$$eval(
        'h1, input:not([type=hidden]), button, table, legend, p',
        (elements) => elements.map((element) => getComputedStyle(element).fontFamily),
      );
      expect(families.filter((family) => !family.includes('Other scripts'))).toEqual([]);
      await page.close();
    },
  );
});
