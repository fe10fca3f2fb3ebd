/** Mail that comes back, in a real browser with real servers of mail, mailbox and names: what coordinator and operator see. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { type NameServer, startNameServer } from '../../support/name-server.ts';
import { type ReturnedMailbox, startReturnedMailbox } from '../../support/returned-mailbox.ts';
import { writeReport } from '../../support/returned-mails.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let mailbox: ReturnedMailbox;
let dns: NameServer;
let server: TestSite;
let browser: Browser;
let address: string;
beforeAll(async () => {
  receiver = await startMailReceiver();
  mailbox = await startReturnedMailbox();
  dns = await startNameServer();
  server = await startTestSite({
    SMTP_URL: receiver.url,
    MAIL_FROM: 'Ketenspiegel <mail@keten.example>',
    IMAP_URL: mailbox.url,
    DNS_SERVER: dns.address,
  });
  ({ address, browser } = server);
});
afterAll(async () => {
  await server.stop();
  await dns.stop();
  await mailbox.stop();
  await receiver.stop();
});

async function look(page: Page): Promise<string> {
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  return page.$eval('main', (main) => main.innerText);
}

test('a returned mail stands first on the board, its address is corrected there, and the new one gets the mail', async () => {
  const people = ['Anna', 'Bram', 'Carla'];
  const { municipalityId, networkId } = await seedNetwork(
    server.app.db,
    people.map((name) => [{ name, email: `${name.toLowerCase()}@partner.example` }]),
  );
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Anne Jansen, coördinator',
    replyTo: 'anne@weert.example',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: addDays(dutchDay(new Date()), 20),
  });
  await runJobs(server.app);
  const idOf = (to: string) => receiver.received.find((mail) => mail.to === to)!.messageId;
  mailbox.put(
    writeReport({ messageId: idOf('bram@partner.example'), to: 'bram@partner.example' }),
    writeReport({ messageId: idOf('carla@partner.example'), status: '4.4.1', action: 'delayed' }),
  );
  await server.app.jobs.add(server.app.db, 'read-returns', {});
  await runJobs(server.app, 'read-returns');

  const page = await openTab(browser, { width: 320 });
  await signInBrowser(page, coordinator.cookie);
  const round = String(opened.headers.location).split('?')[0]!;
  await page.goto(`${address}${round}/invitations`);
  const board = await look(page);
  expect(board).toContain('Dit adres bestaat niet (code 5.1.1).');
  expect(board).toContain('mail is vertraagd');
  expect(await page.$eval('tbody th', (cell) => cell.textContent.trim())).toMatch(/^Bram/);
  await Promise.all([page.waitForNavigation(), page.click('tbody tr a[href$="/address"]')]);
  await page.$eval('input[name=email]', (field) => {
    field.value = 'bram@beter.example';
  });
  await press(page, 'Verbeter en stuur opnieuw');
  await runJobs(server.app);
  expect(receiver.received.some(({ to }) => to === 'bram@beter.example')).toBe(true);
  expect(await page.goto(`${address}${round}/invitations`).then(() => look(page))).not.toContain(
    'kwam terug',
  );
});

test('the operator looks whether mail arrives, on a phone and in English', async () => {
  dns.records['keten.example'] = ['v=spf1 a -all'];
  dns.records['_dmarc.keten.example'] = ['v=DMARC1; p=none'];
  const page = await openTab(browser, { width: 320 });
  const operator = await signIn(server.app, 'operator', { language: 'en' });
  await signInBrowser(page, operator.cookie);
  await page.goto(`${address}/desk/jobs`);
  await press(page, 'Does mail arrive?');
  const words = await look(page);
  expect(words).toContain('keten.example says which mail servers send its mail.');
  expect(words).toContain('choose p=quarantine or p=reject');
  expect(words).toContain('set DKIM_SELECTOR');
  expect(words).toContain('is not encrypted');
});
