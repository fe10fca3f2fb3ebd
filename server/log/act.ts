/**
 * A use case changes something: in one transaction the change, its line in the log and the jobs that it causes, so
 * that all of it is there or nothing. Whoever let them in says who acts: the door of the desk, the check of
 * the API's key, the shell, the clock.
 */
import type { Config } from '../config.ts';
import { inTransaction } from '../database/in-transaction.ts';
import type { Database } from '../database/schema.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { type Actor, addLine, type NewLine } from './lines.ts';

/** What a change needs of the server. */
export interface Means {
  /** The pool; or a transaction, which the use case then joins. */
  db: Database;
  jobs: Pick<JobQueue, 'add' | 'addAll' | 'hasten' | 'retry'>;
  config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'secondStep'>;
  /** From which links are made (`web/link-key.ts`). */
  linkKey: string;
}

/** Who acts, and with what: the first argument of every use case. */
export interface Acting extends Means {
  actor: Actor;
  /** The address of who acts; undefined in the shell, for the clock, and behind a personal link, where none is kept. */
  from?: string | undefined;
  /** What the use cases so far did: lines in the log, or 'unchanged'. */
  done: string[];
}

/** The inside of a use case: `db` is its transaction. Another use case that is handed this joins it. */
export interface OngoingChange extends Acting {
  /** Writes the line of this change. */
  log(line: NewLine): Promise<void>;
  /** Says that there was nothing to change, so that no line is missing. */
  unchanged(): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts: behind a door (the desk, the API's key) it is always there. */
    acting: Acting;
  }
}

/** Who acts, on the server's own means, and from which address. */
export function actAs({ db, jobs, config, linkKey }: Means, actor: Actor, from?: string): Acting {
  return { db, jobs, config, linkKey, actor, from, done: [] };
}

/** Does the work in a transaction. Ends it with an error when neither a line was written nor `unchanged` was said. */
export function act<Outcome>(
  acting: Acting,
  work: (change: OngoingChange) => Promise<Outcome>,
): Promise<Outcome> {
  const { jobs, config, linkKey, actor, from, done } = acting;
  return inTransaction(acting.db, async (db) => {
    const before = done.length;
    const outcome = await work({
      db,
      jobs,
      config,
      linkKey,
      actor,
      from,
      done,
      async log(line) {
        await addLine(db, actor, line, from);
        done.push(line.action);
      },
      unchanged: () => void done.push('unchanged'),
    });
    if (done.length === before) throw new Error('A use case ended without a line in the log.');
    return outcome;
  });
}

/** A change that succeeded must have gone through a use case: one that left no line and was not said to be none. */
export function requireUseCase({ done }: Acting, what: string): void {
  if (done.length === 0) throw new Error(`${what} went past the use cases.`);
}
