/** What use cases are handed in tests. */
import type { Pool } from 'pg';
import { borrowPool } from '../../server/database/schema.ts';
import { createJobQueue } from '../../server/jobs/job-queue.ts';
import { type Acting, actAs, type Means } from '../../server/log/act.ts';
import type { Actor } from '../../server/log/lines.ts';

/** Somebody who acts on the app's own means; in the shell when it does not matter who. */
export function actingOn(app: Means, actor: Actor = { kind: 'shell' }): Acting {
  return actAs(app, actor);
}

/** The same on a database without an app. */
export async function actingOnPool(pool: Pool): Promise<Acting> {
  const jobs = createJobQueue({ pool, onError: (error) => console.error(error) });
  await jobs.start();
  const config = { publicUrl: 'http://localhost:3000', smtpUrl: undefined };
  return actAs({ db: borrowPool(pool), jobs, config, linkKey: 'a-key-for-tests' }, { kind: 'shell' });
}
