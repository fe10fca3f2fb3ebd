/**
 * Passkeys (WebAuthn): a key in a phone, a computer or a separate security key, which signs what this server asks. Only as a
 * second step, beside a password or a link. A question holds for five minutes and for one session; the server stores none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Config } from '../../config.ts';

/** For whom keys are made: the name of this server, and the address that browsers show. */
export interface PasskeySite {
  id: string;
  origin: string;
}

/** Who is asked, and by whom. */
export interface Asking {
  site: PasskeySite;
  linkKey: string;
  sessionId: string;
}

export interface Passkey {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
}

/** What WebAuthn allows. */
const maxIdBytes = 1_023;
const maxSeconds = 5 * 60;
/** EdDSA, ES256 and RS256: one of them is in every device. Others are still on trial in Node. */
const algorithms = [-8, -7, -257];

/** Undefined where browsers have no passkeys: on an address of numbers, or without https. */
export function findPasskeySite({ publicUrl }: Pick<Config, 'publicUrl'>): PasskeySite | undefined {
  const { hostname, origin, protocol } = new URL(publicUrl);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return undefined;
  return protocol === 'https:' || hostname === 'localhost' ? { id: hostname, origin } : undefined;
}

/** What a browser needs to make a key, as JSON. `known`: keys that this account has. */
export async function offerPasskey(
  asking: Asking,
  { email, name }: { email: string; name: string },
  known: readonly string[],
): Promise<string> {
  const options = await generateRegistrationOptions({
    rpName: 'Ketenspiegel',
    rpID: asking.site.id,
    userName: email,
    userDisplayName: name,
    challenge: makeQuestion(asking),
    timeout: maxSeconds * 1000,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
  return JSON.stringify(options);
}

/** What a browser needs to sign with one of these keys, as JSON. */
export async function askPasskey(asking: Asking, known: readonly string[]): Promise<string> {
  const options = await generateAuthenticationOptions({
    rpID: asking.site.id,
    challenge: makeQuestion(asking),
    timeout: maxSeconds * 1000,
    allowCredentials: known.map((id) => ({ id })),
    userVerification: 'preferred',
  });
  return JSON.stringify(options);
}

/** The key that a browser made; undefined when this is none, or an answer to another question. */
export async function readNewPasskey(asking: Asking, answer: string): Promise<Passkey | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: JSON.parse(answer) as RegistrationResponseJSON,
      supportedAlgorithmIDs: algorithms,
      ...expectOf(asking),
    });
    if (!verified) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    if (Buffer.byteLength(id, 'base64url') > maxIdBytes) return undefined;
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter };
  } catch {
    return undefined;
  }
}

/** Which key an answer says that it is from. */
export function readCredentialId(answer: string): string | undefined {
  try {
    const { id } = JSON.parse(answer) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The counter of the key after this answer; undefined when the answer is not its, or to another question. */
export async function checkPasskey(
  asking: Asking,
  { credentialId, publicKey, counter }: Passkey,
  answer: string,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: JSON.parse(answer) as AuthenticationResponseJSON,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
      ...expectOf(asking),
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

function expectOf(asking: Asking) {
  return {
    expectedChallenge: (question: string) => isQuestion(asking, question),
    expectedOrigin: asking.site.origin,
    expectedRPID: asking.site.id,
    // A password or a link came before it.
    requireUserVerification: false,
  };
}

/** When it was asked, sealed for this session: so it need not be stored. */
function makeQuestion({ linkKey, sessionId }: Asking, seconds = Math.floor(Date.now() / 1000)) {
  const head = Buffer.alloc(8);
  head.writeBigUInt64BE(BigInt(seconds));
  const seal = createHmac('sha256', linkKey).update(`passkey ${sessionId}`).update(head).digest();
  return new Uint8Array(Buffer.concat([head, seal]));
}

function isQuestion(asking: Asking, question: string): boolean {
  const sent = Buffer.from(question, 'base64url');
  if (sent.length !== 8 + 32) return false;
  const seconds = Number(sent.readBigUInt64BE());
  const age = Date.now() / 1000 - seconds;
  return age >= -1 && age <= maxSeconds && timingSafeEqual(sent, makeQuestion(asking, seconds));
}
