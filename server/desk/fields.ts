/** Shapes of addresses and forms of the desk. What a field means is checked further on, all fields at once. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TableReader } from '../web/send-csv.ts';

// Ids that belong to nothing were refused at the door already.
export const networkParams = Type.Object({ network: Type.String() });
export const partnerParams = Type.Object({ partner: Type.String() });
export const personParams = Type.Object({ person: Type.String() });

/** A line that somebody typed; a field that was not sent is empty. */
export const LineField = Type.String({ default: '', maxLength: 5000 });

/** The boxes of one name that were ticked: none, one, or several. */
export const TicksField = Type.Union(
  [Type.String({ maxLength: 30 }), Type.Array(Type.String({ maxLength: 30 }))],
  { default: [] },
);

/** On which revision of the thing the form was based. */
export const RevisionField = Type.String({ pattern: '^[0-9]{1,9}$' });

/** Which part of a long list is asked for. */
export function readPage(request: FastifyRequest): number {
  return toPage(readQuery(request, 'page'));
}

/** What was asked for as a page, in an address or a form. */
export function toPage(text: string): number {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

/** For whom a table is downloaded: for people, unless the address says `?for=programs`. */
export function readTableReader(request: FastifyRequest): TableReader {
  return readQuery(request, 'for') === 'programs' ? 'programs' : 'people';
}

/** A word in the address after the `?`; empty when it is not there, or several times. */
export function readQuery(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
