import { afterAll, beforeAll, test } from 'vitest';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { seedRound } from '../../support/seed.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startTestSite({});
});
afterAll(() => site.stop());
test('shots', { timeout: 200000 }, async () => {
  const { app } = site;
  const operator = await signIn(app, 'operator', { name: 'Olga van den Berg' });
  const { networkId } = await seedRound(app.db, { network: 'Netwerk rond armoede' });
  const greet = await signIn(app, 'coordinator', {
    municipalityId: '1',
    networkIds: [networkId],
    name: 'Greet',
  });
  await greet.get('/desk/networks/999');
  await greet.get('/desk/accounts');
  await operator.post('/desk/account', { name: 'Olga Berg', language: 'nl' });
  await app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=x@y.nl&password=gok',
  });
  await app.inject({ url: '/api/networks', headers: { authorization: 'Bearer x' } });
  await operator.get('/desk/log.csv');
  const page = await openTab(site.browser);
  for (const w of [320, 1280]) {
    await page.setViewport({ width: w, height: 900 });
    await page.goto(site.address + '/toegankelijkheid');
    await page.screenshot({ path: `/tmp/acc-${w}.png`, fullPage: true });
  }
  await signInBrowser(page, operator.cookie);
  for (const w of [320, 1280]) {
    await page.setViewport({ width: w, height: 900 });
    await page.goto(site.address + '/desk/log');
    await page.screenshot({ path: `/tmp/logp-${w}.png`, fullPage: true });
  }
});
