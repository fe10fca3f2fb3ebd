/** A browser in which somebody signs in, for tests that go past its requests. */
import type { Browser } from '../../server/access/sessions.ts';

/** `earlierToken`: of the session that it had. */
export function someBrowser(earlierToken?: string): Browser {
  return { address: '192.0.2.7', name: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', earlierToken };
}
