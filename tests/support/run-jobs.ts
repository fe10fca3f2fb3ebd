/** Does the jobs of a test's app in this process, and waits until nothing is left that is due. */
import { sql } from 'kysely';
import { workOnJobs } from '../../server/start-server.ts';
import type { App } from '../../server/web/fastify.ts';

/** The least that pg-boss takes. */
const pollingSeconds = 0.5;

const working = new WeakMap<App, () => void>();

/** Ends with the app. `name`: only wait for these. */
export async function runJobs(app: App, name?: string): Promise<void> {
  if (!working.has(app)) working.set(app, await workOnJobs(app, pollingSeconds));
  await waitFor(async () => {
    const { rows } = await sql`SELECT FROM pgboss.job WHERE name NOT LIKE '\\_\\_pgboss%'
      AND (${name ?? null}::text IS NULL OR name = ${name ?? null}::text)
      AND (state = 'active' OR (state IN ('created', 'retry') AND start_after <= now()))`.execute(app.db);
    return rows.length === 0;
  });
}

/** The waiting time of jobs that failed and are tried again later is over now. */
export async function endWaiting(app: App): Promise<void> {
  await sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`.execute(app.db);
}

/** Sends all mails, also those that the mail server of a busy machine was too slow for at first. */
export async function deliverMails(app: App): Promise<void> {
  for (;;) {
    await runJobs(app, 'send-mail');
    const { rows } = await sql`SELECT FROM pgboss.job WHERE name = 'send-mail' AND state = 'retry'`.execute(
      app.db,
    );
    if (rows.length === 0) return;
    await endWaiting(app);
  }
}

/** Looks until it is so. */
export async function waitFor(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
