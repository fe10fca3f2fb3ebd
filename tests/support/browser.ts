/** A real browser for tests: the one that prints, but with a network, because here it visits our own server. */
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer';
import { findChromium } from '../../reports/print/find-chromium.ts';
import { describeSurroundings } from '../../reports/print/unpack-chromium.ts';

export async function launchTestBrowser(): Promise<Browser> {
  const flags = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const executablePath = await findChromium(process.env.CHROMIUM_PATH);
  return puppeteer.launch({
    executablePath,
    env: { ...process.env, ...describeSurroundings(executablePath) },
    headless: 'shell',
    pipe: true,
    args: process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags,
  });
}

export interface PageOptions {
  /** CSS pixels; the height of a phone. */
  width?: number;
  javaScript?: boolean;
}

/** A page of a visitor who was never here before, or of the same visitor in another tab. */
export async function openTab(
  visitor: Browser | BrowserContext,
  { width = 1100, javaScript = true }: PageOptions = {},
): Promise<Page> {
  const context = 'createBrowserContext' in visitor ? await visitor.createBrowserContext() : visitor;
  const page = await context.newPage();
  await page.setViewport({ width, height: 800 });
  await page.setJavaScriptEnabled(javaScript);
  return page;
}

/** Presses a button or link by what it says, and waits for the page that comes. */
export async function press(page: Page, label: string): Promise<void> {
  const pressed = await page.$(`::-p-aria([name="${label}"])`);
  if (!pressed) throw new Error(`There is nothing to press that says '${label}' on ${page.url()}.`);
  await Promise.all([page.waitForNavigation(), pressed.click()]);
}

/** Chooses an option or ticks a box, as a finger does: on its label. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  const input = await page.waitForSelector(`input[name="${name}"][value="${value}"]`);
  const label = await input!.evaluateHandle((control) => (control as HTMLInputElement).labels![0]!);
  await label.click();
}

/** The names of the groups of radios on this page, in order. */
export async function listChoices(page: Page): Promise<string[]> {
  const names = await page.$$eval('main input[type=radio]', (radios) => radios.map((radio) => radio.name));
  return [...new Set(names)];
}

/** Gives this visitor the session of somebody who signed in (`cookie` as `sign-in.ts` gives it). */
export async function signInBrowser(page: Page, cookie: string): Promise<void> {
  const [name, value] = cookie.split('=') as [string, string];
  await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true });
}
