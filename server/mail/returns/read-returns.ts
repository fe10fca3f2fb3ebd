/** The job that reads the mailbox to which mail comes back, every five minutes. Nothing else waits for it. */
import type { Database } from '../../database/schema.ts';
import { type Attempt, JobFailure } from '../../jobs/job-queue.ts';
import { returnLimits } from '../../web/limits.ts';
import { visitMailbox } from './mailbox.ts';
import { readReturn } from './read-return.ts';
import { recordReturn } from './record-return.ts';

/** Throws a `JobFailure` when the mailbox can't be read: the desk shows it, and the next visit tries again. */
export async function readReturns(
  db: Database,
  imapUrl: string,
  { signal }: Pick<Attempt<'read-returns'>, 'signal'>,
): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(returnLimits.milliseconds)]);
  let ownFault: unknown;
  try {
    await visitMailbox(imapUrl, returnLimits, patience, async (source) => {
      const returned = await readReturn(source);
      if (!returned) return;
      await recordReturn(db, returned).catch((error: unknown) => {
        ownFault = error;
        throw error;
      });
    });
  } catch (error) {
    if (ownFault !== undefined) throw ownFault;
    throw new JobFailure(isPassword(error) ? 'mailboxPassword' : 'mailbox', { cause: error });
  }
}

const isPassword = (error: unknown) =>
  (error as { authenticationFailed?: boolean }).authenticationFailed === true;
