/** Somebody who signed in at the desk, and what a browser would send for that person. */
import type { LightMyRequestResponse } from 'fastify';
import type { Role } from '../../server/access/access.ts';
import { addSession, findSession, makeCsrfToken } from '../../server/access/sessions.ts';
import type { App } from '../../server/web/fastify.ts';
import type { Language } from '../../survey/texts.ts';
import { someBrowser } from './some-browser.ts';

export interface SignedIn {
  accountId: string;
  /** The cookie header, for a browser or for a call of one's own. */
  cookie: string;
  csrf: string;
  get(url: string): Promise<LightMyRequestResponse>;
  /**
   * Sends a form as a page of this session does; a list gives a field several times. With the `csrf` of one page twice it
   * is the same form.
   */
  post(url: string, fields?: Record<string, string | string[]>): Promise<LightMyRequestResponse>;
}

export interface NewReader {
  municipalityId?: string;
  networkIds?: string[];
  language?: Language;
  name?: string;
}

let people = 0;

/** Makes an account with this role and signs it in. */
export async function signIn(app: App, role: Role, reader: NewReader = {}): Promise<SignedIn> {
  const { municipalityId = null, networkIds = [], language = 'nl', name = `Iemand ${++people}` } = reader;
  const email = `${role}${++people}@example.org`;
  const { id: accountId } = await app.db
    .insertInto('account')
    .values({
      email,
      emailFolded: email,
      name,
      role,
      municipalityId,
      language,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const networkId of networkIds) {
    await app.db.insertInto('accountNetwork').values({ accountId, networkId }).execute();
  }
  const token = await addSession(app.db, accountId, someBrowser());
  const session = (await findSession(app.db, token))!;
  const cookie = `session=${token}`;
  const csrf = makeCsrfToken(session);
  return {
    accountId,
    cookie,
    csrf,
    get: (url) => app.inject({ method: 'GET', url, headers: { cookie } }),
    post(url, fields = {}) {
      // A form of its own, of a page that was just shown.
      const form = new URLSearchParams(fields.csrf === undefined ? { csrf: makeCsrfToken(session) } : {});
      for (const [name, value] of Object.entries(fields)) {
        for (const one of [value].flat()) form.append(name, one);
      }
      return app.inject({
        method: 'POST',
        url,
        payload: form.toString(),
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      });
    },
  };
}
