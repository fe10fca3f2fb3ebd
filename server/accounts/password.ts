/**
 * Passwords: long ones that are hard to guess, without rules of composition, kept as argon2id. One of more than 128
 * characters is refused before it is hashed. Each attempt to sign in costs one verification, whether the account has a
 * password or not.
 */
import { argon2id, hash, verify } from 'argon2';
import type { Problem } from '../text/problems.ts';
import { isGuessable } from './guess-password.ts';

/** The least that OWASP advises for argon2id: 19 MiB of memory, two rounds. */
const cost = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
const minLength = 12;
export const maxPasswordLength = 128;

/** What is verified when there is no password: the hash of nothing that anybody knows. */
const nobodys = hash(crypto.randomUUID(), cost);

/** What is stored of a password. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Is this the password of that hash? Takes as long when there is no hash. */
export async function isPassword(stored: string | null | undefined, typed: string): Promise<boolean> {
  if (typed.length > maxPasswordLength) return false;
  const isRight = await verify(stored ?? (await nobodys), typed);
  return isRight && typeof stored === 'string';
}

/** Whose password it is. */
export interface PasswordOwner {
  email: string;
  name: string;
  municipality?: { name: string } | undefined;
}

/** What is wrong with a password that somebody chose. */
export async function checkPassword(
  where: string,
  password: string,
  { email, name, municipality }: PasswordOwner,
): Promise<Problem[]> {
  if (password === '') return [{ where, code: 'empty' }];
  if (password.length < minLength) return [{ where, code: 'passwordShort', values: { least: minLength } }];
  if (password.length > maxPasswordLength)
    return [{ where, code: 'passwordLong', values: { max: maxPasswordLength } }];
  const about = [name, email, ...(municipality ? [municipality.name] : [])];
  return (await isGuessable(password, about)) ? [{ where, code: 'passwordEasy' }] : [];
}
