/** A respondent without a browser: opens and posts pages of the questionnaire by `app.inject`, with cookies. */
import type { App } from '../../server/web/fastify.ts';

export type Typed = Record<string, string | string[]>;

export interface Answer {
  status: number;
  location: string | undefined;
  text: string;
  cookies: string[];
}

export interface Respondent {
  open: (page?: string) => Promise<Answer>;
  /** Opens the page, fills in these fields over what stands there, and presses a button. */
  fill: (page: string, typed: Typed, go?: string) => Promise<Answer>;
  /** Posts exactly these fields. */
  post: (page: string, typed: Typed, headers?: Record<string, string>) => Promise<Answer>;
}

/** One visitor on one device behind the personal link with this path; `jar`: the cookies of that device. */
export function makeRespondent(app: App, path: string, jar = new Map<string, string>()): Respondent {
  async function send(
    method: 'GET' | 'POST',
    page: string,
    body?: string,
    headers: Record<string, string> = {},
  ) {
    const response = await app.inject({
      method,
      url: `${path}${page && `/${page}`}`,
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.cookies) jar.set(cookie.name, cookie.value);
    return {
      status: response.statusCode,
      location: response.headers.location?.toString(),
      text: response.body,
      cookies: response.cookies.map((cookie) => cookie.name),
    };
  }

  const post: Respondent['post'] = (page, typed, headers) =>
    send('POST', page, encode(typed), { 'content-type': 'application/x-www-form-urlencoded', ...headers });

  return {
    open: (page = '') => send('GET', page),
    async fill(page, typed, go = 'next') {
      const form = readForm((await send('GET', page)).text);
      return post(page, { ...form, ...typed, go });
    },
    post,
  };
}

/** The fields of the page's form as they stand there: hidden ones, ticks, choices and texts that are filled in. */
export function readForm(html: string): Typed {
  const fields: Typed = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const read = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    const isChoice = ['radio', 'checkbox'].includes(read('type'));
    if (isChoice && !/ checked[ >]/.test(tag)) continue;
    const [name, value] = [read('name'), unescapeHtml(read('value'))];
    if (read('type') !== 'hidden' && value === '') continue;
    fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  }
  for (const [, name, text] of html.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/g)) {
    if (text) fields[name!] = unescapeHtml(text);
  }
  return fields;
}

function encode(typed: Typed): string {
  const pairs = Object.entries(typed).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs).toString();
}

function unescapeHtml(text: string): string {
  const signs: Record<string, string> = {
    '&quot;': '"',
    '&#x27;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&#x3D;': '=',
    '&#x60;': '`',
    '&amp;': '&',
  };
  return text.replaceAll(/&(quot|#x27|lt|gt|#x3D|#x60|amp);/g, (sign) => signs[sign]!);
}
