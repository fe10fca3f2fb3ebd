/**
 * Gives every statement a name, so that PostgreSQL parses and plans it once per connection: for the lookup of a
 * personal link that is most of its cost. Not for the embedded database, whose connections share one session.
 */

import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** Statements beyond this many are sent without a name: a text that differs each time must not fill the memory. */
const maxStatements = 500;
const names = new Map<string, string>();

function findName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxStatements) return known;
  const name = `statement_${names.size}`;
  names.set(text, name);
  return name;
}

/** The same pool, whose clients name the statements that have values. */
export function prepareStatements(pool: Pool): PostgresPool {
  return {
    connect: async () => nameStatements(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  };
}

function nameStatements(client: PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) =>
    client.query({ name: values.length > 0 ? findName(text) : undefined, text, values: [...values] });
  return Object.create(client, { query: { value: query } });
}
