/** `npm run demo`, as a newcomer runs it: the printed links work, and an answer changes the printed figures. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestInstrument } from '../../../survey/versions.ts';
import { launchTestBrowser, openTab, press } from '../../support/browser.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { type ReadPdf, readPdf } from '../../support/read-pdf.ts';

/** The README's command; what it shows is shown by smaller tests too. */
const options = { tags: ['long'] };

let demo: ChildProcess;
let folder: string;
let links: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-demo-'));
  demo = spawn(process.execPath, ['server/demo/main.ts'], {
    env: { ...process.env, PORT: String(await findFreePort()), DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  links = await readLinks(demo);
});

afterAll(async () => {
  const stopped = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGTERM');
  await stopped;
  await rm(folder, { recursive: true, force: true });
});

/** The lines `name  URL`, once the last of them is there. */
async function readLinks(child: ChildProcess): Promise<Record<string, string>> {
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (text: Buffer) => {
      printed += text;
      const found = [...printed.matchAll(/^(\w+) {2}(http\S+)$/gm)].map(([, name, url]) => [name, url]);
      if (/^overview {2}.*\n/m.test(printed)) resolve(Object.fromEntries(found));
    });
    child.once('exit', (code) => reject(new Error(`The demo stopped with ${code}: ${printed}`)));
  });
}

async function fetchPdf(url: string): Promise<ReadPdf> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return readPdf(new Uint8Array(await response.arrayBuffer()));
}

test('the demo prints five links', options, () => {
  const names = ['desk', 'factsheet', 'overview', 'partner', 'questionnaire'];
  expect(Object.keys(links).sort()).toEqual(names);
});

test(
  'the desk opens with one press as the made-up coordinator, and says that all is made up',
  options,
  async () => {
    const browser = await launchTestBrowser();
    const page = await openTab(browser);
    await page.goto(links.desk!);
    await press(page, 'Open als coördinator');
    expect(new URL(page.url()).pathname).toBe('/desk/networks');
    expect(await page.$eval('main', (main) => main.textContent)).toContain('Keten rond armoede (voorbeeld)');
    expect(await page.$eval('body', (body) => body.textContent)).toContain('alle gegevens zijn verzonnen');
    await browser.close();
  },
);

test(
  'the factsheet of the example is that of the Weert study, and says that its answers are made up',
  options,
  async () => {
    const { text, pages } = await fetchPdf(links.factsheet!);
    expect(text).toContain('10 van de 21 partners deden mee');
    for (const page of pages) expect(page).toMatch(/verzonnen/);
  },
);

test('the mirror of a partner says that its answers are made up', options, async () => {
  const { text } = await fetchPdf(links.partner!);
  expect(text).toContain('Punt Welzijn');
  expect(text).toMatch(/verzonnen/);
});

test(
  'the social map stands behind the link to the questionnaire, with gaps and overlap',
  options,
  async () => {
    const text = await (await fetch(`${links.questionnaire}/social-map`)).text();
    for (const words of ['Kledingbank De Kast', 'verzonnen', 'niemand', 'één partner', '6 partners']) {
      expect(text).toContain(words);
    }
  },
);

test('the overview shows who answered, and says that it is an example', options, async () => {
  const page = await (await fetch(links.overview!)).text();
  expect(page).toContain('Voedselbank De Mand');
  expect(page).toMatch(/verzonnen/);
});

test(
  'answering through the printed link in a browser changes the figures of the next print',
  options,
  async () => {
    const before = await fetchPdf(links.factsheet!);
    const browser = await launchTestBrowser();
    const page = await openTab(browser, { width: 360 });
    await page.goto(links.questionnaire!);
    await press(page, 'Begin');
    for (const concept of latestInstrument.concepts) {
      for (const item of concept.facets.flatMap((facet) => facet.items)) {
        await page.locator(`input[name="${item.id}"][value="5"]`).click();
      }
      await press(page, 'Volgende');
    }
    // Conditions, contacts and the profile are skipped.
    await press(page, 'Volgende');
    await press(page, 'Volgende');
    await press(page, 'Volgende');
    await press(page, 'Verstuur mijn antwoorden');
    expect(await page.$eval('h1', (heading) => heading.textContent)).toMatch(/Bedankt|Dank/);
    await browser.close();

    const after = await fetchPdf(links.factsheet!);
    expect(after.text).toContain('11 van de 21 partners deden mee');
    expect(after.text).not.toBe(before.text);
  },
);
