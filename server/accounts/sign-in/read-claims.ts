/** What the claims of an OpenID provider say about somebody, in our words. */

import { type Role, roles } from '../../access/access.ts';
import type { OidcConfig } from '../../config.ts';
import { checkMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { tidyAllCharacters } from '../../text/tidy-characters.ts';
import { requestLimits } from '../../web/limits.ts';
import type { Claims } from './oidc.ts';

export interface Claimed {
  /** Issuer and subject. */
  subject: string;
  /** Only when it belongs to this person: the provider says so, or alone hands out addresses of that domain. */
  email: string | undefined;
  name: string;
  role: Role | undefined;
  /** The CBS code. */
  municipalityCode: string | undefined;
}

/** Of several roles the one that may do most. A name with dots leads into nested claims. */
export function readClaims(given: Claims, { issuer, roleClaim, mailDomains }: OidcConfig): Claimed {
  const claims = tidyAllCharacters(given, requestLimits.jsonDepth);
  const found = claims[roleClaim] ?? roleClaim.split('.').reduce<unknown>(readClaimEntry, claims);
  const words = [found ?? []].flat().flatMap((one) => (typeof one === 'string' ? one.split(/[\s,]+/) : []));
  const email = typeof claims.email === 'string' ? tidyMailAddress(claims.email) : '';
  const isSure =
    isVerified(claims.email_verified, email, mailDomains) && checkMailAddress('', email).length === 0;
  const name = typeof claims.name === 'string' ? tidyText(claims.name) : '';
  const code = claims.municipalityCode;
  return {
    subject: `${issuer} ${claims.sub}`,
    email: isSure ? email : undefined,
    name: checkText('', name).length === 0 ? name : email || claims.sub,
    role: roles.find((role) => words.includes(role)),
    municipalityCode: typeof code === 'string' ? code.trim().toUpperCase() : undefined,
  };
}

/**
 * Some write it as a text (Cognito). Some leave it out (Entra): then their own people may type any address, unless the
 * settings say that the provider hands out those of the domain. Where it says no, it is no.
 */
function isVerified(said: unknown, email: string, domains: readonly string[]): boolean {
  if (said === undefined) return domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
  return said === true || said === 'true';
}

function readClaimEntry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
