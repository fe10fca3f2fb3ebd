/**
 * Signing in at an OpenID Connect provider: authorization code with PKCE, state and nonce. What must come back with
 * the visitor travels in a signed cookie of that browser, so that any web process can take the visitor in again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as client from 'openid-client';
import type { OidcConfig } from '../../config.ts';
import { Refusal } from '../../text/refusal.ts';

/** What the browser keeps while it is away. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  /** Where to go after signing in. */
  to: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** How long somebody may take at the provider. */
export const maxMinutesAtProvider = 15;

export type Claims = Record<string, unknown> & { sub: string };

export interface Provider {
  /** The provider's address for this visitor, and what the browser has to keep. */
  depart(to: string): Promise<{ url: string; cookie: string }>;
  /** Who came back with this query and that cookie. Refuses what was not started by this browser. */
  receive(query: string, cookie: string | undefined): Promise<{ claims: Claims; to: string }>;
}

export interface ProviderOptions {
  oidc: OidcConfig;
  /** Where the provider sends people back to. */
  returnUrl: string;
  key: string;
  /** For the log: what went wrong, never shown. */
  onError(error: unknown): void;
}

export function createProvider({ oidc, returnUrl, key, onError }: ProviderOptions): Provider {
  let known: Promise<client.Configuration> | undefined;

  /** Asked at first use, and again as long as the provider does not answer. */
  async function discover(): Promise<client.Configuration> {
    known ??= client.discovery(
      new URL(oidc.issuer),
      oidc.clientId,
      oidc.clientSecret,
      client.ClientSecretBasic(oidc.clientSecret),
      { timeout: 10, execute: oidc.issuer.startsWith('http:') ? [client.allowInsecureRequests] : [] },
    );
    try {
      return await known;
    } catch (error) {
      known = undefined;
      onError(error);
      throw new Refusal(503, 'providerDown', { name: oidc.name });
    }
  }

  return {
    async depart(to) {
      const configuration = await discover();
      const pending: PendingSignIn = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        to,
        until: Date.now() + maxMinutesAtProvider * 60_000,
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnUrl,
        scope: 'openid email profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, cookie: sealPendingSignIn(pending, key) };
    },
    async receive(query, cookie) {
      const pending = readPendingSignIn(cookie, key);
      if (!pending) throw new Refusal(400, 'providerTooLate', { name: oidc.name });
      const configuration = await discover();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, new URL(`${returnUrl}?${query}`), {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        // Not every provider puts the mail address and the roles in the token itself.
        const more = configuration.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {};
        return { claims: { ...more, ...claims }, to: pending.to };
      } catch (error) {
        onError(error);
        throw new Refusal(400, 'providerFailed', { name: oidc.name });
      }
    },
  };
}

/** A sign-in under way as a cookie that nobody else can make. */
export function sealPendingSignIn(pending: PendingSignIn, key: string): string {
  const content = Buffer.from(JSON.stringify(pending)).toString('base64url');
  return `${content}.${sign(content, key)}`;
}

/** What is in the cookie; undefined when it is not ours or too old. */
export function readPendingSignIn(cookie: string | undefined, key: string): PendingSignIn | undefined {
  const [content, mark] = (cookie ?? '').split('.');
  if (!content || !mark) return undefined;
  const right = sign(content, key);
  if (right.length !== mark.length || !timingSafeEqual(Buffer.from(right), Buffer.from(mark)))
    return undefined;
  const pending = JSON.parse(Buffer.from(content, 'base64url').toString()) as PendingSignIn;
  return pending.until > Date.now() ? pending : undefined;
}

function sign(content: string, key: string): string {
  return createHmac('sha256', key).update(`departure ${content}`).digest('base64url');
}
