/**
 * The browser that prints, on a machine without fonts: it sees none but the Open Sans that it brings along, without which
 * it would paint nothing at all. What stands in that font, or in none, is not ours.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
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
