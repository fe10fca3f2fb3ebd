import { expect, test } from 'vitest';
import { readPendingSignIn, sealPendingSignIn } from '../../../../server/accounts/sign-in/oidc.ts';
import { readClaims } from '../../../../server/accounts/sign-in/read-claims.ts';

const oidc = {
  issuer: 'https://id.example',
  clientId: 'x',
  clientSecret: 'x',
  name: 'X',
  roleClaim: 'roles',
  mailDomains: [],
};
const anna = { sub: '42', name: 'Anna', email: 'anna@Example.org', email_verified: true };

test.each([
  [{ roles: 'coordinator' }, 'coordinator'],
  [{ roles: ['x', 'researcher', 'operator'] }, 'operator'],
  [{ roles: 'openid researcher' }, 'researcher'],
  [{ roles: 'Operator' }, undefined],
  [{ roles: [{ operator: true }] }, undefined],
  [{ roles: null }, undefined],
  [{}, undefined],
])('%j gives the role %s', (more, role) => {
  expect(readClaims({ ...anna, ...more }, oidc).role).toBe(role);
});

test('a role may stand deeper, or under a name with dots', () => {
  const deep = { ...oidc, roleClaim: 'realm_access.roles' };
  expect(readClaims({ ...anna, realm_access: { roles: ['municipality'] } }, deep).role).toBe('municipality');
  const url = { ...oidc, roleClaim: 'https://id.example/roles' };
  expect(readClaims({ ...anna, 'https://id.example/roles': ['municipality'] }, url).role).toBe(
    'municipality',
  );
});

test('a mail address counts only when the provider vouches for it', () => {
  expect(readClaims(anna, oidc)).toMatchObject({
    email: 'anna@example.org',
    subject: 'https://id.example 42',
  });
  expect(readClaims({ ...anna, email_verified: 'true' }, oidc).email).toBe('anna@example.org');
  for (const email_verified of [false, undefined, 'false', 'TRUE', null, 1]) {
    expect(readClaims({ ...anna, email_verified }, oidc).email).toBeUndefined();
  }
  expect(readClaims({ ...anna, email: 'no address' }, oidc).email).toBeUndefined();
});

test('or when it alone hands out the addresses of that domain, and does not say no', () => {
  const own = { ...oidc, mailDomains: ['example.org'] };
  const silent = { ...anna, email_verified: undefined };
  expect(readClaims(silent, own).email).toBe('anna@example.org');
  for (const email of [
    'anna@sub.example.org',
    'anna@example.org.evil.example',
    'anna@xexample.org',
    'example.org',
  ])
    expect(readClaims({ ...silent, email }, own).email).toBeUndefined();
  for (const email_verified of [false, 'false', null])
    expect(readClaims({ ...anna, email_verified }, own).email).toBeUndefined();
});

test('a departure that somebody else made, or of long ago, opens nothing', () => {
  const departure = { state: 's', nonce: 'n', verifier: 'v', to: '/desk', until: Date.now() + 60_000 };
  const sealed = sealPendingSignIn(departure, 'key');
  expect(readPendingSignIn(sealed, 'key')).toEqual(departure);
  expect(readPendingSignIn(sealed, 'another key')).toBeUndefined();
  expect(readPendingSignIn(`x${sealed}`, 'key')).toBeUndefined();
  expect(readPendingSignIn(sealed.split('.')[0], 'key')).toBeUndefined();
  expect(readPendingSignIn(undefined, 'key')).toBeUndefined();
  expect(
    readPendingSignIn(sealPendingSignIn({ ...departure, until: Date.now() - 1 }, 'key'), 'key'),
  ).toBeUndefined();
});
