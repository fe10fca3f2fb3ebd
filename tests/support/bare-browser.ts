/**
 * The browser that prints, on a machine without fonts: it sees none but the Open Sans that it brings along, without which
 * it would paint nothing at all. What stands in that font, or in none, is not ours.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer';
import { describeSurroundings, unpackChromium } from '../../reports/print/unpack-chromium.ts';

/** Only there is the browser of the package. */
export const hasBareBrowser = process.platform === 'linux' && process.arch === 'x64';

export interface BareBrowser {
  browser: Browser;
  close(): Promise<void>;
}

export async function launchBareBrowser(): Promise<BareBrowser> {
  const executablePath = await unpackChromium();
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-fonts-'));
  const list = join(folder, 'fonts.conf');
  const fonts = `<dir>${join(dirname(executablePath), 'fonts', 'fonts')}</dir>`;
  await writeFile(list, `<fontconfig>${fonts}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`);
  const browser = await puppeteer.launch({
    executablePath,
    env: { ...process.env, ...describeSurroundings(executablePath), FONTCONFIG_FILE: list },
    headless: 'shell',
    pipe: true,
    args: [
      '--disable-gpu',
      '--font-render-hinting=none',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface DrawnText {
  text: string;
  /** The fonts that a page brought, by the name in the file. */
  ours: string[];
  /** Those of the machine. */
  others: string[];
}

/** With which fonts each text is drawn that stands in an element for which this selector holds. */
export async function listDrawnTexts(page: Page, selector: string): Promise<DrawnText[]> {
  await page.evaluate(async () => {
    await Promise.all(Array.from(document.fonts, (face) => face.load()));
    // Two frames later the page is drawn with them.
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  });
  const session = await page.createCDPSession();
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector });
  const drawn = [];
  for (const nodeId of nodeIds) drawn.push(await describeText(session, nodeId));
  await session.detach();
  return drawn;
}

async function describeText(session: CDPSession, nodeId: number): Promise<DrawnText> {
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  const { object } = await session.send('DOM.resolveNode', { nodeId });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: object.objectId!,
    functionDeclaration: 'function () { return this.textContent; }',
  });
  const list = (isOurs: boolean) =>
    fonts.filter(({ isCustomFont }) => isCustomFont === isOurs).map(({ familyName }) => familyName);
  return { text: String(result.value), ours: list(true), others: list(false) };
}
