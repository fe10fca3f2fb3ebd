/**
 * The link that stops the mails to a person. It is made from the person's seed and the key of the installation and
 * stored nowhere; it holds the person's id, so that the right one can be looked up without a list of tokens.
 */
import { timingSafeEqual } from 'node:crypto';
import { idPattern } from '../text/ids.ts';
import { deriveToken } from '../web/link-key.ts';

/** `ID-TOKEN`: the last part of the address. */
export function makeUnsubscribeToken(key: string, person: { id: string; seed: Buffer }): string {
  return `${person.id}-${derive(key, person.seed)}`;
}

const form = new RegExp(`^(${idPattern})-([\\w-]{22})$`);

/** The id and the token; undefined when it has not that form. */
export function readUnsubscribeToken(text: string): { id: string; token: string } | undefined {
  const [, id, token] = form.exec(text) ?? [];
  return id === undefined || token === undefined ? undefined : { id, token };
}

/** Is this the token of the person with this seed? */
export function isUnsubscribeToken(key: string, seed: Buffer, token: string): boolean {
  return timingSafeEqual(Buffer.from(derive(key, seed)), Buffer.from(token));
}

/** For this use alone: no other link of the same seed has this token. */
function derive(key: string, seed: Buffer): string {
  return deriveToken(key, Buffer.concat([Buffer.from('unsubscribe'), seed]));
}
