/** What axe has against a page in a browser: WCAG 2.2 AA and best practice. One list of rules for all tests. */
import { AxePuppeteer } from '@axe-core/puppeteer';
import type { Page } from 'puppeteer';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of each kind on a phone in Dutch; and in `npm run test:long` the rest there, and all on a desk in English. */
export function listLooks<Page>(all: readonly Page[], isOfEachKind: (page: Page) => boolean) {
  return [
    { width: 360, language: 'nl', pages: all.filter(isOfEachKind), tags: [] },
    { width: 360, language: 'nl', pages: all.filter((page) => !isOfEachKind(page)), tags: ['long'] },
    { width: 1100, language: 'en', pages: [...all], tags: ['long'] },
  ];
}

/** A line for each fault, with the elements that have it; empty when nothing is wrong. */
export async function findFaults(page: Page): Promise<string[]> {
  return listFaults(startAxe(page).withTags(tags));
}

/** Only what colours can make wrong, for a page that was found good in other colours. */
export async function findColourFaults(page: Page): Promise<string[]> {
  return listFaults(startAxe(page).withRules(['color-contrast', 'link-in-text-block']));
}

/**
 * The kinds of parts on a page: what holds words or can be used, by what styles can tell of it and of all that stands around it.
 * In forced colours the system gives the colours, and two parts of one kind have the same.
 */
export function listParts(page: Page): Promise<string[]> {
  return page.$$eval('body *', (all) => {
    const describe = (one: Element) => {
      const names = [...one.attributes]
        .filter(({ name }) => !['href', 'id', 'for', 'value', 'name'].includes(name))
        .filter(
          ({ name, value }) => name === 'class' || name === 'style' || name === 'type' || value.length < 10,
        )
        .map(({ name, value }) => `${name}=${value}`);
      return `${one.localName}[${names.sort().join()}]`;
    };
    const holdsWords = (one: Element) =>
      [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
    const kinds = new Set<string>();
    for (const one of all) {
      if (!holdsWords(one) && !one.matches('input, select, textarea, button')) continue;
      let path = '';
      for (let at: Element | null = one; at; at = at.parentElement) path += ` < ${describe(at)}`;
      kinds.add(path);
    }
    return [...kinds];
  });
}

/**
 * Our pages hold no other page, so axe need not gather its findings in a second tab; and only faults are asked for, by
 * their HTML: to find a selector for each element takes half of the time.
 */
function startAxe(page: Page): AxePuppeteer {
  return new AxePuppeteer(page).options({ resultTypes: ['violations'], selectors: false }).setLegacyMode();
}

async function listFaults(axe: AxePuppeteer): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Does something stick out, so that people must scroll sideways? */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
