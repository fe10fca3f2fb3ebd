import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import type { Refusal } from '../../../server/text/refusal.ts';
import refusalsNl from '../../../server/text/refusals.nl.json' with { type: 'json' };
import { languages } from '../../../survey/texts.ts';

test('without any setting the server listens on this machine alone, with its data beside it', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    publicUrl: 'http://127.0.0.1:3000',
    trustProxy: false,
  });
});

test('an empty setting is the same as none', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}));
});

test('a public address loses its last slash, so that links have one', () => {
  expect(readConfig({ PUBLIC_URL: 'https://spiegel.example/' }).publicUrl).toBe('https://spiegel.example');
});

test('an IPv6 host is written between brackets in the public address', () => {
  expect(readConfig({ HOST: '::1', PORT: '8080' }).publicUrl).toBe('http://[::1]:8080');
});

test('what is set wins from what holds otherwise, and an empty setting does not', () => {
  expect(readConfig({}, { LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
  expect(readConfig({ LOG_LEVEL: ' ' }, { LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
  expect(readConfig({ LOG_LEVEL: 'debug' }, { LOG_LEVEL: 'warn' }).logLevel).toBe('debug');
});

test('OpenID Connect needs all of its settings, and a name for a button alone is none', () => {
  expect(readConfig({ OIDC_NAME: 'Weert' }).oidc).toBeUndefined();
  const all = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  expect(readConfig(all).oidc).toEqual({
    issuer: 'https://id.example',
    clientId: 'a',
    clientSecret: 'b',
    name: 'OpenID Connect',
    roleClaim: 'roles',
    mailDomains: [],
  });
  expect(listWrong({ OIDC_CLIENT_ID: 'a' })).toEqual(['OIDC_ISSUER', 'OIDC_CLIENT_SECRET']);
});

test('operators and coordinators take a second step, unless others are named or nobody is', () => {
  expect(readConfig({}).secondStep).toEqual(['operator', 'coordinator']);
  expect(readConfig({ SECOND_STEP: 'operator, researcher' }).secondStep).toEqual(['operator', 'researcher']);
  expect(readConfig({ SECOND_STEP: 'nobody' }).secondStep).toEqual([]);
  for (const value of ['everybody', 'operator,', 'nobody,operator'])
    expect(listWrong({ SECOND_STEP: value })).toEqual(['SECOND_STEP']);
});

test('texts become numbers, yes or no, and whole paths', () => {
  const config = readConfig({ PORT: '0', STOP_DELAY: '20', TRUST_PROXY: '1', DATA_DIR: 'there' });
  expect(config).toMatchObject({ port: 0, stopDelay: 20, trustProxy: 1, chromiumSandbox: true });
  expect(config.dataDir).toBe(resolve('there'));
});

test.each([
  'PORT=1.5',
  'BACKUP_KEEP=0',
  'STOP_DELAY=1000',
  'CHROMIUM_SANDBOX=1',
  'SESSION_KEY=short',
  'SMTP_URL=http://mail.example',
  'MAIL_FROM=nobody',
  'IMAP_URL=imaps://mail.example',
  'RETURN_PATH=nobody',
  'DKIM_SELECTOR=s1._domainkey mail',
  'DNS_SERVER=dns.example',
  'PROCESS=both',
])('%s is refused', (setting) => {
  const [name, value] = setting.split('=') as [string, string];
  expect(listWrong({ [name]: value })).toEqual([name]);
});

test('everything that is wrong is said at once, each with what to give', () => {
  const env = {
    PORT: '99999',
    DATABASE_URL: 'mysql://x',
    PUBLIC_URL: 'spiegel.example',
    TRUST_PROXY: 'true',
    LOG_LEVEL: 'loud',
    SHELL_LANGUAGE: 'fr',
  };
  const refusal = findRefusal(env);
  for (const language of languages) {
    expect(refusal.faults(language).map(({ where }) => where)).toEqual(Object.keys(env));
    expect(refusal.faults(language).every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
  }
});

test('each setting that can be wrong has a sentence of its own, and no other has', () => {
  const names = Object.keys(refusalsNl.settings);
  const missing = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const env = names.filter((name) => !missing.includes(name)).map((name) => [name, '?']);
  const refusal = findRefusal(Object.fromEntries(env));
  for (const language of languages) {
    const faults = refusal.faults(language);
    expect(faults.map(({ where }) => where).toSorted()).toEqual(names.toSorted());
    for (const { sentence } of faults) expect(sentence).toMatch(/^.{10,}\.$/);
  }
});

function findRefusal(env: Record<string, string>): Refusal {
  try {
    readConfig(env);
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('These settings are right.');
}

function listWrong(env: Record<string, string>): string[] {
  return findRefusal(env)
    .faults('nl')
    .map(({ where }) => where);
}
