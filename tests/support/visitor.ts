/** A visitor with a cookie jar and no browser: what signing in looks like from outside. */
import type { App } from '../../server/web/fastify.ts';

export interface Visit {
  status: number;
  text: string;
  location: string | undefined;
  headers: Record<string, unknown>;
}

export interface Visitor {
  cookies: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Visit>;
  post(url: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Visit>;
}

let visitors = 0;

/** Somebody new, from an address of one's own unless it is given. */
export function createVisitor(app: App, remoteAddress?: string): Visitor {
  const cookies = new Map<string, string>();
  const address = remoteAddress ?? `10.7.${Math.floor(++visitors / 250)}.${visitors % 250}`;

  async function send(
    method: 'GET' | 'POST',
    url: string,
    payload: string | undefined,
    headers: Record<string, string>,
  ): Promise<Visit> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      method,
      url,
      payload,
      remoteAddress: address,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: answer.statusCode,
      text: answer.body,
      location: answer.headers.location,
      headers: answer.headers,
    };
  }
  return {
    cookies,
    get: (url, headers = {}) => send('GET', url, undefined, headers),
    post: (url, fields = {}, headers = {}) =>
      send('POST', url, new URLSearchParams(fields).toString(), headers),
  };
}

/** The token that a form of this page carries. */
export function readCsrf({ text }: Visit): string {
  return unescapeHtml(/name="csrf" value="([^"]+)"/.exec(text)![1]!);
}

/** The value of a hidden field. */
export function readHidden({ text }: Visit, name: string): string | undefined {
  const value = new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(text)?.[1];
  return value === undefined ? undefined : unescapeHtml(value);
}

/** What a browser reads in the source of a page. */
export function unescapeHtml(text: string): string {
  const signs: Record<string, string> = {
    quot: '"',
    amp: '&',
    lt: '<',
    gt: '>',
    '#x27': "'",
    '#x60': '`',
    '#x3D': '=',
  };
  return text.replace(/&(quot|amp|lt|gt|#x27|#x60|#x3D);/g, (_all, name: string) => signs[name]!);
}
