/** Trying a job that failed again, before its time or after its last attempt. */
import { sql } from 'kysely';
import { findJob, type Job } from '../jobs/jobs.ts';
import { type Acting, act, type OngoingChange } from '../log/act.ts';
import { findMail } from '../mail/mails.ts';
import { retryMail } from '../mail/retry-mail.ts';
import { notFound } from '../text/refusal.ts';

/**
 * Puts it in the queue; one that did not fail, or whose turn it is, stays as it is. Refuses one that is not there, or not of this network.
 */
export function retryJob(acting: Acting, id: string, networkId: string | undefined): Promise<void> {
  return act(acting, async (change) => {
    // Of many who press at once, each sees what the one before did.
    await sql`SELECT FROM pgboss.job WHERE id::text = ${id} FOR UPDATE`.execute(change.db);
    const job = await findJob(change.db, { id, networkId });
    if (!job) throw notFound();
    if (job.state !== 'failed' && !(job.state === 'retry' && job.later)) return change.unchanged();
    const mail = job.mailId === null ? undefined : await findMail(change.db, job.mailId);
    // Its line tells which mail.
    if (mail) return retryMail(change, mail.id);
    await retry(change, job);
    await change.log({ action: 'outbox.jobTried', networkId, thingId: id, note: job.name });
  });
}

async function retry({ db, jobs }: OngoingChange, job: Job): Promise<void> {
  await sql`SAVEPOINT retry`.execute(db);
  try {
    await jobs.retry(db, job.name, job.id);
  } catch (error) {
    // Another job with the same purpose waits already.
    if ((error as { code?: string }).code !== '23505') throw error;
    await sql`ROLLBACK TO SAVEPOINT retry`.execute(db);
  }
}
