/** Answers of passkeys: only those to a question of this session, of the last five minutes, at this address count. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type Asking,
  askPasskey,
  checkPasskey,
  findPasskeySite,
  offerPasskey,
  readNewPasskey,
} from '../../../../server/accounts/second-step/passkeys.ts';

const site = { id: 'spiegel.example', origin: 'https://spiegel.example' };
const asking: Asking = { site, linkKey: 'a-key-for-tests', sessionId: '7' };
const owner = { email: 'olga@example.org', name: 'Olga' };

afterEach(() => vi.useRealTimers());

/** The few forms of CBOR that a passkey answers in. */
const head = (kind: number, size: number) => {
  if (size < 24) return Buffer.from([(kind << 5) | size]);
  return size < 256
    ? Buffer.from([(kind << 5) | 24, size])
    : Buffer.from([(kind << 5) | 25, size >> 8, size & 255]);
};
const bytes = (content: Buffer) => Buffer.concat([head(2, content.length), content]);
const words = (content: string) => Buffer.concat([head(3, content.length), Buffer.from(content)]);
const whole = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const map = (...pairs: [Buffer, Buffer][]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** A device with one key, which answers what it is asked. */
function makeDevice(idBytes = 32, origin = site.origin) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const key = map(
    [whole(1), whole(2)],
    [whole(3), whole(-7)],
    [whole(-1), whole(1)],
    [whole(-2), bytes(Buffer.from(x!, 'base64url'))],
    [whole(-3), bytes(Buffer.from(y!, 'base64url'))],
  );
  const id = randomBytes(idBytes);
  const describeDevice = (flags: number, counter: number, more = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const name = createHash('sha256').update(site.id).digest();
    return Buffer.concat([name, Buffer.from([flags]), count, more]);
  };
  const describeClient = (type: string, options: string) => {
    const { challenge } = JSON.parse(options) as { challenge: string };
    return Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin }));
  };
  const write = (response: Record<string, Buffer>) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: Object.fromEntries(
        Object.entries(response).map(([name, content]) => [name, content.toString('base64url')]),
      ),
    });
  return {
    create(options: string) {
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const data = describeDevice(0x41, 0, Buffer.concat([Buffer.alloc(16), length, id, key]));
      const attestationObject = map(
        [words('fmt'), words('none')],
        [words('attStmt'), map()],
        [words('authData'), bytes(data)],
      );
      return write({ clientDataJSON: describeClient('create', options), attestationObject });
    },
    get(options: string, counter: number) {
      const client = describeClient('get', options);
      const data = describeDevice(0x01, counter);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const signature = sign('sha256', signed, privateKey);
      return write({ clientDataJSON: client, authenticatorData: data, signature });
    },
  };
}

const offer = () => offerPasskey(asking, owner, []);

test.each([
  ['https://spiegel.example', 'spiegel.example'],
  ['http://localhost:3000', 'localhost'],
  ['http://spiegel.example', undefined],
  ['http://127.0.0.1:3000', undefined],
  ['https://[::1]', undefined],
])('browsers have passkeys at %s: %s', (publicUrl, id) => {
  expect(findPasskeySite({ publicUrl })?.id).toBe(id);
});

describe('a new key', () => {
  test('is read from the answer to what was asked', async () => {
    const made = await readNewPasskey(asking, makeDevice().create(await offer()));
    expect(made).toMatchObject({ counter: 0 });
    expect(made!.publicKey.length).toBeGreaterThan(64);
  });

  test('has a name of at most 1,023 bytes', async () => {
    const read = async (idBytes: number) => readNewPasskey(asking, makeDevice(idBytes).create(await offer()));
    expect(await read(1_023)).toBeDefined();
    expect(await read(1_024)).toBeUndefined();
  });

  test('of another session, installation or address is none, nor one that came too late', async () => {
    const answer = makeDevice().create(await offer());
    expect(await readNewPasskey({ ...asking, sessionId: '8' }, answer)).toBeUndefined();
    expect(await readNewPasskey({ ...asking, linkKey: 'another-key' }, answer)).toBeUndefined();
    const elsewhere = makeDevice(32, 'https://spiegel.evil.example').create(await offer());
    expect(await readNewPasskey(asking, elsewhere)).toBeUndefined();
    vi.useFakeTimers({ now: Date.now() + 301_000, toFake: ['Date'] });
    expect(await readNewPasskey(asking, answer)).toBeUndefined();
  });

  test.each(['', 'nonsense', '{}', '{"id":7}', '[]', 'null'])('%j is none', async (answer) => {
    expect(await readNewPasskey(asking, answer)).toBeUndefined();
  });
});

describe('a key that was stored', () => {
  async function store() {
    const device = makeDevice();
    const passkey = (await readNewPasskey(asking, device.create(await offer())))!;
    const ask = () => askPasskey(asking, [passkey.credentialId]);
    return { device, passkey, ask };
  }

  test('signs what is asked, and its counter only rises: a copy of it is found', async () => {
    const { device, passkey, ask } = await store();
    expect(await checkPasskey(asking, passkey, device.get(await ask(), 5))).toBe(5);
    const later = { ...passkey, counter: 5 };
    expect(await checkPasskey(asking, later, device.get(await ask(), 5))).toBeUndefined();
    expect(await checkPasskey(asking, later, device.get(await ask(), 6))).toBe(6);
  });

  test('does not sign for another session, nor with another key', async () => {
    const { device, passkey, ask } = await store();
    const answer = device.get(await ask(), 1);
    expect(await checkPasskey({ ...asking, sessionId: '8' }, passkey, answer)).toBeUndefined();
    const { publicKey } = (await store()).passkey;
    expect(await checkPasskey(asking, { ...passkey, publicKey }, answer)).toBeUndefined();
  });
});
