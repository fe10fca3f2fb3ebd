/**
 * A form that arrives after the session ended is not thrown away: its fields travel along with the sign-in form,
 * in the visitor's own page, and are sent again by a press of a button. The server stores nothing of it.
 */
import type { FastifyRequest } from 'fastify';
import { keptFormLimits } from './limits.ts';

export interface KeptForm {
  /** The address that the form was sent to. */
  path: string;
  fields: [name: string, value: string][];
  /** There was a file; a page can't keep it. */
  hadFile: boolean;
}

/** What was sent, to be kept; 'tooLarge' when there is no keeping it. */
export function keepForm(request: FastifyRequest): KeptForm | 'tooLarge' {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const fields: KeptForm['fields'] = [];
  let hadFile = false;
  for (const [name, value] of Object.entries(body)) {
    if (name === 'csrf') continue;
    for (const one of [value].flat()) {
      if (typeof one === 'string') fields.push([name, one]);
      else hadFile = true;
    }
  }
  const kept = { path: request.url, fields, hadFile };
  return Buffer.byteLength(JSON.stringify(kept)) > keptFormLimits.bytes ? 'tooLarge' : kept;
}

/** The kept form of a hidden field; undefined when it is none of ours, or would be sent somewhere else. */
export function readKeptForm(text: string | undefined): KeptForm | undefined {
  if (!text) return undefined;
  try {
    const { path, fields, hadFile } = JSON.parse(text) as KeptForm;
    const isPair = (pair: unknown) =>
      Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
    const fits = isDeskPath(path) && Array.isArray(fields) && fields.every(isPair);
    return fits ? { path, fields, hadFile: hadFile === true } : undefined;
  } catch {
    return undefined;
  }
}

/** An address of the desk on this server, and nothing that a browser would take for another server. */
export function isDeskPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > 2000 || !/^\/desk(?:[/?][\x21-\x7E]*)?$/.test(path))
    return false;
  if (path.includes('\\')) return false;
  const { origin, pathname } = new URL(path, 'http://here.invalid');
  return origin === 'http://here.invalid' && /^\/desk(?:\/|$)/.test(pathname);
}
