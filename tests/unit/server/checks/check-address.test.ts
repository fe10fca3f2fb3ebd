/** The address that people use, looked at as a visitor: encrypted, trusted, and encrypted next time too. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAddress } from '../../../../server/checks/check-address.ts';

const read = (name: string) => readFileSync(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url));
const ca = read('certificate');

let header: string | undefined;
let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer({ key: read('key'), cert: ca }, (_, response) => {
    if (header !== undefined) response.setHeader('strict-transport-security', header);
    response.writeHead(303, { location: '/elders' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function check(url = address, look: { ca?: Buffer; patience?: number } = { ca }) {
  const findings = await checkAddress(url, { patience: 5_000, ...look });
  return findings.map(({ about, state, sentence }) => `${about} ${state}: ${sentence}`);
}

test.each([
  ['max-age=31536000; includeSubDomains', 'hsts ok: hsts'],
  ['includeSubDomains; max-age="63072000"', 'hsts ok: hsts'],
  ['max-age=300', 'hsts wrong: shortHsts'],
  ['includeSubDomains', 'hsts wrong: noHsts'],
  [undefined, 'hsts wrong: noHsts'],
])('a trusted certificate, and the header %s', async (sent, said) => {
  header = sent;
  expect(await check()).toEqual(['tls ok: tls', said]);
});

test('a certificate that browsers do not trust', async () => {
  expect(await check(address, {})).toEqual(['tls wrong: badCertificate', 'hsts unknown: hstsAfterTls']);
});

test('a certificate of another name', async () => {
  expect((await check(address.replace('127.0.0.1', 'localhost')))[0]).toBe('tls wrong: badCertificate');
});

test('an address without https is not encrypted, and nobody needs to look', async () => {
  expect(await check('http://keten.example')).toEqual(['tls wrong: noTls', 'hsts wrong: hstsNeedsTls']);
});

test('a server that is gone, silent or speaks something else: we could not look', async () => {
  const unknown = ['tls unknown: unknownAddress', 'hsts unknown: unknownAddress'];
  const silent = createSocketServer();
  const other = createSocketServer((socket) => socket.on('error', () => {}).end('no TLS here\n'));
  for (const one of [silent, other]) {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    const { port } = one.address() as AddressInfo;
    expect(await check(`https://127.0.0.1:${port}`, { ca, patience: 500 })).toEqual(unknown);
    one.close();
    if (one === other) expect(await check(`https://127.0.0.1:${port}`)).toEqual(unknown);
  }
});
