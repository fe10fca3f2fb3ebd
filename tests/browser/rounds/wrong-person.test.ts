/**
 * Who gets the mail, in a real browser with a real mail server: somebody who is not the right person, somebody whose link
 * is lost, and somebody with a letter. Without JavaScript on the phone, as everything behind a link works.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { openBoard } from '../../support/open-board.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let server: TestSite;
let browser: Browser;
let address: string;
beforeAll(async () => {
  receiver = await startMailReceiver();
  server = await startTestSite({ SMTP_URL: receiver.url, MAIL_FROM: 'Ketenspiegel <mail@keten.example>' });
  ({ address, browser } = server);
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
});

const words = {
  nl: {
    wrong: 'Ik ben niet de juiste persoon',
    tell: 'Laat het weten',
    oneProblem: 'Kies een van beide',
    told: 'Bedankt, wij geven het door.',
    invite: 'Nodig deze collega uit',
    invited: 'De nieuwe contactpersoon is uitgenodigd.',
    aside: 'Leg opzij',
    lost: 'Ik ben mijn link kwijt',
    send: 'Stuur de link',
    asked: 'Wij hebben uw vraag gekregen.',
    haveCode: 'Ik heb een brief met een code',
    open: 'Open de vragenlijst',
    slip: 'Er zit een typefout in deze code.',
    begin: 'Begin',
  },
  en: {
    wrong: 'I am not the right person',
    tell: 'Let us know',
    oneProblem: 'Choose one of the two',
    told: 'Thank you, we will pass it on.',
    invite: 'Invite this colleague',
    invited: 'The new contact person is invited.',
    aside: 'Put aside',
    lost: 'I have lost my link',
    send: 'Send the link',
    asked: 'We have received your request.',
    haveCode: 'I have a letter with a code',
    open: 'Open the questionnaire',
    slip: 'There is a typing error in this code.',
    begin: 'Begin',
  },
} as const;

const lastLink = (to: string) =>
  /\/invitations\/[\w-]{22}(?=\n)/.exec(
    receiver.received.filter((mail) => mail.to === to).at(-1)!.email.text!,
  )![0];
const read = (page: Page) => page.$eval('main', (main) => main.textContent.replace(/\s+/g, ' '));

async function expectFine(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
  expect(await isTooWide(page)).toBe(false);
  // Axe needs JavaScript itself.
  if (page.isJavaScriptEnabled()) expect(await findFaults(page)).toEqual([]);
}

/** Presses what says this in the row of a person. */
async function pressAt(page: Page, name: string, label: string): Promise<void> {
  const [pressed] = await page.$$(
    `xpath/.//tr[th[starts-with(normalize-space(), '${name}')]]//*[self::a or self::button][starts-with(normalize-space(), '${label}')]`,
  );
  if (!pressed) throw new Error(`In the row of ${name} nothing says '${label}'.`);
  await Promise.all([page.waitForNavigation(), pressed.click()]);
}

describe.each([
  { width: 320, language: 'nl', javaScript: false },
  { width: 1280, language: 'en', javaScript: true },
] as const)('at $width pixels in $language', ({ width, language, javaScript }) => {
  const say = words[language];
  const visit = () => openTab(browser, { width, javaScript });

  test('who is not the right person names a colleague, and the coordinator agrees with one press', async () => {
    const world = await openBoard(server.app, [[{ name: 'Anna' }], [{ name: 'Bram' }]]);
    const page = await visit();
    await page.goto(`${address}${lastLink(world.own('Anna'))}?lang=${language}`);
    await press(page, say.wrong);
    await expectFine(page, `wrong-${width}`);
    // Nothing chosen: it says so and tells nobody.
    await press(page, say.tell);
    await expectFine(page, `wrong-faults-${width}`);
    expect(await read(page)).toContain(say.oneProblem);
    await choose(page, 'who', 'colleague');
    await page.focus('#name');
    await page.keyboard.type('Wil-Jan de Nieuwe-van der Meulenhof tot Beekveld');
    await page.keyboard.press('Tab');
    const colleague = `wil${width}@organisatie-met-een-lange-naam.example`;
    await page.keyboard.type(colleague);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await read(page)).toContain(say.told);
    await expectFine(page, `wrong-told-${width}`);
    // Going back shows the form with nothing that was told.
    await page.goto(page.url().replace(/\?.*/, ''));
    expect(await page.content()).not.toContain('Meulenhof');

    const board = await openTab(browser, { width });
    await signInBrowser(board, world.coordinator.cookie);
    await board.goto(`${address}${world.round}/invitations?lang=${language}`);
    await expectFine(board, `board-${width}`);
    receiver.received.length = 0;
    await pressAt(board, 'Anna', say.invite);
    expect(await read(board)).toContain(say.invited);
    await runJobs(server.app);
    expect(receiver.received.map(({ to }) => to)).toEqual([colleague]);
    await page.goto(`${address}${lastLink(colleague)}`);
    expect(await page.content()).not.toMatch(/Anna|anna\d/);
    await expectFine(page, `new-${width}`);
  });

  test('who only says so is put aside with one press', async () => {
    const world = await openBoard(server.app, [[{ name: 'Anna' }]]);
    const page = await visit();
    await page.goto(`${address}${lastLink(world.own('Anna'))}/wrong-person?lang=${language}`);
    await choose(page, 'who', 'nobody');
    await press(page, say.tell);
    expect(await read(page)).toContain(say.told);
    const board = await openTab(browser, { width });
    await signInBrowser(board, world.coordinator.cookie);
    await board.goto(`${address}${world.round}/invitations?lang=${language}`);
    await pressAt(board, 'Anna', say.aside);
    await expectFine(board, `aside-${width}`);
    expect(await read(board)).not.toContain(say.aside);
  });

  test('a lost link is asked for from the page of a wrong one, and comes by mail', async () => {
    const world = await openBoard(server.app, [[{ name: 'Anna' }]]);
    const page = await visit();
    await page.goto(`${address}/invitations/half?lang=${language}`);
    await press(page, say.lost);
    await expectFine(page, `lost-${width}`);
    await page.type('#email', 'anna@');
    await press(page, say.send);
    await expectFine(page, `lost-faults-${width}`);
    await page.click('#email', { count: 3 });
    await page.keyboard.type(world.own('Anna'));
    receiver.received.length = 0;
    await press(page, say.send);
    expect(await read(page)).toContain(say.asked);
    await expectFine(page, `lost-asked-${width}`);
    await runJobs(server.app);
    await page.goto(`${address}${lastLink(world.own('Anna'))}`);
    await press(page, say.begin);
    expect(page.url()).toMatch(/\/sharing$/);
  });

  test('a letter carries the logo, and its code opens the questionnaire when it is typed', async () => {
    const world = await openBoard(server.app, [
      [{ name: 'Maria-Magdalena van Oudheusden-van den Boogaardenhuizen', email: null }],
      [{ name: '-', email: null, language: 'en' }],
    ]);
    const logo = readFileSync(new URL('../../../server/demo/logo.png', import.meta.url));
    const looks = {
      colour: '#0b4f6c',
      logo,
      logoWidth: logo.readUInt32BE(16),
      logoHeight: logo.readUInt32BE(20),
    };
    await server.app.db
      .insertInto('looks')
      .values({ municipalityId: world.network.municipalityId, ...looks })
      .onConflict((conflict) => conflict.column('municipalityId').doUpdateSet(looks))
      .execute();
    const desk = await openTab(browser, { width });
    await signInBrowser(desk, world.coordinator.cookie);
    await desk.goto(`${address}${world.round}/letters?lang=${language}`);
    await expectFine(desk, `letters-${width}`);
    const pdf = await desk.pdf({
      preferCSSPageSize: true,
      ...(process.env.PICTURES ? { path: `${process.env.PICTURES}/letters-${width}.pdf` } : {}),
    });
    const { pages } = await readPdf(pdf);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('t.a.v. Maria-Magdalena');
    expect(pages[0]).toContain('Beste Maria-Magdalena');
    expect(pages[0]).toContain('Anne Jansen, coördinator');
    expect(pages[1]).toContain('Dear employee or volunteer of Partner 2');
    const shown = await desk.$$eval('.letter-head img', (all) =>
      all.map((one) => (one as HTMLImageElement).naturalWidth),
    );
    expect(shown).toEqual([looks.logoWidth, looks.logoWidth]);
    const codes = await desk.$$eval('.letter-code', (all) => all.map((one) => one.textContent));
    expect(new Set(codes).size).toBe(2);

    const page = await visit();
    await page.goto(`${address}/?lang=${language}`);
    await expectFine(page, `home-${width}`);
    await press(page, say.haveCode);
    await expectFine(page, `code-${width}`);
    const slip = codes[0]!.slice(1, 2) + codes[0]!.slice(0, 1) + codes[0]!.slice(2);
    await page.type('#code', slip === codes[0] ? `A${codes[0]!.slice(1)}` : slip);
    await press(page, say.open);
    expect(await read(page)).toContain(say.slip);
    await expectFine(page, `code-faults-${width}`);
    await page.click('#code', { count: 3 });
    await page.keyboard.type(codes[0]!.toLowerCase());
    await press(page, say.open);
    expect(page.url()).toMatch(/\/invitations\/[\w-]{22}$/);
    expect(await read(page)).toContain('Partner 1');
  });
});
