/** Safety: what every answer tells a browser not to do, whatever was asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'https://keten.example' });
});
afterAll(() => server.stop());

const host = { host: 'keten.example' };

test('every answer over https keeps to https, to its own type, to its own origin and out of frames', async () => {
  const { cookie } = await signIn(server.app, 'operator');
  const asked = [
    { url: '/' },
    { url: '/desk', cookie: cookie.replace('session=', '__Host-session=') },
    { url: '/desk/log.csv', cookie: cookie.replace('session=', '__Host-session=') },
    { url: '/nergens' },
    { url: '/api/networks' },
    { url: '/api/openapi.json' },
    { url: '/invitations/x' },
    { url: '/assets/nothing.css' },
  ];
  for (const { url, cookie = '' } of asked) {
    const { headers } = await server.app.inject({
      url,
      headers: { ...host, cookie, origin: 'https://elders.example' },
    });
    const policy = String(headers['content-security-policy'])
      .split(';')
      .map((part) => part.trim());
    expect(policy, url).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "script-src 'self'",
      ]),
    );
    expect(policy.join(), url).not.toMatch(/unsafe|https?:|\*/);
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(
      String(headers['strict-transport-security']),
    )!;
    expect(Number(seconds), url).toBeGreaterThanOrEqual(365 * 24 * 3600);
    expect(headers, url).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^(no-referrer|strict-origin)$/),
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers, url).not.toHaveProperty('access-control-allow-origin');
    expect(headers, url).not.toHaveProperty('server');
    expect(headers, url).not.toHaveProperty('x-powered-by');
  }
});

test('a method that no page has is refused', async () => {
  for (const method of ['TRACE', 'PROPFIND', 'DELETE', 'PATCH'] as const) {
    const { statusCode } = await server.app.inject({ method: method as 'DELETE', url: '/', headers: host });
    expect(statusCode, method).toBe(404);
  }
});
