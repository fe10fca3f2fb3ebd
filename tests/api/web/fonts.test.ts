/** A page with a name in another script brings the fonts for it, and a page in Latin letters brings none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const link = /href="(\/assets\/fonts\/faces\.css[^"]*)"/;

async function readPartners(name: string) {
  const { networkId, coordinator } = await seedOwnNetwork(server.app);
  await seedPartner(server.app, networkId, { name });
  return coordinator.get(`/desk/networks/${networkId}/partners`);
}

test.each(['جمعية الأمل', 'Надія', 'ተስፋ', '希望之家', 'आशा', 'בית תקווה', 'ความหวัง', 'Ελπίδα ἀρχή', '희망'])(
  'the page with %s links a style sheet whose fonts are there and are kept',
  async (name) => {
    const page = await readPartners(name);
    const address = link.exec(page.body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    expect(address).toBeDefined();
    const sheet = await server.app.inject({ url: address! });
    expect(sheet.headers['content-type']).toMatch(/^text\/css/u);
    expect(sheet.headers['cache-control']).toContain('immutable');
    const files = [...sheet.body.matchAll(/url\(["']?([^"')]+)["']?\)/gu)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(0);
    for (const url of files) {
      const font = await server.app.inject({ url });
      expect(font.statusCode, url).toBe(200);
      expect(font.rawPayload.subarray(0, 4).toString('latin1')).toBe('wOF2');
    }
    // They come from our own address alone.
    expect(files.every((file) => file.startsWith('/assets/fonts/'))).toBe(true);
    expect(page.headers['content-security-policy']).toContain("font-src 'self'");
  },
);

test.each(['Stichting Crèche Één & Zoë', "O'Neill", 'Ærø – “De Brug”'])(
  'the page with %s brings none',
  async (name) => {
    expect(link.test((await readPartners(name)).body)).toBe(false);
  },
);

test.each([
  '/assets/fonts/faces.css?fonts=nothing',
  '/assets/fonts/faces.css?fonts=__proto__',
  '/assets/fonts/..%2F..%2Fpackage.json',
  '/assets/fonts/x.woff2',
])('%s is not there', async (url) => {
  expect((await server.app.inject({ url })).statusCode).toBe(404);
});
