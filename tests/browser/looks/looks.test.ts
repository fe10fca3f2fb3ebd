/** An officer gives the documents of the municipality a logo and a colour, and a coordinator adds to a factsheet. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { makeSvg } from '../../support/logos.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
let folder: string;
let officer: SignedIn;
let coordinator: SignedIn;
let looks: string;
let roundId: string;
beforeAll(async () => {
  site = await startTestSite();
  const { db } = site.app;
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-logo-'));
  await writeFile(join(folder, 'logo.svg'), makeSvg('<script>alert(1)</script>'));
  const seeded = await seedRound(db, { municipality: { code: 'GM0988', name: 'Voorbeeldstad' } });
  roundId = seeded.roundId;
  const [weak, ...others] = latestInstrument.concepts.flatMap(({ facets }) => facets);
  const opinion = (item: string) =>
    weak!.items.some(({ id }) => id === item) ? 1 : others[0]!.items.some(({ id }) => id === item) ? 3 : 5;
  for (const { invitationId } of Object.values(seeded.people)) await answer(db, { invitationId, opinion });
  await closeRound(actingOn(site.app), roundId);
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .executeTakeFirstOrThrow();
  looks = `${site.address}/desk/municipalities/${municipalityId}/looks`;
  officer = await signIn(site.app, 'municipality', { municipalityId });
  coordinator = await signIn(site.app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
});
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true });
});

const findInput = async () =>
  (await findFactsheetInput(site.app.db, await findRound(site.app.db, roundId), null, 'nl'))!;

async function open(who: SignedIn, { width = 320, javaScript = true } = {}): Promise<Page> {
  const page = await openTab(site.browser, { width, javaScript });
  await signInBrowser(page, who.cookie);
  return page;
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await page.$eval(`[name="${name}"]`, (field) => ((field as HTMLInputElement).value = ''));
  await page.type(`[name="${name}"]`, text);
}

/** Axe is a script: where none runs, only the room is looked at. */
async function expectWhole(page: Page): Promise<void> {
  if (page.isJavaScriptEnabled()) expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}

test('from the first page of an officer to a factsheet with the logo', async () => {
  const page = await open(officer);
  await page.goto(`${site.address}/desk`);
  await press(page, 'Huisstijl');
  expect(page.url()).toBe(looks);
  await expectWhole(page);
  const file = (await page.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await file.uploadFile(join(folder, 'logo.svg'));
  await type(page, 'colour', '#ffcc00');
  await press(page, 'Opslaan');
  expect(await page.$eval('main', (main) => main.innerText)).toContain('#ffcc00 is te licht');
  await expectWhole(page);
  // The logo goes along; only the colour is put right.
  await type(page, 'colour', '#7a1f5c');
  await press(page, 'Opslaan');
  expect(page.url()).toBe(`${looks}?done=saved`);
  await expectWhole(page);
  const preview = await page.$eval('.looks-preview image', async (image) => {
    const drawn = new Image();
    drawn.src = image.getAttribute('href')!;
    await drawn.decode();
    return [drawn.naturalWidth, drawn.naturalHeight, image.getBoundingClientRect().width > 50];
  });
  expect(preview).toEqual([576, 360, true]);
  const colours = await page.$$eval('.looks-preview [fill]', (parts) =>
    parts.map((part) => getComputedStyle(part).fill),
  );
  expect(colours).toEqual(['rgb(122, 31, 92)', 'rgb(122, 31, 92)']);
  expect((await findInput()).looks).toMatchObject({ colour: '#7a1f5c', logo: { width: 576, height: 360 } });
  await page.close();
});

test.each([
  [320, true],
  [320, false],
  [390, true],
  [1280, true],
])('her words and the advice, at %i pixels, with a script: %s', async (width, javaScript) => {
  const page = await open(coordinator, { width, javaScript });
  await page.goto(`${site.address}/desk/rounds/${roundId}/own-words`);
  await expectWhole(page);
  await type(page, 'text', 'Wij zijn trots op wat er staat. Het kan beter.');
  await type(page, 'by', 'Greet de Wit, coördinator');
  await press(page, 'Zet op de factsheet');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Wij zijn trots op wat er staat.');
  await expectWhole(page);
  await press(page, 'Kies waar het advies over gaat');
  await expectWhole(page);
  const values = await page.$$eval('[name=facet1] option', (options) => options.map(({ value }) => value));
  await page.select('[name=facet1]', values[2]!);
  await page.select('[name=facet3]', values[1]!);
  await press(page, 'Zet op de factsheet');
  const { ownWords, chosenAdvice } = await findInput();
  expect(ownWords).toMatchObject({ by: 'Greet de Wit, coördinator' });
  expect(chosenAdvice).toEqual([values[2], values[1]]);
  await page.goto(`${site.address}/desk/rounds/${roundId}/advice`);
  await press(page, 'Volg de vaste regel');
  expect((await findInput()).chosenAdvice).toBeUndefined();
  await page.goto(`${site.address}/desk/rounds/${roundId}/own-words/removal`);
  await expectWhole(page);
  await press(page, 'Haal weg');
  expect((await findInput()).ownWords).toBeUndefined();
  await page.close();
});
