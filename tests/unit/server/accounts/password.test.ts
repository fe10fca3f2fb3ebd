import { describe, expect, test } from 'vitest';
import {
  checkPassword,
  hashPassword,
  isPassword,
  maxPasswordLength,
} from '../../../../server/accounts/password.ts';

const anna = { email: 'anna.dewit@example.org', name: 'Anna de Wit', municipality: { name: 'Weert' } };

describe('a password', () => {
  test('is kept as argon2id with the cost that OWASP advises, salted', async () => {
    const hashes = [
      await hashPassword('een lange zin als wachtwoord'),
      await hashPassword('een lange zin als wachtwoord'),
    ];
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,(p=1,t=2|t=2,p=1)\$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await isPassword(hashes[0], 'een lange zin als wachtwoord')).toBe(true);
    expect(await isPassword(hashes[0], 'een lange zin als wachtwoorD')).toBe(false);
  });

  test('of nobody fits nothing', async () => {
    for (const stored of [null, undefined]) expect(await isPassword(stored, 'wat dan ook')).toBe(false);
  });

  test('of more than 128 characters is refused, also when it would be right', async () => {
    const long = 'x'.repeat(maxPasswordLength + 1);
    expect(await isPassword(await hashPassword(long), long)).toBe(false);
    expect(await checkPassword('password', long, anna)).toEqual([
      { where: 'password', code: 'passwordLong', values: { max: 128 } },
    ]);
  });

  test.each([
    ['', 'empty'],
    ['elf tekens!', 'passwordShort'],
    ['anna.dewit@example.org', 'passwordEasy'],
    ['Anna de Wit1', 'passwordEasy'],
    ['ANNA.DEWIT!!', 'passwordEasy'],
    ['annadewit1975', 'passwordEasy'],
    ['Gemeente Weert 1', 'passwordEasy'],
    ['Ketenspiegel2026!', 'passwordEasy'],
    ['ketenspiegel', 'passwordEasy'],
    ['123456789012', 'passwordEasy'],
    ['aaaaaaaaaaaa', 'passwordEasy'],
    ['x'.repeat(maxPasswordLength), 'passwordEasy'],
    ['abcdefghijkl', 'passwordEasy'],
    ['qwertyuiop12', 'passwordEasy'],
    ['wachtwoord123', 'passwordEasy'],
    ['P@ssw0rd1234', 'passwordEasy'],
    ['Welkom2026!!', 'passwordEasy'],
    ['geheim geheim', 'passwordEasy'],
    ['voetbalvoetbal', 'passwordEasy'],
    ['Zomer2026Zomer2026', 'passwordEasy'],
    ['iloveyouiloveyou', 'passwordEasy'],
    ['correct horse battery staple', undefined],
    ['de kat zit op het dak', undefined],
    ['Hk3!vq9Lp2xz', undefined],
    ['Anna de Wit houdt van lange zinnen', undefined],
    ['mijn keten van zilver is zoek', undefined],
  ])('%j: %s', async (password, code) => {
    const problems = await checkPassword('password', password, anna);
    expect(problems.map((problem) => problem.code)).toEqual(code ? [code] : []);
  });
});
