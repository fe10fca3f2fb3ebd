/** A visitor without a mouse: presses and chooses as `browser.ts` does, but reaches everything by Tab. */
import type { ElementHandle, Page } from 'puppeteer';

/** Goes by Tab to a button or link by what it says, presses Enter, and waits for the page that comes. */
export async function press(page: Page, label: string): Promise<void> {
  const wanted = await page.$(`::-p-aria([name="${label}"])`);
  if (!wanted) throw new Error(`There is nothing to press that says '${label}' on ${page.url()}.`);
  await tabTo(page, wanted, label);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Goes by Tab to a group of options, and by the arrows to the wanted one; a box is ticked with the space bar. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  const wanted = await page.waitForSelector(`input[name="${name}"][value="${value}"]`);
  const type = await wanted!.evaluate((input) => (input as HTMLInputElement).type);
  if (type === 'checkbox') {
    await tabTo(page, wanted!, name);
    await page.keyboard.press('Space');
    return;
  }
  // One stop for a group: its chosen option, or else its first or last one.
  await tabTo(
    page,
    wanted!,
    name,
    (input, other) => (input as HTMLInputElement).name === (other as HTMLInputElement).name,
  );
  for (let count = 0; count < 20; count += 1) {
    if (await wanted!.evaluate((input) => (input as HTMLInputElement).checked)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrows do not reach ${value} of ${name} on ${page.url()}.`);
}

async function tabTo(
  page: Page,
  wanted: ElementHandle<Element>,
  name: string,
  isThere: (active: Element, wanted: Element) => boolean = (active, one) => active === one,
): Promise<void> {
  for (let count = 0; count < 300; count += 1) {
    const active = await page.evaluateHandle(() => document.activeElement ?? document.body);
    if (await page.evaluate(isThere, active as ElementHandle<Element>, wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${name} on ${page.url()}.`);
}
