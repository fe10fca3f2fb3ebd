/** The page of agreements in a real browser: nothing runs under anything else, also where an agreement is done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { isTooWide } from '../../support/check-accessibility.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
let operator: SignedIn;
let path: string;
beforeAll(async () => {
  site = await startTestSite();
  operator = await signIn(site.app, 'operator');
  const { networkId, roundId } = await seedRound(site.app.db);
  path = `${site.address}/desk/networks/${networkId}/agreements`;
  await site.app.db
    .insertInto('agreement')
    .values(
      [new Date('2026-09-28T10:00:00Z'), null].map((doneAt) => ({
        networkId,
        roundId,
        facet: 'contact',
        what: 'Een gezamenlijk inloopuur voor iedereen met een hulpvraag',
        who: 'Welzijn Samen',
        byWhen: '2090-01-31',
        doneAt,
      })),
    )
    .execute();
});
afterAll(() => site.stop());

test.each([320, 390, 800, 1000, 1280])('at %i pixels, in both languages', async (width) => {
  const page = await openTab(site.browser, { width });
  await signInBrowser(page, operator.cookie);
  for (const language of ['nl', 'en']) {
    await page.goto(`${path}?lang=${language}`);
    expect(await isTooWide(page)).toBe(false);
    const overlaps = await page.$$eval('table.agreements tbody tr', (rows) =>
      rows.flatMap((row) => {
        const parts = [...row.querySelectorAll('.status, .utrecht-button, .utrecht-button-link')];
        return parts.flatMap((one, index) => {
          const box = one.getBoundingClientRect();
          const cell = one.closest('td')!.getBoundingClientRect();
          const isOut = box.right > cell.right + 0.5 || box.left < cell.left - 0.5;
          const under = parts.slice(index + 1).some((other) => {
            const next = other.getBoundingClientRect();
            return (
              box.left < next.right && next.left < box.right && box.top < next.bottom && next.top < box.bottom
            );
          });
          return isOut || under ? [one.textContent!.trim()] : [];
        });
      }),
    );
    expect([language, overlaps]).toEqual([language, []]);
  }
  await page.close();
});
