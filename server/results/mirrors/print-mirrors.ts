/**
 * The job that prints the mirrors of a closed round. Each PDF is stored as soon as it is there, so that a job that was
 * stopped goes on where it was; what would come out differently today is printed again.
 */

import { type Attempt, JobFailure } from '../../jobs/job-queue.ts';
import { logJobError } from '../../jobs/log-job-error.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { deletePrints, printDocument } from '../printed-documents.ts';
import { loadMirrors, type Mirror } from './mirrors.ts';
import { mirrorKey, sortMirrors } from './printed-mirrors.ts';

/** As many as the printer does at once: what somebody asks for meanwhile waits for one print at most. */
const atOnce = 2;
/** After this many prints that went wrong the others would go wrong too. */
const maxErrors = 3;

/** Throws a `JobFailure` when not all of them were printed. */
export async function printMirrors(
  app: Pick<App, 'db' | 'printer' | 'log' | 'isStopping'>,
  { data, signal }: Pick<Attempt<'print-mirrors'>, 'data' | 'signal'>,
): Promise<void> {
  const { db, printer } = app;
  const round = await findRound(db, data.roundId);
  const mirrors = round.status === 'closed' ? await loadMirrors(db, round) : undefined;
  if (!mirrors) return;
  const { missing, stale } = await sortMirrors(db, mirrors);
  await deletePrints(db, stale);
  const todo = missing.values();
  let errors = 0;

  async function printOne(mirror: Mirror): Promise<void> {
    await printDocument(db, mirrorKey(mirrors!, mirror), {
      renderAt: (printedAt) => mirrors!.render(mirror, printedAt),
      print: (page) => printer.print(page),
    });
  }

  async function work(): Promise<void> {
    for (const mirror of todo) {
      if (app.isStopping() || signal.aborted) throw new JobFailure('stopped');
      await printOne(mirror).catch((error: unknown) => {
        errors += 1;
        logJobError(app.log, error);
      });
      if (errors >= maxErrors) return;
    }
  }

  const results = await Promise.allSettled(Array.from({ length: atOnce }, work));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  if (errors > 0) throw new JobFailure('printing');
}
