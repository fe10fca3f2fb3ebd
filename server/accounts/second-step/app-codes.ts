/**
 * Codes of an authenticator app (TOTP, RFC 6238): six digits that change every half minute, made from a secret that app
 * and server share. The secret is stored sealed with the key of the installation, so that a copy of the database alone
 * makes no codes.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Phones and servers differ some seconds: the code before and the one after count too. */
const window = 1;
const cipher = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];

/** What a form brought to prove the second step. */
export interface Proof {
  code?: string;
  credential?: string;
}

/** Six digits, with or without spaces; other codes are recovery codes. */
export function isAppCode({ code = '', credential = '' }: Proof): boolean {
  return credential === '' && /^\d{6}$/.test(code.replace(/\s/g, ''));
}

/** A new secret of 160 bits, in base32 as apps take it. */
export function makeAppSecret(): string {
  return new Secret({ size: 20 }).base32;
}

const createCodes = (secret: string, label = '') =>
  new TOTP({ issuer: 'Ketenspiegel', label, secret: Secret.fromBase32(secret) });

/** The address in the QR code that an app reads; `email` is what it shows beside the code. */
export function describeAppSecret(secret: string, email: string): string {
  return createCodes(secret, email).toString();
}

/** The half minute that a code belongs to; undefined when it is wrong, or not of after `used`: each works once. */
export function findHalfMinute(secret: string, code: string, used: number): number | undefined {
  const codes = createCodes(secret);
  const delta = codes.validate({ token: code, window });
  if (delta === null) return undefined;
  const halfMinute = codes.counter() + delta;
  return halfMinute > used ? halfMinute : undefined;
}

/** What is stored of a secret: only for this account, and with this key, it can be opened again. */
export function sealSecret(linkKey: string, accountId: string, secret: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, sealingKey(linkKey), nonce).setAAD(Buffer.from(accountId));
  const sealed = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]);
}

/** Undefined: sealed with another key, for another account, or no sealed secret at all. */
export function openSecret(linkKey: string, accountId: string, sealed: Buffer): string | undefined {
  const tagEnd = nonceBytes + tagBytes;
  if (sealed.length <= tagEnd) return undefined;
  const opening = createDecipheriv(cipher, sealingKey(linkKey), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  opening.setAAD(Buffer.from(accountId)).setAuthTag(sealed.subarray(nonceBytes, tagEnd));
  try {
    return opening.update(sealed.subarray(tagEnd), undefined, 'utf8') + opening.final('utf8');
  } catch {
    return undefined;
  }
}

function sealingKey(linkKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', linkKey, '', 'secrets of authenticator apps', 32));
}
