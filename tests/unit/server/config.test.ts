import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import type { Refusal } from '../../../server/text/refusal.ts';
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

test('everything that is wrong is said at once, each with what to give', () => {
  const env = {
    PORT: '99999',
    DATABASE_URL: 'mysql://x',
    PUBLIC_URL: 'spiegel.example',
    TRUST_PROXY: 'yes',
    LOG_LEVEL: 'loud',
    SHELL_LANGUAGE: 'fr',
  };
  const refusal = (() => {
    try {
      return readConfig(env);
    } catch (error) {
      return error;
    }
  })() as Refusal;
  for (const language of languages) {
    expect(refusal.faults(language).map(({ where }) => where)).toEqual(Object.keys(env));
    expect(refusal.faults(language).every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
  }
});
