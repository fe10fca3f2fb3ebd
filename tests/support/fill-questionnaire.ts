/** A respondent over HTTP who fills in the whole questionnaire, from the start page to the thanks. */
import type { HttpAnswer, HttpBrowser } from './http-browser.ts';
import { unescapeHtml } from './visitor.ts';

/** Which of so many options of a question is chosen: 0, 1, 2 … */
export type Choose = (options: number) => number;

/**
 * Follows the personal link with this path as its pages lead on. Gives what was sent, by the path of the page below the
 * link; every page of it was acknowledged. Throws at any answer that is not what a respondent should get.
 */
export async function fillQuestionnaire(
  browser: HttpBrowser,
  link: string,
  choose: Choose,
  comment = '',
): Promise<Map<string, URLSearchParams>> {
  const sent = new Map<string, URLSearchParams>();
  const open = async (path: string) => expectStatus(await browser.get(path), 200, path);
  const begin = find(/<form class="actions" method="post" action="([^"]+)"/, (await open(link)).text);
  let page = expectStatus(await browser.post(begin, new URLSearchParams()), 303, begin).location!;
  while (page !== `${link}/thanks`) {
    const { text } = await open(page);
    const form = fillForm(text, choose, comment);
    const action = find(/<form id="page" method="post" action="([^"]+)"/, text);
    const { location } = expectStatus(await browser.post(action, form), 303, action);
    sent.set(action.slice(link.length + 1), form);
    page = location!;
  }
  await open(page);
  return sent;
}

function expectStatus(answer: HttpAnswer, status: number, path: string): HttpAnswer {
  if (answer.status !== status)
    throw new Error(`${answer.status} at ${path}: ${answer.text.slice(0, 2_000)}`);
  return answer;
}

function find(pattern: RegExp, html: string): string {
  const [, found] = pattern.exec(html) ?? [];
  if (found === undefined) throw new Error(`${pattern} is not on this page: ${html.slice(0, 2_000)}`);
  return unescapeHtml(found);
}

const input = /<input type="?(\w+)"? name="([^"]*)" value="?([^"\s>]*)/g;
const knownPartners = 5;

/** The form of a page with every question answered, the first partners known and every tick set. */
function fillForm(html: string, choose: Choose, comment: string): URLSearchParams {
  const fields = new URLSearchParams();
  const groups = new Map<string, string[]>();
  let known = 0;
  for (const [, type, name, value] of html.matchAll(input) as Iterable<[string, string, string, string]>) {
    if (type === 'radio') groups.set(name, [...(groups.get(name) ?? []), value]);
    else if (type === 'hidden') fields.append(name, value);
    else if (name === 'known' ? known++ < knownPartners : isTick.test(name)) fields.append(name, value);
  }
  for (const [name, options] of groups) fields.append(name, options[choose(options.length)]!);
  if (comment !== '' && html.includes('name="comment"')) fields.append('comment', comment);
  fields.append('go', 'next');
  return fields;
}

/** What a respondent allows and confirms; on the page of the profile nothing is ticked. */
const isTick = /^(scores|research|confirm)$/;
