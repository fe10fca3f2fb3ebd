/**
 * The hash of a line of the log, as the database makes it when a transaction ends (`place_line` in
 * `migrations/0033-log-chain.sql`): SHA-256 over its fields in a canonical form. Made here once more, so that whoever
 * checks the chain does not have to believe the database.
 */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Schema } from '../database/schema.ts';

type Field = string | null;

/** A line with its place in the chain. */
export type ChainedLine = Omit<Selectable<Schema['audit']>, 'at'> & {
  /** Microseconds since 1970. */
  at: string;
};

/** Each field as its length in bytes, a colon, its text and a comma; `-,` when there is none. */
export function hashFields(fields: readonly Field[]): Buffer {
  const hash = createHash('sha256');
  for (const field of fields) hash.update(field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`);
  return hash.digest();
}

/** With the stored hashes of its note and its origin, which stay when those are erased. */
export function hashLine(line: ChainedLine): Buffer {
  return hashFields([
    toHex(line.previous),
    line.position,
    line.id,
    line.at,
    line.actor,
    line.accountId,
    line.action,
    line.municipalityId,
    line.networkId,
    line.roundId,
    line.thingId,
    line.refusal,
    toHex(line.noteHash),
    toHex(line.originHash),
  ]);
}

function toHex(bytes: Buffer | null): Field {
  return bytes?.toString('hex') ?? null;
}
