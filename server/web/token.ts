/**
 * Tokens in links, and the operator key: 128 random bits, shown once, stored as a hash. A plain SHA-256 is
 * enough because there is nothing to guess: the token is no password.
 */
import { createHash, randomBytes } from 'node:crypto';

/** A new token: 22 characters that need no escaping in a URL. */
export function makeToken(): string {
  return randomBytes(16).toString('base64url');
}

/** What is stored of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
