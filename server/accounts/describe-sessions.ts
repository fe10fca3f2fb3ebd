/** The sessions of somebody, in words: on which device, since when, from where. */
import Bowser from 'bowser';
import type { Language } from '../../survey/texts.ts';
import type { listSessions } from '../access/sessions.ts';
import { formatMoment } from '../text/format-date.ts';
import { accountTexts } from './texts.ts';

type Session = Awaited<ReturnType<typeof listSessions>>[number];

/** For the page with the own account; `thisOne` is the session that asks. */
export function describeSessions(sessions: readonly Session[], thisOne: string, language: Language) {
  const t = accountTexts(language);
  return sessions.map(({ id, createdAt, usedAt, address, browser }) => {
    const values = { since: formatMoment(createdAt, language), last: formatMoment(usedAt, language) };
    return {
      id,
      name: nameBrowser(browser, language),
      isThis: id === thisOne,
      about:
        address === ''
          ? t('accounts.sessions.aboutNowhere', values)
          : t('accounts.sessions.about', { ...values, address }),
    };
  });
}

function nameBrowser(userAgent: string, language: Language): string {
  const t = accountTexts(language);
  if (userAgent === '') return t('accounts.sessions.unknown');
  const { browser, os } = Bowser.parse(userAgent);
  if (!browser.name) return t('accounts.sessions.unknown');
  return os.name ? t('accounts.sessions.browser', { browser: browser.name, system: os.name }) : browser.name;
}
