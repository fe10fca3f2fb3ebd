/** One PostgreSQL for all runs of a command: starting one takes longer than many a test. */
import { startPostgres } from '../support/postgres-server.ts';
import type { Mutant } from './mutant.ts';

/** Starts it when a test needs one, no other is set and its programs are there; it stops when this process ends. */
export function shareServer(mutants: readonly Mutant[]): void {
  if (process.env.DATABASE_URL || mutants.every(({ test }) => test.startsWith('tests/unit/'))) return;
  const server = startPostgres({ isDurable: false });
  if (!server) return;
  process.env.DATABASE_URL = server.url;
  process.once('exit', () => server.stop());
}
