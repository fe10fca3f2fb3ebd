/** What the page of a result does by itself where JavaScript runs: a picture is saved as PNG, and long work shows how far it is. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { seedClosedRound } from '../../support/closed-round.ts';
import { runJobs, waitFor } from '../../support/run-jobs.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
let home: string;
let cookie: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-pictures-'));
  site = await startTestSite();
  const round = await seedClosedRound(site.app, { count: 5 });
  ({ cookie } = round.coordinator);
  home = site.address + round.home;
});
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, options = {}) {
  const page = await openTab(site.browser, { width: 1280, ...options });
  await signInBrowser(page, cookie);
  await page.goto(home + path);
  return page;
}

test('a picture is saved as PNG, three times as large as on the page and with ink on it', async () => {
  const page = await open('/results');
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: page.browserContext().id!,
  });
  const button = (await page.$('[data-picture$="themes.svg"]'))!;
  const { file, width } = await button.evaluate(async (one) => {
    const { picture, file: name } = (one as HTMLElement).dataset;
    const image = new Image();
    image.src = picture!;
    await image.decode();
    return { file: name, width: image.naturalWidth };
  });
  await button.click();
  await waitFor(async () => (await readdir(folder)).includes(`${file}.png`));
  const png = await readFile(join(folder, `${file}.png`));
  // The head of a PNG: its signature, then the width and the height.
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(3 * width);
  const dark = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data: values } = context.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let place = 0; place < values.length; place += 4)
      if (values[place + 3]! > 200 && values[place]! + values[place + 1]! + values[place + 2]! < 200) count++;
    return count;
  }, png.toString('base64'));
  expect(dark).toBeGreaterThan(1000);
});

test('while mirrors are printed the page says how far it is by itself; without JavaScript a link asks again', async () => {
  const ordering = await open('/mirrors');
  await Promise.all([
    ordering.waitForNavigation(),
    ordering.click('form[action$="/mirrors/printing"] button'),
  ]);
  const still = await open('/mirrors', { javaScript: false });
  const words = () => ordering.$eval('#mirror-progress', (part) => part.textContent);
  expect(await words()).toContain('0 van 5 spiegels klaar');
  await ordering.evaluate(() => {
    document.title = 'the same page';
  });
  await runJobs(site.app, 'print-mirrors');
  await ordering.waitForFunction(() =>
    document.querySelector('#mirror-progress')!.textContent!.includes('5 van 5 spiegels klaar'),
  );
  expect(await ordering.title()).toBe('the same page');
  expect(await ordering.$('[data-busy]')).toBeNull();

  expect(await still.$eval('#mirror-progress', (part) => part.textContent)).toContain('0 van 5');
  const again = (await still.$('#mirror-progress a'))!;
  await Promise.all([still.waitForNavigation(), again.click()]);
  expect(await still.$eval('#mirror-progress', (part) => part.textContent)).toContain('5 van 5');
});
