/**
 * The first quarter of an hour, by somebody who never saw the product and presses only what the page says is next: from
 * the link on the screen to a round that is open, with a real mail server. On a desk in Dutch, on a phone in English.
 */
import type { Page } from 'puppeteer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFirstLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import { actAs } from '../../../server/log/act.ts';
import { pageTexts } from '../../../server/text/page-texts.ts';
import type { Language } from '../../../survey/texts.ts';
import { choose, openTab, press } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let server: TestSite;
beforeEach(async () => {
  receiver = await startMailReceiver();
  server = await startTestSite({ SMTP_URL: receiver.url, MAIL_FROM: 'Ketenspiegel <mail@keten.example>' });
});
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

const pasted = ['Organisatie\tContactpersoon\tE-mail', 'Welzijn\tAnna\tanna@welzijn.example'].join('\n');

async function type(page: Page, fields: Record<string, string>) {
  for (const [name, text] of Object.entries(fields)) await page.type(`[name="${name}"]`, text);
}

/** Nothing that axe calls wrong, nothing that sticks out; and it says which step is next. */
async function expectNext(page: Page, title: string) {
  expect(await page.$eval('[aria-current=step] h3', (heading) => heading.textContent)).toBe(title);
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}

test.each([
  ['nl', 1280],
  ['en', 320],
] as const)('in %s at %i pixels', { timeout: 240_000 }, async (language: Language, width: number) => {
  const { app, address, browser } = server;
  const t = pageTexts(language);
  const operator = await openTab(browser, { width });
  await operator.goto(
    `${address}/first/${await makeFirstLink(actAs(app, { kind: 'job' }))}?lang=${language}`,
  );
  await type(operator, { name: 'Olga Beheer', email: 'olga@gemeente.example', password: 'Een lange zin 12' });
  await press(operator, t('accounts.first.button'));

  await expectNext(operator, t('firstSteps.steps.coordinator.title'));
  await press(operator, t('firstSteps.steps.coordinator.button'));
  await type(operator, { name: 'Greet de Wit', email: 'greet@ggd.example' });
  // By name: nobody knows the code.
  await operator.type('select[name=municipality]', 'Weert');
  await press(operator, t('accounts.form.button'));
  await press(operator, t('accounts.one.onward'));
  await expectNext(operator, t('firstSteps.steps.entered.title'));
  const invited = await app.db.selectFrom('municipality').select(['code', 'name']).execute();
  expect(invited).toEqual([{ code: 'GM0988', name: 'Weert' }]);

  await runJobs(app);
  const mail = receiver.received.find(({ to }) => to === 'greet@ggd.example')!.email;
  expect(mail.from).toMatchObject({ name: 'Olga Beheer via Ketenspiegel', address: 'mail@keten.example' });
  expect(mail.replyTo).toMatchObject([{ address: 'olga@gemeente.example' }]);
  expect(mail.subject).toContain('Olga Beheer');
  expect(mail.text).toMatch(language === 'nl' ? /in de gemeente Weert/ : /in the municipality of Weert/);

  const coordinator = await openTab(browser, { width });
  const link = /http\S+\/sign-in\/\S+/.exec(mail.text!)![0];
  await coordinator.goto(`${address}${new URL(link).pathname}?lang=${language}`);
  expect(await coordinator.$eval('main', (main) => main.innerText)).toContain('Olga Beheer');
  expect(await findFaults(coordinator)).toEqual([]);
  await type(coordinator, { password: 'Nog een lange zin 34' });
  await press(coordinator, t('accounts.link.invite.button'));

  const home = () => coordinator.goto(`${address}/desk`);
  await expectNext(coordinator, t('firstSteps.steps.ownNetwork.title'));
  await press(coordinator, t('firstSteps.steps.ownNetwork.button'));
  await type(coordinator, { name: 'Samen tegen armoede' });
  await press(coordinator, t('networks.new.button'));
  await home();
  await expectNext(coordinator, t('firstSteps.steps.partners.title'));
  await press(coordinator, t('firstSteps.steps.partners.button'));
  await coordinator.$eval('textarea[name=text]', (area, text) => area.setRangeText(text), pasted);
  await press(coordinator, t('partners.import.check'));
  await press(
    coordinator,
    t('partners.import.store', {
      partners: t('networks.counts.partners', { count: 1 }),
      people: t('networks.counts.people', { count: 1 }),
    }),
  );
  await home();
  // The list brought the people along.
  await expectNext(coordinator, t('firstSteps.steps.privacy.title'));
  await press(coordinator, t('firstSteps.steps.privacy.button'));
  await type(coordinator, { controller: 'Gemeente Weert', purpose: 'Samen beter worden', contact: 'Greet' });
  await choose(coordinator, 'legalGround', 'public-task');
  await press(coordinator, t('privacy.form.save'));
  await home();
  await expectNext(coordinator, t('firstSteps.steps.ownRound.title'));
  await press(coordinator, t('firstSteps.steps.ownRound.button'));
  await press(coordinator, t('rounds.form.next'));
  await press(coordinator, t('rounds.check.open'));

  for (const page of [coordinator, operator]) {
    await page.goto(`${address}/desk`);
    expect(await page.$('.first-steps')).toBeNull();
  }
});
