/**
 * What the log of the server says about a failed job: the kind of error and where it was, never the words of a row or
 * a mail.
 */
import type { FastifyBaseLogger } from 'fastify';

/**
 * An error of the database can name the row that it is about, and one of the mail server an address. Each has a line.
 */
export function logJobError(log: FastifyBaseLogger, error: unknown): void {
  if (error instanceof AggregateError) {
    for (const one of error.errors) logJobError(log, one);
    return;
  }
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  log.error(
    { error: { name, code, at: places?.slice(0, 6).map((line) => line.trim()) } },
    'a job went wrong',
  );
}
