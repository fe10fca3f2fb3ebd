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
  /** Only when the provider says that it belongs to this person. */
  email: string | undefined;
  name: string;
  role: Role | undefined;
  /** The CBS code. */
  municipalityCode: string | undefined;
}

/** Of several roles the one that may do most. A name with dots leads into nested claims. */
export function readClaims(given: Claims, { issuer, roleClaim }: OidcConfig): Claimed {
  const claims = tidyAllCharacters(given, requestLimits.jsonDepth);
  const found = claims[roleClaim] ?? roleClaim.split('.').reduce<unknown>(readClaimEntry, claims);
  const words = [found ?? []].flat().flatMap((one) => (typeof one === 'string' ? one.split(/[\s,]+/) : []));
  const email = typeof claims.email === 'string' ? tidyMailAddress(claims.email) : '';
  const isSure = claims.email_verified === true && checkMailAddress('', email).length === 0;
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

function readClaimEntry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
