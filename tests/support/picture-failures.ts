/**
 * What the browser showed when a test failed: a picture and the HTML of every open page, and what the pages said to
 * their console. It all stands in `tests/failures/`, which git ignores, until the next failure of that test.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, type TestContext } from 'vitest';

const folder = join(import.meta.dirname, '..', 'failures');
const said = new Map<Page, string[]>();

/** Keeps what this page says, in case the test fails. */
export function watchPage(page: Page): void {
  const lines: string[] = [];
  said.set(page, lines);
  page.on('console', (message) => lines.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error instanceof Error ? error.message : error}`));
  page.on('requestfailed', (request) => lines.push(`failed: ${request.method()} ${request.url()}`));
  page.once('close', () => said.delete(page));
}

/** Takes the pictures after each failed test of the file that calls this before it is loaded. */
export function pictureFailures(): void {
  afterEach(async ({ task }: TestContext) => {
    if (task.result?.state !== 'fail') return;
    const name = `${basename(task.file.name, '.test.ts')}-${task.name}`
      .replaceAll(/[^\p{L}\d]+/gu, '-')
      .slice(0, 80);
    await mkdir(folder, { recursive: true });
    let number = 0;
    for (const [page, lines] of said) {
      number += 1;
      const file = join(folder, `${name}-${number}`);
      await saveAs(file, page).catch((error: unknown) => lines.push(`no picture: ${error}`));
      console.error([`${page.url()} is shown in ${file}.png and .html`, ...lines].join('\n  '));
    }
  });
}

async function saveAs(file: string, page: Page): Promise<void> {
  await writeFile(`${file}.html`, await page.content());
  // A page that hangs gives no picture; the test has failed already and need not wait for it.
  const picture = page.screenshot({ fullPage: true, captureBeyondViewport: true });
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('too late')), 10_000).unref(),
  );
  await writeFile(`${file}.png`, await Promise.race([picture, late]));
}
