/**
 * A real browser for tests: the one that prints, but with a network, because here it visits our own server. To watch
 * it: HEADFUL=1 with CHROMIUM_PATH (CONTRIBUTING.md, 'One test in the browser').
 */
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer';
import { findChromium } from '../../reports/print/find-chromium.ts';
import { describeSurroundings } from '../../reports/print/unpack-chromium.ts';

// Outside vitest (`npm run golden`) there is no test that could fail.
const failures = process.env.VITEST ? await import('./picture-failures.ts') : undefined;

export async function launchTestBrowser(): Promise<Browser> {
  const flags = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const isWatched = process.env.HEADFUL === '1';
  if (isWatched && !process.env.CHROMIUM_PATH)
    throw new Error('HEADFUL=1 needs CHROMIUM_PATH: the browser of the npm package has no window.');
  const executablePath = await findChromium(process.env.CHROMIUM_PATH);
  return puppeteer.launch({
    executablePath,
    env: { ...process.env, ...describeSurroundings(executablePath) },
    headless: isWatched ? false : 'shell',
    // Slow enough to follow by eye.
    slowMo: isWatched ? 50 : 0,
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
  failures?.watchPage(page);
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
