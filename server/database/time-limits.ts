/**
 * How long a connection may wait and work, by what it is for. Without limits one lock that somebody forgets would take
 * every connection, one after the other. What meets a limit ends with nothing changed: its transaction is undone.
 */
import type { PoolConfig } from 'pg';

interface TimeLimits {
  /** For one statement. */
  statement: number;
  /** For a row or a table that another transaction holds. */
  lock: number;
  /** Between two statements of a transaction, which holds locks meanwhile. */
  idle: number;
}

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const limits = {
  // Somebody waits for a page. The longest change that holds a row, a round that closes, takes about a second; whoever
  // waits longer is told to come back, and the connection serves others. Between two statements there is only arithmetic.
  web: { statement: 15 * second, lock: 2 * second, idle: 15 * second },
  // Nobody waits. A job that gives up is tried again; the clean-up of a large installation is one long transaction.
  job: { statement: 5 * minute, lock: 15 * second, idle: 5 * minute },
  // Somebody in a shell can wait: a backup or a restore takes as long as there are rows, and writes a file meanwhile.
  command: { statement: day, lock: minute, idle: day },
  // A table that is rewritten takes as long as it takes. It waits for another process that migrates.
  migration: { statement: day, lock: day, idle: day },
} satisfies Record<string, TimeLimits>;

export type ConnectionUse = keyof typeof limits;

/**
 * The same connection with the limits of its use. The embedded database keeps none of these: it does one statement after
 * the other, so nobody there waits for a lock, and it ends a transaction that is left alone itself
 * (`embedded-socket.ts`).
 */
export function limitTime(connection: PoolConfig, use: ConnectionUse): PoolConfig {
  if (connection.connectionString === undefined) return connection;
  const { statement, lock, idle } = limits[use];
  return {
    ...connection,
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idle,
  };
}
