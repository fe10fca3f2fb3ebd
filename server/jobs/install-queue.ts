/** Makes the tables of the queue and what it knows of each kind of job, or brings them up to date: as their owner. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { jobNames, queueConnection, queueOptions, queues } from './job-queue.ts';

export async function installQueue(pool: Pool): Promise<void> {
  const boss = new PgBoss({ ...queueOptions, db: queueConnection(pool), bamIntervalSeconds: 10 });
  // What goes wrong is thrown as well.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    const known = await boss.getQueues(jobNames);
    for (const name of jobNames) {
      const { key: _key, batch: _batch, policy, ...settings } = queues[name];
      if (known.some((queue) => queue.name === name)) await boss.updateQueue(name, settings);
      else await boss.createQueue(name, { ...settings, policy });
    }
    // A new version of pg-boss makes its indexes afterwards, which only the owner can.
    while (await isBuilding(pool)) await sleep(200);
  } finally {
    await boss.stop({ close: false });
  }
}

async function isBuilding(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(
    "SELECT FROM pgboss.bam WHERE status IN ('pending', 'in_progress') LIMIT 1",
  );
  return rows.length > 0;
}
