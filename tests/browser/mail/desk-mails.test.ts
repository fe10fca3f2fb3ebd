/** The outbox, the jobs and the page that stops mails: WCAG 2.2 AA, on a phone and with large letters, and filled and empty. */
import { sql } from 'kysely';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeMail } from '../../../server/mail/compose-mail.ts';
import { findMailToSend } from '../../../server/mail/mails-to-send.ts';
import { openTab, press } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { seedMails } from '../../support/seed-mails.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let paths: Record<string, string>;
let operator: SignedIn;

beforeAll(async () => {
  testApp = await startTestSite({ PUBLIC_URL: 'http://keten.example' });
  const { app } = testApp;
  ({ address, browser } = testApp);
  operator = await signIn(app, 'operator', { name: 'Ria Beheer' });
  const names = {
    'anna@partner.example': 'Anna de Vries',
    'bram.van.den.heuvel-van.der.meulen@samenwerkingsverband.example': 'Bram van den Heuvel',
    'carla@partner.example': '',
    'dirk@partner.example': 'Dirk',
    'esra@partner.example': 'Esra',
  };
  const { networkId, roundId, people } = await seedMails(app, {
    names,
    network: 'Samen tegen armoede',
    round: 'Meting 2026',
    message: 'Wij bespreken de uitslag op 3 mei.\n\nGroet, Greet',
    contact: 'Greet de Wit, greet@voorbeeldstad.example',
  });
  const empty = await seedMails(app, { names: {}, network: 'Nieuw netwerk' });
  const [anna, bram, carla, dirk] = Object.values(people);
  await sql`UPDATE mail SET state = 'sent', sent_at = now() WHERE id = ${anna!.mailId}`.execute(app.db);
  await sql`UPDATE mail SET state = 'failed', reason = 'refused', reply = '550 5.1.1 … no such user'
    WHERE id = ${bram!.mailId}`.execute(app.db);
  await sql`UPDATE mail SET state = 'skipped', reason = 'answered' WHERE id = ${carla!.mailId}`.execute(
    app.db,
  );
  const states = ['completed', 'failed', 'retry', 'active', 'created'];
  for (const [index, state] of states.entries()) {
    await app.jobs.add(app.db, 'print-factsheet', { networkId, roundId });
    await sql`UPDATE pgboss.job SET state = ${state}::pgboss.job_state, singleton_key = ${`done ${index}`},
      output = '{"code": "unexpected"}' WHERE singleton_key = ${roundId}`.execute(app.db);
  }
  await app.jobs.add(app.db, 'tick', {});
  const mail = composeMail(app, (await findMailToSend(app.db, dirk!.mailId))!)!;
  paths = {
    outbox: `/desk/networks/${networkId}/mails?done=sentByHand`,
    'empty outbox': `/desk/networks/${empty.networkId}/mails`,
    'outbox without a match': `/desk/networks/${networkId}/mails?state=waiting&page=9`,
    'mail to copy': `/desk/mails/${dirk!.mailId}`,
    'mail that failed': `/desk/mails/${bram!.mailId}`,
    'jobs of a network': `/desk/networks/${networkId}/jobs`,
    'no jobs': `/desk/networks/${empty.networkId}/jobs`,
    'all jobs': '/desk/jobs?done=jobTried',
    'stopping mails': /keten\.example(.+)>/.exec(mail.headers['List-Unsubscribe']!)![1]!,
  };
});
afterAll(() => testApp.stop());

async function open(name: string, width: number): Promise<Page> {
  const page = await openTab(browser, { width });
  await page.setExtraHTTPHeaders({ cookie: operator.cookie });
  const answer = await page.goto(address + paths[name]!);
  expect(answer!.status()).toBe(200);
  return page;
}

const names = [
  'outbox',
  'empty outbox',
  'outbox without a match',
  'mail to copy',
  'mail that failed',
  'jobs of a network',
  'no jobs',
  'all jobs',
  'stopping mails',
];

test.each(names)(
  '%s: nothing in the way for anybody, also at 320 pixels',
  { tags: ['long'] },
  async (name) => {
    for (const width of [1100, 320]) {
      const page = await open(name, width);
      expect(await findFaults(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
      if (process.env.PICTURES) {
        await page.screenshot({
          path: `${process.env.PICTURES}/${name.replaceAll(' ', '-')}-${width}.png`,
          fullPage: true,
        });
      }
      await page.close();
    }
  },
);

test('one press stops the mails, and the page says so', async () => {
  const page = await open('stopping mails', 320);
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await press(page, 'Stuur mij geen mails meer');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('U krijgt geen mails meer');
});
