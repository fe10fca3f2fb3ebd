/** The fingerprint of an instrument: scores name it, so that nobody has to trust a version number. */
import { createHash } from 'node:crypto';
import type { Instrument } from './instrument.ts';

/**
 * SHA-256, in hexadecimal, of the instrument as JSON without spaces and with the keys of each object in order.
 * The layout of the file does not change it; any other difference does.
 */
export function hashInstrument(instrument: Instrument): string {
  return createHash('sha256').update(JSON.stringify(instrument, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
