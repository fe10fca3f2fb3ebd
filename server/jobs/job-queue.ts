/**
 * The queue of jobs: pg-boss in the same database and on the same pool, so that a job is added in the transaction of
 * the change that causes it: both are there or neither is. Jobs hold only ids, never a name, an address or a link.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { fromKysely, type JobResult, type JobWithMetadata, PgBoss, type Queue } from 'pg-boss';
import { borrowPool, type Database } from '../database/schema.ts';
import { addDueJobs } from './add-due-jobs.ts';
import { steadyClock } from './steady-clock.ts';
import { maxWaitSeconds } from './undo-jump.ts';

/** What each job is told. `networkId` shows the job to that network's coordinators. */
export interface JobData {
  /** Every minute, once for all processes: does what is due. */
  tick: Record<string, never>;
  'send-mail': { mailId: string; networkId?: string | undefined; roundId?: string | undefined };
  'print-factsheet': { roundId: string; networkId: string };
  'print-mirrors': { roundId: string; networkId: string };
  /** Without a round those of a whole network; `bundle` says which of both. */
  'make-bundle': { networkId: string; roundId?: string | undefined; bundle: string };
  /** `address`: a hash of the mail address that was asked for (`lost-links/mail-lost-links.ts`). */
  'mail-lost-links': { address: string };
  /** Every night. */
  'clean-up': Record<string, never>;
  /** Every night, where there is a folder for it. */
  'back-up': Record<string, never>;
  /** Every five minutes, where there is a mailbox for mail that comes back. */
  'read-returns': Record<string, never>;
}
export type JobName = keyof JobData;

/** One attempt at a job. */
export type Attempt<Name extends JobName = JobName> = JobWithMetadata<JobData[Name]>;

/** Does one job; what it throws is tried again, unless it is a `JobFailure` that says that this is of no use. */
type Handle<Name extends JobName> = (attempt: Attempt<Name>) => Promise<void>;

type OptionalJob = 'back-up' | 'read-returns';

/** For each kind; one that an installation does without is never added. */
export type JobHandlers = { [Name in Exclude<JobName, OptionalJob>]: Handle<Name> } & {
  [Name in OptionalJob]?: Handle<Name> | undefined;
};

/** A job that did not succeed, for a reason that can be shown: a key of `outbox.failures`. */
export class JobFailure extends Error {
  readonly code: string;
  /** Trying again is of no use. */
  readonly isFinal: boolean;

  constructor(code: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(code, { cause });
    this.code = code;
    this.isFinal = isFinal;
  }
}

type QueueSettings<Data> = Omit<Queue, 'name'> & {
  policy: string;
  /** Of two jobs with one key only the first is kept, as long as it waits or is being done. */
  key: (data: Data) => string;
  /** How many at a time, for each process. */
  batch: number;
};

/** So late at most is a job that the clock adds. */
const clockSeconds = 10;

/** A process that stopped in the middle is noticed after this time, and its job is tried again. */
const heartbeatSeconds = 20;
const common = {
  policy: 'exclusive',
  heartbeatSeconds,
  retryBackoff: true,
  retryDelayMax: maxWaitSeconds,
  deleteAfterSeconds: 7 * 24 * 3600,
};

export const queues: { [Name in JobName]: QueueSettings<JobData[Name]> } = {
  tick: {
    ...common,
    key: () => 'tick',
    batch: 1,
    expireInSeconds: 300,
    // The next minute tries again by itself.
    retryLimit: 0,
    deleteAfterSeconds: 3600,
  },
  // After about half a minute, then ever longer, at most an hour: some fifteen hours in all.
  'send-mail': {
    ...common,
    key: ({ mailId }) => mailId,
    batch: 5,
    expireInSeconds: 120,
    retryLimit: 20,
    retryDelay: 60,
    retentionSeconds: 7 * 24 * 3600,
  },
  'print-factsheet': {
    ...common,
    key: ({ roundId }) => roundId,
    batch: 1,
    expireInSeconds: 180,
    retryLimit: 2,
    retryDelay: 20,
  },
  // A few minutes for hundreds of partners; what was printed stays when it is tried again.
  'print-mirrors': {
    ...common,
    key: ({ roundId }) => roundId,
    batch: 1,
    expireInSeconds: 3600,
    retryLimit: 3,
    retryDelay: 10,
  },
  'make-bundle': {
    ...common,
    key: ({ bundle }) => bundle,
    batch: 1,
    expireInSeconds: 900,
    retryLimit: 2,
    retryDelay: 10,
  },
  'mail-lost-links': {
    ...common,
    key: ({ address }) => address,
    batch: 1,
    expireInSeconds: 60,
    retryLimit: 3,
    retryDelay: 10,
    // A hash of what somebody typed is of no use afterwards.
    deleteAfterSeconds: 3600,
  },
  'clean-up': {
    ...common,
    key: () => 'clean-up',
    batch: 1,
    expireInSeconds: 900,
    retryLimit: 2,
    retryDelay: 300,
  },
  'back-up': {
    ...common,
    key: () => 'back-up',
    batch: 1,
    expireInSeconds: 3600,
    retryLimit: 5,
    retryDelay: 300,
  },
  'read-returns': {
    ...common,
    key: () => 'read-returns',
    batch: 1,
    expireInSeconds: 180,
    // The next visit tries again by itself.
    retryLimit: 0,
    deleteAfterSeconds: 3600,
  },
};
export const jobNames = Object.keys(queues) as JobName[];

export interface JobQueue {
  /**
   * Puts a job in the queue in the transaction of `db`. A job with the same key that still waits makes it needless.
   */
  add<Name extends JobName>(db: Database, name: Name, data: JobData[Name]): Promise<void>;
  /** The same for many at once. */
  addAll<Name extends JobName>(db: Database, name: Name, list: readonly JobData[Name][]): Promise<void>;
  start(): Promise<void>;
  /** Does jobs from now on, in this process, and looks for new ones after so many seconds. */
  work(handlers: JobHandlers, pollingSeconds?: number): Promise<void>;
  /** Does it as soon as may be, also when it waits for a later attempt. */
  hasten<Name extends JobName>(db: Database, name: Name, data: JobData[Name]): Promise<void>;
  /** Puts a job that failed in the queue again. */
  retry(db: Database, name: JobName, id: string): Promise<void>;
  /** Lets what is being done finish, for at most some seconds. */
  stop(): Promise<void>;
}

export interface QueueOptions {
  pool: Pool;
  onError: (error: unknown) => void;
}

/** What every user of the queue has in common. */
export const queueOptions = { clock: steadyClock, schedule: false, supervise: false };

/** The queue on this pool, which stays its owner's. `installQueue` has made its tables. */
export function createJobQueue({ pool, onError }: QueueOptions): JobQueue {
  const db = queueConnection(pool);
  const boss = new PgBoss({ ...queueOptions, db, migrate: false });
  /** Takes jobs, and looks after jobs whose process stopped. */
  const worker = new PgBoss({
    ...queueOptions,
    supervise: true,
    db,
    migrate: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 3600,
    // Rebuilding an index can't be done where all connections share one session, and it is not needed.
    reindex: false,
  });
  const kysely = borrowPool(pool);
  const stopping = new AbortController();
  let timekeeping: Promise<void> | undefined;
  boss.on('error', onError);
  worker.on('error', onError);

  async function addAll<Name extends JobName>(
    transaction: Database,
    name: Name,
    list: readonly JobData[Name][],
  ) {
    if (list.length === 0) return;
    const jobs = list.map((data) => ({ data, singletonKey: queues[name].key(data) }));
    await boss.insert(name, jobs, { db: fromKysely(transaction.withoutPlugins()) });
  }

  async function workOn<Name extends JobName>(
    name: Name,
    handle: Handle<Name>,
    pollingIntervalSeconds: number,
  ) {
    await worker.work(
      name,
      { ...workOptions, pollingIntervalSeconds, batchSize: queues[name].batch },
      (attempts: Attempt<Name>[]): Promise<JobResult[]> =>
        Promise.all(attempts.map((attempt) => attemptJob(attempt, handle, onError))),
    );
  }

  /** Asks again and again what the clock must add, until the queue stops. */
  async function keepTime(names: readonly JobName[]) {
    while (!stopping.signal.aborted) {
      await addDueJobs(kysely, names, (transaction, name) => addAll(transaction, name, [{}])).catch(onError);
      await sleep(clockSeconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    add: (transaction, name, data) => addAll(transaction, name, [data]),
    addAll,
    async start() {
      await boss.start();
      for (const name of jobNames) {
        // Known from now on without a look: in a transaction there may be no other connection to look with.
        await boss.insert(name, []);
      }
    },
    async work(handlers, pollingSeconds = 1) {
      await worker.start();
      const names = jobNames.filter((name) => handlers[name]);
      for (const name of names) await workOn(name, handlers[name] as never, pollingSeconds);
      timekeeping = keepTime(names);
    },
    async hasten(transaction, name, data) {
      const singletonKey = queues[name].key(data);
      await boss.upsert(name, data, {
        singletonKey,
        startAfter: new Date(),
        db: fromKysely(transaction.withoutPlugins()),
      });
    },
    async retry(transaction, name, id) {
      await boss.retry(name, id, { db: fromKysely(transaction.withoutPlugins()) });
    },
    async stop() {
      stopping.abort();
      await timekeeping;
      await worker.stop({ close: false, timeout: 20_000 });
      await boss.stop({ close: false });
    },
  };
}

const workOptions = {
  includeMetadata: true,
  perJobResults: true,
  burstWhenBatchFull: true,
} as const;

/** The queue's way to the database. */
export function queueConnection(pool: Pool) {
  return { executeSql: (text: string, values?: unknown[]) => executeSql(pool, text, values) };
}

/** pg-boss sends several statements in one text too, and then wants the rows of all. */
async function executeSql(pool: Pool, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const result = await pool.query(text, values);
  return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows as unknown[]) } : result;
}

async function attemptJob<Name extends JobName>(
  attempt: Attempt<Name>,
  handle: Handle<Name>,
  onError: (error: unknown) => void,
): Promise<JobResult> {
  try {
    await handle(attempt);
    return { id: attempt.id, status: 'completed' };
  } catch (error) {
    const failure = error instanceof JobFailure ? error : undefined;
    if (!failure) onError(error);
    // What is stored names the reason and never the words of the error: those may hold what somebody typed.
    return {
      id: attempt.id,
      status: failure?.isFinal ? 'deadletter' : 'failed',
      output: { code: failure?.code ?? 'unexpected' },
    };
  }
}
