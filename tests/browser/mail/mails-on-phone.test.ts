/** Every kind of mail as a mail program on a phone shows it (`check-phone.ts`), with long names and words. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAccount } from '../../../server/mail/account-words.ts';
import {
  writeAsking,
  writeLostLink,
  writeMirror,
  writePersonalData,
  writeTest,
} from '../../../server/mail/mail-words.ts';
import { renderMail } from '../../../server/mail/render-mail.ts';
import { writeAgreement, writeResult } from '../../../server/mail/result-words.ts';
import { launchTestBrowser, openTab } from '../../support/browser.ts';
import { findPhoneFaults } from '../../support/check-phone.ts';
import { longNames, longSender, longWord } from '../../support/long-names.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchTestBrowser();
  page = await openTab(browser, { width: 320 });
});
afterAll(() => browser.close());

const day = new Date('2090-01-31T12:00:00Z');
const link = 'https://ketenspiegel.gemeente-voorbeeldstad.example/invitations/AAAAAAAAAAAAAAAAAAAAAA';
const common = {
  person: `Carla van ${longWord}`,
  partner: longNames[1]!,
  network: `Samen tegen armoede en ${longWord}`,
  round: `Meting ${longWord}`,
  sender: longSender,
  contact: `${longSender}, greet@${longWord}.example`,
  link,
  stopLink: link,
  closesAt: day,
  expiresAt: day,
  message: `Welkom bij ${longWord}.\n\nGroet, Greet`,
};
const what = `Een inloopuur met ${longWord}`;
const agreed = { round: common.round, list: [{ what, who: longNames.join(', '), isDone: true }] };
const account = { name: common.person, role: 'municipality' } as const;
const invited = {
  inviter: { name: longSender, email: `greet@${longWord}.example` },
  municipality: `Gemeente ${longWord}`,
  networks: [common.network, ...longNames],
};
test.each(['nl', 'en'] as const)('every mail in %s fits a phone', async (language) => {
  const values = { ...common, language };
  const agreement = { ...values, what, byWhen: '2090-01-31' };
  const mails = {
    invitation: writeAsking('invitation', { ...values, agreed }),
    reminder: writeAsking('reminder', values),
    'lost-link': writeLostLink(values),
    result: writeResult({
      ...values,
      mirror: link,
      choosingUntil: day,
      meeting: { from: day, until: new Date(day.getTime() + 7_200_000), place: longSender },
    }),
    mirror: writeMirror({ ...values, link: { url: link, pdf: link } }),
    agreement: writeAgreement('agreement', agreement),
    'agreement-reminder': writeAgreement('agreement-reminder', agreement),
    account: writeAccount('account', { ...values, ...account, invited }),
    'sign-in': writeAccount('sign-in', { ...values, ...account, invited: undefined }),
    'personal-data': writePersonalData(values),
    test: writeTest(language, common.person),
  };
  const faults: string[] = [];
  for (const [kind, words] of Object.entries(mails)) {
    await page.setContent(renderMail(words).html);
    faults.push(...(await findPhoneFaults(page)).map((fault) => `${kind} ${fault}`));
  }
  expect(faults).toEqual([]);
});
