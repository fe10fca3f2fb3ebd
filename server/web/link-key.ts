/**
 * Links that can be given again. The token of a link follows from a seed in the database and the key of the
 * installation, which is kept elsewhere: so a mail, a reminder and a letter carry the same link, and whoever reads
 * the database alone can't open anything. What is looked up is the hash of the token (`token.ts`).
 */
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashToken } from './token.ts';

export interface SeededToken {
  seed: Buffer;
  token: string;
  hash: Buffer;
}

/** The token of a seed: 128 bits, 22 characters that need no escaping in a URL. */
export function deriveToken(key: string, seed: Buffer): string {
  return createHmac('sha256', key).update(seed).digest().subarray(0, 16).toString('base64url');
}

/** A new seed with its token. */
export function makeSeededToken(key: string): SeededToken {
  const seed = randomBytes(16);
  const token = deriveToken(key, seed);
  return { seed, token, hash: hashToken(token) };
}

/** The key of this installation: the setting, or else a file in the data folder that the first start makes. */
export async function readLinkKey(setting: string | undefined, dataDir: string): Promise<string> {
  if (setting !== undefined) return setting;
  const file = join(dataDir, 'session-key');
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    // Put in place in one step: of two processes that start at once, one makes it and both read it whole.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}
